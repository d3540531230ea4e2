#include "peer-gui/engine/share/folderwatches.h"
#include "tests/peer-engine/filetree.h"

#include <QTest>

#include <array>
#include <fcntl.h>

using namespace ft::engine;
using ft::test::FileTree;
using Kind = FolderEvent::Kind;

namespace {

void rename(const FileTree &tree, const char *from, const char *to)
{
    if (::rename(tree.rawPath(from).constData(), tree.rawPath(to).constData()) != 0)
        qFatal("cannot rename");
}

/// The events since the last call, names below the tree, those that repeat one left out.
QList<std::pair<Kind, QByteArray>> eventsOf(FolderWatches &watches, const FileTree &tree)
{
    QList<std::pair<Kind, QByteArray>> list;
    for (const FolderEvent &event : watches.read()) {
        const std::pair shown{event.kind, event.path.mid(tree.rawPath("").size())};
        if (!list.contains(shown))
            list.append(shown);
    }
    return list;
}

using Events = QList<std::pair<Kind, QByteArray>>;

} // namespace

class FolderWatchesTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatHappensToFiles();
    void tellsWhatHappensToFolders();
    void keepsAWatchWithAFolderThatMoves();
    void forgetsAFolderThatMovedAway();
    void tellsThatAFolderItselfIsGone();
    void tellsWhatHappensToOneFile();
    void endsWhatWasNotSweptUp();
    void cannotWatchWhatIsNoFolder();
    void tellsThatEventsWereLost();
};

void FolderWatchesTest::tellsWhatHappensToFiles()
{
    const FileTree tree;
    FolderWatches watches;
    QVERIFY(watches.isOpen());
    QCOMPARE(watches.addFolder(tree.rawPath("").chopped(1)), FolderWatches::Added::Watched);
    tree.write("a", "1");
    QCOMPARE(eventsOf(watches, tree), (Events{{Kind::Touched, "a"}, {Kind::Written, "a"}}));
    rename(tree, "a", "b");
    QCOMPARE(eventsOf(watches, tree), (Events{{Kind::Gone, "a"}, {Kind::Arrived, "b"}}));
    QCOMPARE(::chmod(tree.rawPath("b").constData(), 0600), 0);
    QCOMPARE(eventsOf(watches, tree), (Events{{Kind::Touched, "b"}}));
    QCOMPARE(::truncate(tree.rawPath("b").constData(), 0), 0);
    QCOMPARE(eventsOf(watches, tree), (Events{{Kind::Written, "b"}}));
    tree.remove("b");
    QCOMPARE(eventsOf(watches, tree).last(), (std::pair{Kind::Gone, QByteArray{"b"}}));
    QVERIFY(watches.read().empty());
}

void FolderWatchesTest::tellsWhatHappensToFolders()
{
    const FileTree tree;
    FolderWatches watches;
    QCOMPARE(watches.addFolder(tree.rawPath("").chopped(1)), FolderWatches::Added::Watched);
    tree.folder(QStringLiteral("x"));
    QCOMPARE(eventsOf(watches, tree), (Events{{Kind::Arrived, "x"}}));
    rename(tree, "x", "y");
    QCOMPARE(eventsOf(watches, tree), (Events{{Kind::Gone, "x"}, {Kind::Arrived, "y"}}));
    QCOMPARE(::rmdir(tree.rawPath("y").constData()), 0);
    QCOMPARE(eventsOf(watches, tree), (Events{{Kind::Gone, "y"}}));
}

void FolderWatchesTest::keepsAWatchWithAFolderThatMoves()
{
    const FileTree tree;
    tree.folder(QStringLiteral("x"));
    FolderWatches watches;
    QCOMPARE(watches.addFolder(tree.rawPath("x")), FolderWatches::Added::Watched);
    rename(tree, "x", "y");
    static_cast<void>(watches.read());
    QCOMPARE(watches.addFolder(tree.rawPath("y")), FolderWatches::Added::Watched);
    QCOMPARE(watches.count(), std::size_t{1});
    tree.write("y/a", {});
    QCOMPARE(eventsOf(watches, tree), (Events{{Kind::Touched, "y/a"}}));
}

void FolderWatchesTest::forgetsAFolderThatMovedAway()
{
    const FileTree tree;
    tree.folder(QStringLiteral("s/x/deep"));
    tree.folder(QStringLiteral("s/x-y"));
    FolderWatches watches;
    for (const char *name : {"s", "s/x", "s/x/deep", "s/x-y"})
        QCOMPARE(watches.addFolder(tree.rawPath(name)), FolderWatches::Added::Watched);
    rename(tree, "s/x", "elsewhere");
    tree.write("elsewhere/deep/a", {});
    tree.write("s/x-y/a", {});
    QCOMPARE(eventsOf(watches, tree), (Events{{Kind::Gone, "s/x"}, {Kind::Touched, "s/x-y/a"}}));
    QCOMPARE(watches.count(), std::size_t{2});
}

void FolderWatchesTest::tellsThatAFolderItselfIsGone()
{
    const FileTree tree;
    tree.folder(QStringLiteral("x"));
    FolderWatches watches;
    QCOMPARE(watches.addFolder(tree.rawPath("x")), FolderWatches::Added::Watched);
    QCOMPARE(::rmdir(tree.rawPath("x").constData()), 0);
    QCOMPARE(eventsOf(watches, tree), (Events{{Kind::SelfGone, "x"}}));
    QCOMPARE(watches.count(), std::size_t{0});
}

void FolderWatchesTest::tellsWhatHappensToOneFile()
{
    const FileTree tree;
    tree.write("a", "1");
    FolderWatches watches;
    QCOMPARE(watches.addFile(tree.rawPath("a")), FolderWatches::Added::Watched);
    tree.write("a", "2");
    QVERIFY(eventsOf(watches, tree).contains({Kind::Written, "a"}));
    tree.write("b", "3");
    rename(tree, "b", "a");
    QVERIFY(eventsOf(watches, tree).contains({Kind::Touched, "a"}));
}

void FolderWatchesTest::endsWhatWasNotSweptUp()
{
    const FileTree tree;
    tree.folder(QStringLiteral("x"));
    tree.folder(QStringLiteral("y"));
    FolderWatches watches;
    for (const char *name : {"x", "y"})
        QCOMPARE(watches.addFolder(tree.rawPath(name)), FolderWatches::Added::Watched);
    watches.beginSweep();
    QCOMPARE(watches.addFolder(tree.rawPath("y")), FolderWatches::Added::Watched);
    watches.endSweep();
    QCOMPARE(watches.count(), std::size_t{1});
    tree.write("x/a", {});
    tree.write("y/a", {});
    QCOMPARE(eventsOf(watches, tree), (Events{{Kind::Touched, "y/a"}}));
}

void FolderWatchesTest::cannotWatchWhatIsNoFolder()
{
    const FileTree tree;
    tree.write("a", "1");
    tree.folder(QStringLiteral("x"));
    tree.symlink("x", "link");
    FolderWatches watches;
    for (const char *name : {"a", "missing", "link"})
        QCOMPARE(watches.addFolder(tree.rawPath(name)), FolderWatches::Added::Impossible);
    QCOMPARE(watches.count(), std::size_t{0});
}

void FolderWatchesTest::tellsThatEventsWereLost()
{
    QFile limit{QStringLiteral("/proc/sys/fs/inotify/max_queued_events")};
    QVERIFY(limit.open(QIODevice::ReadOnly));
    const int most = limit.readAll().trimmed().toInt();
    if (most > 200'000)
        QSKIP("more events are kept here than a test can make");
    const FileTree tree;
    FolderWatches watches;
    QCOMPARE(watches.addFolder(tree.rawPath("").chopped(1)), FolderWatches::Added::Watched);
    tree.write("a", {});
    // Two names in turn, or the kernel would make one event of many.
    for (int i = 0; i <= most / 2; ++i) {
        rename(tree, "a", "b");
        rename(tree, "b", "a");
    }
    QVERIFY(eventsOf(watches, tree).contains({Kind::Lost, QByteArray{}}));
    tree.remove("a");
    QVERIFY(eventsOf(watches, tree).contains({Kind::Gone, "a"}));
}

QTEST_APPLESS_MAIN(FolderWatchesTest)
#include "tst_folderwatches.moc"
