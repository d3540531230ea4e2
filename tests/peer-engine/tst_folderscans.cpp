#include "peer-gui/engine/share/folderscans.h"
#include "tests/peer-engine/filetree.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using ft::test::FileTree;
using ft::test::sharedPath;
using Kind = ShareNotice::Kind;

namespace {

/// Scans of the folder `share`, and what they told.
class Scans final : public QObject
{
    Q_OBJECT

public:
    explicit Scans(const FileTree &tree, FolderScans::Settings settings = {})
        : m_scans(withFolder(std::move(settings), tree), m_clock, [this] { return reserved; })
    {
        connect(&m_scans, &FolderScans::scanned, this, [this](const auto &result, bool isWhole) {
            whole += isWhole ? 1 : 0;
            order.append(isWhole);
            last = result;
        });
        connect(&m_scans, &FolderScans::placesScanned, this, [this](const auto &result) {
            for (const ScannedPlace &place : result.places)
                places.append(place.place.utf8());
            needsWhole = needsWhole || result.needsWhole;
        });
        connect(&m_scans, &FolderScans::written, this, [this](const QByteArray &path) {
            written.append(path);
        });
    }

    [[nodiscard]] FolderScans *operator->() { return &m_scans; }
    [[nodiscard]] bool comesToLookAt(const char *place)
    {
        return QTest::qWaitFor([&] {
            m_clock.advance(100ms);
            return places.contains(place);
        });
    }
    [[nodiscard]] test::ManualClock &clock() { return m_clock; }

    std::map<SharedPath, QString> reserved;
    int whole = 0;
    QList<bool> order; ///< of scans: whether each was whole
    bool needsWhole = false;
    ScanResult last;
    QByteArrayList places;
    QByteArrayList written;

private:
    static FolderScans::Settings withFolder(FolderScans::Settings settings, const FileTree &tree)
    {
        settings.folders = {tree.at(QStringLiteral("share"))};
        return settings;
    }

    test::ManualClock m_clock;
    FolderScans m_scans;
};

bool hasNotice(const ScanResult &result, Kind kind)
{
    return std::ranges::any_of(result.notices,
                               [kind](const ShareNotice &notice) { return notice.kind == kind; });
}

} // namespace

class FolderScansTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void looksOnlyWhereSomethingHappened();
    void looksAtReservedFilesFirst();
    void tellsOfWritingAtOnceAndLooksLater();
    void saysNothingOfDownloadsUnderWay();
    void walksAgainNowAndThen_data();
    void walksAgainNowAndThen();
    void watchesARemoteFolderAndWalksItBesides();
    void probesForAMissingFolder();
    void knowsThePlaceOfAPath();
    void endsInTheMiddleOfAWalk();
};

void FolderScansTest::looksOnlyWhereSomethingHappened()
{
    const FileTree tree;
    tree.write("share/a/b", "1");
    Scans scans{tree};
    scans->scanAll();
    QVERIFY(scans->isScanning());
    QTRY_COMPARE(scans.whole, 1);
    QCOMPARE(scans->watches(), std::size_t{2});
    tree.write("share/a/c", "2");
    QVERIFY(scans.comesToLookAt("a/c"));
    QCOMPARE(scans.places, QByteArrayList{"a/c"});
    QCOMPARE(scans.whole, 1);
}

void FolderScansTest::looksAtReservedFilesFirst()
{
    const FileTree tree;
    tree.write("share/a", "1");
    tree.write("local", "2");
    Scans scans{tree};
    scans.reserved.emplace(sharedPath("public"), tree.at(QStringLiteral("local")));
    scans->scanReserved();
    scans->scanAll();
    QTRY_COMPARE(scans.whole, 1);
    QCOMPARE(scans.order, (QList<bool>{false, true}));
    QCOMPARE(scans.last.reserved.at(sharedPath("public"))->size, std::uint64_t{1});
    QCOMPARE(scans.last.files.size(), std::size_t{1});
}

void FolderScansTest::tellsOfWritingAtOnceAndLooksLater()
{
    const FileTree tree;
    tree.write("share/a", "1");
    Scans scans{tree};
    scans->scanAll();
    QTRY_COMPARE(scans.whole, 1);
    tree.write("share/a", "2");
    QTRY_VERIFY(scans.written.contains(tree.rawPath("share/a")));
    QVERIFY(scans->isDirty(tree.rawPath("share/a")));
    QVERIFY(scans.places.isEmpty());
    QVERIFY(scans.comesToLookAt("a"));
    QVERIFY(!scans->isDirty(tree.rawPath("share/a")));
}

void FolderScansTest::saysNothingOfDownloadsUnderWay()
{
    const FileTree tree;
    tree.write("share/a", "1");
    Scans scans{tree};
    scans->scanAll();
    QTRY_COMPARE(scans.whole, 1);
    tree.write("share/b.part", "2");
    tree.write("share/c", "3");
    QVERIFY(scans.comesToLookAt("c"));
    QVERIFY(!scans.places.contains("b.part"));
    QVERIFY(!scans.written.contains(tree.rawPath("share/b.part")));
}

void FolderScansTest::walksAgainNowAndThen_data()
{
    QTest::addColumn<bool>("isWatching");
    QTest::newRow("besides watching") << true;
    QTest::newRow("instead of watching") << false;
}

void FolderScansTest::walksAgainNowAndThen()
{
    QFETCH(bool, isWatching);
    const FileTree tree;
    tree.write("share/a", "1");
    FolderScans::Settings settings;
    settings.isWatching = isWatching;
    (isWatching ? settings.rescanEvery : settings.rescanUnwatched) = 10ms;
    Scans scans{tree, settings};
    scans->scanAll();
    QTRY_COMPARE(scans.whole, 1);
    QCOMPARE(scans->watches() > 0, isWatching);
    tree.write("share/b", "2");
    QTRY_COMPARE(scans.last.files.size(), std::size_t{2});
    QTRY_VERIFY(scans.whole > 3);
}

void FolderScansTest::watchesARemoteFolderAndWalksItBesides()
{
    const FileTree tree;
    tree.write("share/a/b", "1");
    FolderScans::Settings settings;
    settings.rescanUnwatched = 10ms;
    settings.isRemote = [](int) {
        return true;
    };
    Scans scans{tree, settings};
    scans->scanAll();
    QTRY_VERIFY(scans.whole > 2);
    QVERIFY(hasNotice(scans.last, Kind::FolderRemote));
    QCOMPARE(scans.last.notices.size(), std::size_t{1});
    QCOMPARE(scans->roots().at(0).watching, Watching::Remote);
    QCOMPARE(scans->watches(), std::size_t{2});
}

void FolderScansTest::probesForAMissingFolder()
{
    const FileTree tree;
    FolderScans::Settings settings;
    settings.probeEvery = 10ms;
    Scans scans{tree, settings};
    scans->scanAll();
    QTRY_COMPARE(scans.whole, 1);
    QVERIFY(hasNotice(scans.last, Kind::FolderMissing));
    QCOMPARE(scans->missing(), std::vector<QString>{tree.at(QStringLiteral("share"))});
    tree.write("share/a", "1");
    QTRY_COMPARE(scans.last.files.size(), std::size_t{1});
    QVERIFY(scans->missing().empty());
}

void FolderScansTest::knowsThePlaceOfAPath()
{
    const FileTree tree;
    tree.write("share/a/b", "1");
    Scans scans{tree};
    QVERIFY(!scans->placeOf(tree.rawPath("share/a")));
    scans->scanAll();
    QTRY_COMPARE(scans.whole, 1);
    QCOMPARE(scans->placeOf(tree.rawPath("share/a/b")), sharedPath("a/b"));
    QVERIFY(!scans->placeOf(tree.rawPath("share")));
    QVERIFY(!scans->placeOf(tree.rawPath("share2/a")));
}

void FolderScansTest::endsInTheMiddleOfAWalk()
{
    FolderScans::Settings settings;
    settings.folders = {QStringLiteral("/")};
    settings.isWatching = false;
    const test::ManualClock clock;
    FolderScans scans{settings, clock, [] {
                          return std::map<SharedPath, QString>{};
                      }};
    scans.scanAll();
}

QTEST_GUILESS_MAIN(FolderScansTest)
#include "tst_folderscans.moc"
