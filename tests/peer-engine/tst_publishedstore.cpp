#include "peer-gui/engine/share/publishedstore.h"
#include "tests/peer-engine/filetree.h"

#include <QTest>

#include <limits>

using namespace ft;
using namespace ft::engine;
using ft::test::FileTree;
using ft::test::sharedPath;

namespace {

std::vector<PublishedFile> someFiles()
{
    const FileStamp stamp{.dev = std::numeric_limits<std::uint64_t>::max(),
                          .inode = (1ULL << 53U) + 1,
                          .size = 5,
                          .mtimeNs = -1};
    ContentHash::Bytes bytes{};
    bytes[0] = 0xab;
    return {{.path = sharedPath("a.txt"),
             .absolutePath = QStringLiteral("/home/x/a.txt"),
             .root = ContentHash{bytes},
             .stamp = stamp},
            {.path = sharedPath("docs/größe, <100%>.txt"),
             .absolutePath = QStringLiteral("/home/x/\u6587\u4ef6 \"quoted\"\nb"),
             .root = std::nullopt,
             .stamp = std::nullopt}};
}

} // namespace

class PublishedStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsWhatItWrote();
    void isEmptyAtFirst();
    void setsADamagedListAside_data();
    void setsADamagedListAside();
    void keepsWhatIsGoodInADamagedList();
    void neverOverwritesAnotherDamagedList();
    void tellsThatItCannotWrite();
};

void PublishedStoreTest::readsWhatItWrote()
{
    const FileTree tree;
    const PublishedStore store{tree.at(QStringLiteral("made/by/save"))};
    QVERIFY(store.save(someFiles()));
    const auto loaded = PublishedStore{tree.at(QStringLiteral("made/by/save"))}.load();
    QCOMPARE(loaded.files, someFiles());
    QVERIFY(!loaded.notice);
}

void PublishedStoreTest::isEmptyAtFirst()
{
    const FileTree tree;
    const auto loaded = PublishedStore{tree.root()}.load();
    QVERIFY(loaded.files.empty());
    QVERIFY(!loaded.notice);
}

void PublishedStoreTest::setsADamagedListAside_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto entry = [](const QByteArray &fields) {
        return QByteArray{R"({"version":1,"files":[{)" + fields + "}]}"};
    };
    QTest::newRow("nothing in it") << QByteArray{};
    QTest::newRow("no JSON") << QByteArray{"\x01\x02garbage"};
    QTest::newRow("cut off") << QByteArray{R"({"version":1,"files":[{"path":"a")"};
    QTest::newRow("no object") << QByteArray{"[1,2]"};
    QTest::newRow("another version") << QByteArray{R"({"version":2,"files":[]})"};
    QTest::newRow("no list") << QByteArray{R"({"version":1,"files":7})"};
    QTest::newRow("an entry that is none") << QByteArray{R"({"version":1,"files":[7]})"};
    QTest::newRow("path leads out") << entry(R"("path":"../a","file":"/a")");
    QTest::newRow("path missing") << entry(R"("file":"/a")");
    QTest::newRow("relative file") << entry(R"("path":"a","file":"a")");
    QTest::newRow("bad root") << entry(R"("path":"a","file":"/a","root":"xyz")");
    QTest::newRow("bad stamp") << entry(R"("path":"a","file":"/a","stamp":["1","2","3"])");
    QTest::newRow("stamp of no numbers")
        << entry(R"("path":"a","file":"/a","stamp":["1","2","3","x"])");
}

void PublishedStoreTest::setsADamagedListAside()
{
    QFETCH(QByteArray, json);
    const FileTree tree;
    const PublishedStore store{tree.root()};
    tree.write("published.json", json);
    const auto loaded = store.load();
    QVERIFY(loaded.files.empty());
    QCOMPARE(loaded.notice->kind, ShareNotice::Kind::StoreDamaged);
    QFile aside{loaded.notice->path};
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), json);
    QVERIFY(!QFile::exists(store.filePath()));
    QVERIFY(!store.load().notice);
}

void PublishedStoreTest::keepsWhatIsGoodInADamagedList()
{
    const FileTree tree;
    tree.write("published.json",
               R"({"version":1,"files":[{"path":"a","file":"/x/a"},{"path":"","file":"/x/b"}]})");
    const auto loaded = PublishedStore{tree.root()}.load();
    QCOMPARE(loaded.files.size(), std::size_t{1});
    QCOMPARE(loaded.files[0].path, sharedPath("a"));
    QVERIFY(loaded.notice);
}

void PublishedStoreTest::neverOverwritesAnotherDamagedList()
{
    const FileTree tree;
    const PublishedStore store{tree.root()};
    tree.write("published.json", "first");
    const QString first = store.load().notice->path;
    tree.write("published.json", "second");
    const QString second = store.load().notice->path;
    QVERIFY(first != second);
    QCOMPARE(QFileInfo{first}.size(), qint64{5});
    QCOMPARE(QFileInfo{second}.size(), qint64{6});
}

void PublishedStoreTest::tellsThatItCannotWrite()
{
    const FileTree tree;
    tree.write("file", "not a folder"); // binds root as well
    const PublishedStore store{tree.at(QStringLiteral("file/state"))};
    const auto saved = store.save(someFiles());
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ShareNotice::Kind::StoreUnwritable);
    QCOMPARE(saved.error().path, store.filePath());
}

QTEST_APPLESS_MAIN(PublishedStoreTest)
#include "tst_publishedstore.moc"
