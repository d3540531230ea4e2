#include "tests/peer-engine/libraryfixture.h"

#include <QTest>

#include <fcntl.h>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using ft::test::FileTree;
using ft::test::LibraryFixture;
using ft::test::sharedPath;
using Kind = ShareNotice::Kind;

namespace {

ShareSettings watching(const FileTree &tree)
{
    auto settings = LibraryFixture::settingsFor(tree);
    settings.isWatching = true;
    settings.rescanEvery = 0ms;
    settings.probeEvery = 20ms;
    return settings;
}

/// A library that has taken up its share folder and watches it.
class Watched final
{
public:
    explicit Watched(const FileTree &tree)
        : Watched(watching(tree))
    {}
    explicit Watched(const ShareSettings &settings)
        : fixture(settings)
    {
        fixture.library().start();
        isStarted = QTest::qWaitFor([this] { return fixture.settled == 1; });
    }

    /// Whether in the end exactly these are offered, as time goes on.
    [[nodiscard]] bool comesToOffer(QByteArrayList paths)
    {
        std::ranges::sort(paths);
        return QTest::qWaitFor([&] {
            fixture.clock().advance(100ms);
            return fixture.offered() == paths && fixture.library().isSettled();
        });
    }
    [[nodiscard]] bool isTold(Kind kind)
    {
        return QTest::qWaitFor([&] {
            return std::ranges::any_of(fixture.notices, [kind](const ShareNotice &notice) {
                return notice.kind == kind;
            });
        });
    }
    [[nodiscard]] std::uint64_t bytesHashed() { return fixture.library().progress().bytesHashed; }

    LibraryFixture fixture;
    bool isStarted = false;
};

void rename(const FileTree &tree, const char *from, const char *to)
{
    if (::rename(tree.rawPath(from).constData(), tree.rawPath(to).constData()) != 0)
        qFatal("cannot rename");
}

void makeOld(const FileTree &tree, const char *name)
{
    const std::array<timespec, 2> times{timespec{1'000'000, 0}, timespec{1'000'000, 0}};
    if (::utimensat(AT_FDCWD, tree.rawPath(name).constData(), times.data(), 0) != 0)
        qFatal("no such file");
}

} // namespace

/// What happens on the disk comes to be known without anybody asking for it.
class ShareLibraryWatchTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void takesUpWhatIsAdded();
    void takesOutWhatIsRemovedAtOnce();
    void followsRenamesWithoutHashing();
    void followsAFolderThatMoves();
    void seesWhatIsMadeInAFolderThatHasMoved();
    void withdrawsAFileThatIsWrittenToUntilItRests();
    void takesUpAFileOnceItRests();
    void takesUpAHardlinkWithoutHashing();
    void seesAHardlinkChangeByItsOtherName();
    void takesUpAFileThatReplacesAnother();
    void takesUpAFileThatReplacesOneBeingHashed();
    void givesFreedNamesToOthers();
    void sharesASymlinkThatIsPutIn();
    void seesAChangeBehindASymlink();
    void followsAPublishedFile();
    void tellsThatTheShareFolderIsGoneAndBack();
    void tellsThatAnotherFolderStandsInItsPlace();
    void leavesOutWhatIsExcluded();
    void takesAFolderOutAndIn();
    void keepsADamagedFileOutUntilItChanges();
};

void ShareLibraryWatchTest::takesUpWhatIsAdded()
{
    const FileTree tree;
    tree.write("share/a", "a");
    Watched watched{tree};
    QVERIFY(watched.isStarted);
    tree.write("share/b", "b");
    tree.write("share/new/deep/er/c", "c");
    QVERIFY(watched.comesToOffer({"a", "b", "new/deep/er/c"}));
    tree.write("share/new/deep/d", "d");
    QVERIFY(watched.comesToOffer({"a", "b", "new/deep/d", "new/deep/er/c"}));
    QVERIFY(watched.fixture.gone.isEmpty());
}

void ShareLibraryWatchTest::takesOutWhatIsRemovedAtOnce()
{
    const FileTree tree;
    tree.write("share/a", "a");
    tree.write("share/folder/b", "b");
    Watched watched{tree};
    // The clock stands still: nothing has to rest for this.
    tree.remove("share/a");
    QTRY_COMPARE(watched.fixture.gone, QByteArrayList{"a"});
    std::filesystem::remove_all(tree.rawPath("share/folder").toStdString());
    QTRY_COMPARE(watched.fixture.gone, (QByteArrayList{"a", "folder/b"}));
}

void ShareLibraryWatchTest::followsRenamesWithoutHashing()
{
    const FileTree tree;
    tree.write("share/a", "12345");
    tree.folder(QStringLiteral("share/folder"));
    makeOld(tree, "share/a");
    Watched watched{tree};
    rename(tree, "share/a", "share/b");
    QVERIFY(watched.comesToOffer({"b"}));
    rename(tree, "share/b", "share/folder/c");
    QVERIFY(watched.comesToOffer({"folder/c"}));
    QCOMPARE(watched.bytesHashed(), std::uint64_t{5});
}

void ShareLibraryWatchTest::followsAFolderThatMoves()
{
    const FileTree tree;
    constexpr int Count = 1'000;
    QByteArrayList moved;
    for (int i = 0; i < Count; ++i) {
        const QByteArray name = QByteArray::number(i % 20) + '/' + QByteArray::number(i);
        tree.write("share/from/" + name, "12345");
        makeOld(tree, QByteArray{"share/from/" + name}.constData());
        moved.append("to/" + name);
    }
    Watched watched{tree};
    rename(tree, "share/from", "share/to");
    QVERIFY(watched.comesToOffer(moved));
    QCOMPARE(watched.bytesHashed(), std::uint64_t{5 * Count});
    rename(tree, "share/to", "outside");
    QVERIFY(watched.comesToOffer({}));
    rename(tree, "outside", "share/to");
    QVERIFY(watched.comesToOffer(moved));
    QCOMPARE(watched.bytesHashed(), std::uint64_t{5 * Count});
}

void ShareLibraryWatchTest::seesWhatIsMadeInAFolderThatHasMoved()
{
    const FileTree tree;
    tree.write("share/from/deep/a", "a");
    Watched watched{tree};
    rename(tree, "share/from", "share/to");
    QVERIFY(watched.comesToOffer({"to/deep/a"}));
    tree.write("share/to/deep/b", "b");
    QVERIFY(watched.comesToOffer({"to/deep/a", "to/deep/b"}));
    tree.write("share/from/c", "c");
    QVERIFY(watched.comesToOffer({"from/c", "to/deep/a", "to/deep/b"}));
}

void ShareLibraryWatchTest::withdrawsAFileThatIsWrittenToUntilItRests()
{
    const FileTree tree;
    tree.write("share/a", "before");
    Watched watched{tree};
    const auto root = watched.fixture.library().catalog().find(sharedPath("a"))->record.root;
    QFile file{tree.at(QStringLiteral("share/a"))};
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.write("x") == 1 && file.flush());
    QTRY_COMPARE(watched.fixture.gone, QByteArrayList{"a"});
    // The clock stands still: it has not come to rest, whatever else is looked at.
    tree.write("share/b", "b");
    rename(tree, "share/b", "share/c");
    makeOld(tree, "share/c");
    QVERIFY(watched.fixture.offered().isEmpty());
    file.close();
    QVERIFY(watched.comesToOffer({"a", "c"}));
    QVERIFY(watched.fixture.library().catalog().find(sharedPath("a"))->record.root != root);
}

void ShareLibraryWatchTest::takesUpAFileOnceItRests()
{
    const FileTree tree;
    tree.folder(QStringLiteral("share"));
    Watched watched{tree};
    tree.write("share/a", "12345");
    // What was written in several goes is read once.
    for (const char *content : {"1", "12", "123456"})
        tree.write("share/a", content);
    QVERIFY(watched.comesToOffer({"a"}));
    QCOMPARE(watched.bytesHashed(), std::uint64_t{6});
    QVERIFY(watched.fixture.notices.empty());
}

void ShareLibraryWatchTest::takesUpAHardlinkWithoutHashing()
{
    const FileTree tree;
    tree.write("share/a", "12345");
    makeOld(tree, "share/a");
    Watched watched{tree};
    QCOMPARE(::link(tree.rawPath("share/a").constData(), tree.rawPath("share/b").constData()), 0);
    QVERIFY(watched.comesToOffer({"a", "b"}));
    QCOMPARE(watched.bytesHashed(), std::uint64_t{5});
    QVERIFY(watched.fixture.gone.isEmpty());
}

void ShareLibraryWatchTest::seesAHardlinkChangeByItsOtherName()
{
    const FileTree tree;
    tree.write("share/a", "12345");
    tree.folder(QStringLiteral("share/folder"));
    const auto link = [&tree](const char *name) {
        return ::link(tree.rawPath("share/a").constData(), tree.rawPath(name).constData()) == 0;
    };
    QVERIFY(link("share/folder/b"));
    Watched watched{tree};
    const auto sizes = [&watched] {
        std::vector<std::uint64_t> list;
        for (const SharedFile &file : watched.fixture.library().catalog().snapshot())
            list.push_back(file.record.size);
        return list;
    };
    tree.write("share/a", "123");
    QTRY_COMPARE(watched.fixture.gone.size(), 2);
    QVERIFY(watched.comesToOffer({"a", "folder/b"}));
    QCOMPARE(sizes(), (std::vector<std::uint64_t>{3, 3}));
    QVERIFY(link("share/c"));
    QVERIFY(watched.comesToOffer({"a", "c", "folder/b"}));
    // Written by a name that is not shared.
    QVERIFY(link("outside"));
    tree.write("outside", "1234567");
    QTRY_COMPARE(watched.fixture.gone.size(), 5);
    QVERIFY(watched.comesToOffer({"a", "c", "folder/b"}));
    QCOMPARE(sizes(), (std::vector<std::uint64_t>{7, 7, 7}));
    QCOMPARE(watched.bytesHashed(), std::uint64_t{5 + 3 + 7});
}

void ShareLibraryWatchTest::takesUpAFileThatReplacesAnother()
{
    const FileTree tree;
    tree.write("share/a", "before");
    Watched watched{tree};
    tree.write("outside", "after, and longer");
    makeOld(tree, "outside");
    rename(tree, "outside", "share/a");
    QTRY_COMPARE(watched.fixture.gone, QByteArrayList{"a"});
    QVERIFY(watched.comesToOffer({"a"}));
    QCOMPARE(watched.fixture.library().catalog().find(sharedPath("a"))->record.size,
             std::uint64_t{17});
}

void ShareLibraryWatchTest::takesUpAFileThatReplacesOneBeingHashed()
{
    const FileTree tree;
    tree.folder(QStringLiteral("share"));
    Watched watched{tree};
    ShareLibrary &library = watched.fixture.library();
    library.pause();
    tree.write("share/a", "12345");
    QTRY_VERIFY((watched.fixture.clock().advance(100ms), library.progress().bytesTotal == 5));
    tree.write("other", "123");
    makeOld(tree, "other");
    rename(tree, "other", "share/a");
    QTRY_VERIFY((watched.fixture.clock().advance(100ms), library.progress().bytesTotal == 3));
    library.resume();
    QVERIFY(watched.comesToOffer({"a"}));
    QCOMPARE(watched.bytesHashed(), std::uint64_t{3});
}

void ShareLibraryWatchTest::givesFreedNamesToOthers()
{
    const FileTree tree;
    tree.write("A/same", "1");
    tree.write("B/same", "22");
    auto settings = watching(tree);
    settings.folders = {tree.at(QStringLiteral("A")), tree.at(QStringLiteral("B"))};
    Watched watched{settings};
    QCOMPARE(watched.fixture.offered(), (QByteArrayList{"B/same", "same"}));
    tree.remove("A/same");
    QVERIFY(watched.comesToOffer({"same"}));
    QCOMPARE(watched.fixture.library().catalog().find(sharedPath("same"))->record.size,
             std::uint64_t{2});
    tree.write("A/other", "3");
    tree.write("A/same", "4");
    QVERIFY(watched.comesToOffer({"B/same", "other", "same"}));
}

void ShareLibraryWatchTest::sharesASymlinkThatIsPutIn()
{
    const FileTree tree;
    tree.write("share/folder/a", "a");
    Watched watched{tree};
    tree.symlink("folder", "share/link");
    QVERIFY(watched.comesToOffer({"folder/a", "link/a"}));
    tree.remove("share/link");
    QVERIFY(watched.comesToOffer({"folder/a"}));
}

void ShareLibraryWatchTest::seesAChangeBehindASymlink()
{
    const FileTree tree;
    tree.write("share/folder/a", "a");
    tree.symlink("folder", "share/link");
    Watched watched{tree};
    tree.write("share/folder/b", "b");
    QVERIFY(watched.comesToOffer({"folder/a", "folder/b", "link/a", "link/b"}));
}

void ShareLibraryWatchTest::followsAPublishedFile()
{
    const FileTree tree;
    tree.folder(QStringLiteral("share"));
    tree.write("elsewhere/local", "12345");
    Watched watched{tree};
    watched.fixture.library().publish(tree.at(QStringLiteral("elsewhere/local")),
                                      sharedPath("public"),
                                      {});
    QVERIFY(watched.comesToOffer({"public"}));
    tree.write("elsewhere/local", "1234567");
    QTRY_VERIFY((watched.fixture.clock().advance(100ms), !watched.fixture.gone.isEmpty()));
    QVERIFY(watched.comesToOffer({"public"}));
    QCOMPARE(watched.fixture.library().catalog().find(sharedPath("public"))->record.size,
             std::uint64_t{7});
    tree.remove("elsewhere/local");
    QVERIFY(watched.comesToOffer({}));
}

void ShareLibraryWatchTest::tellsThatTheShareFolderIsGoneAndBack()
{
    const FileTree tree;
    tree.write("share/a", "a");
    Watched watched{tree};
    rename(tree, "share", "away");
    QVERIFY(watched.comesToOffer({}));
    QVERIFY(watched.isTold(Kind::FolderMissing));
    rename(tree, "away", "share");
    QVERIFY(watched.comesToOffer({"a"}));
    QVERIFY(watched.isTold(Kind::FolderBack));
    QCOMPARE(watched.fixture.notices.size(), std::size_t{2});
    tree.write("share/b", "b");
    QVERIFY(watched.comesToOffer({"a", "b"}));
}

void ShareLibraryWatchTest::tellsThatAnotherFolderStandsInItsPlace()
{
    const FileTree tree;
    tree.write("real/a", "a");
    tree.write("other/b", "b");
    tree.symlink("real", "share");
    Watched watched{tree};
    QCOMPARE(watched.fixture.offered(), QByteArrayList{"a"});
    // No event tells of this one, as of a disk that is mounted over the folder.
    tree.remove("share");
    tree.symlink("other", "share");
    QVERIFY(watched.comesToOffer({"b"}));
    QVERIFY(watched.isTold(Kind::FolderReplaced) || watched.isTold(Kind::FolderBack));
}

void ShareLibraryWatchTest::leavesOutWhatIsExcluded()
{
    const FileTree tree;
    tree.folder(QStringLiteral("share"));
    auto settings = watching(tree);
    settings.filter = ShareFilter{
        {.excluded = {QStringLiteral("*.log"), QStringLiteral("old/")}, .maxSize = 5}};
    Watched watched{settings};
    for (const char *name : {"a", "a.log", "old/b", "deep/old/c", ".hidden", "d.part", "e~"})
        tree.write(QByteArray{"share/"} + name, "12345");
    tree.write("share/large", "123456");
    QVERIFY(watched.comesToOffer({"a"}));
    rename(tree, "share/a.log", "share/taken");
    QVERIFY(watched.comesToOffer({"a", "taken"}));
    rename(tree, "share/a", "share/a.log");
    QVERIFY(watched.comesToOffer({"taken"}));
    QCOMPARE(watched.bytesHashed(), std::uint64_t{10});
}

void ShareLibraryWatchTest::takesAFolderOutAndIn()
{
    const FileTree tree;
    tree.write("A/a", "a");
    tree.write("B/b", "b");
    auto settings = watching(tree);
    settings.folders = {tree.at(QStringLiteral("A")), tree.at(QStringLiteral("B"))};
    using State = ShareFolderInfo::State;
    {
        Watched watched{settings};
        QVERIFY(watched.fixture.library().setFolderShared(settings.folders[0], false));
        QVERIFY(!watched.fixture.library().setFolderShared(tree.root(), false));
        QVERIFY(watched.comesToOffer({"b"}));
    }
    Watched watched{settings};
    QCOMPARE(watched.fixture.offered(), QByteArrayList{"b"});
    auto folders = watched.fixture.library().status().folders;
    const QString &b = settings.folders[1];
    QCOMPARE(folders[0], (ShareFolderInfo{settings.folders[0], State::Off, 0, 0, {}, 0}));
    QCOMPARE(folders[1], (ShareFolderInfo{b, State::Watched, 1, 1, b, 0}));
    QVERIFY(watched.fixture.library().setFolderShared(settings.folders[0], true));
    QVERIFY(watched.comesToOffer({"a", "b"}));
    QVERIFY(watched.fixture.notices.empty());
}

void ShareLibraryWatchTest::keepsADamagedFileOutUntilItChanges()
{
    const FileTree tree;
    tree.write("share/a", "12345");
    makeOld(tree, "share/a");
    Watched watched{tree};
    ShareLibrary &library = watched.fixture.library();
    QVERIFY(library.withhold(sharedPath("a")));
    QVERIFY(!library.withhold(sharedPath("a")));
    QCOMPARE(watched.fixture.gone, QByteArrayList{"a"});
    library.rescan();
    QVERIFY(watched.comesToOffer({}));
    tree.write("share/a", "repaired");
    QVERIFY(watched.comesToOffer({"a"}));
    QVERIFY(library.withhold(sharedPath("a")));
    QVERIFY(library.restore(sharedPath("a")));
    QVERIFY(!library.restore(sharedPath("a")));
    QVERIFY(watched.comesToOffer({"a"}));
}

QTEST_GUILESS_MAIN(ShareLibraryWatchTest)
#include "tst_sharelibrarywatch.moc"
