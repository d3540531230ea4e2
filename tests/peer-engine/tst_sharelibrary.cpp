#include "tests/peer-engine/libraryfixture.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using ft::test::FileTree;
using ft::test::LibraryFixture;
using ft::test::sharedPath;
using Kind = ShareNotice::Kind;

class ShareLibraryTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void offersEverythingInTheFolder();
    void offersTheFirstFileAtOnceAndTheOthersInBatches();
    void settlesWithNothingToShare();
    void tellsAMissingFolder();
    void passesByAFileThatWentAway();
    void takesUpChangesOnRescan();
    void leavesUnchangedFilesAloneOnRescan();
    void walksAgainWhenAskedDuringAWalk();
    void takesAChangedFileOutAndIn();
    void takesAVanishedFileOut();
    void tellsProgressAtMostTenTimesASecond();
    void holdsHashingWhilePaused();
    void canBeDestroyedAtAnyTime();
};

void ShareLibraryTest::offersEverythingInTheFolder()
{
    const FileTree tree;
    tree.write("share/a, <b> 100%.txt", "1");
    tree.write("share/docs/größe.pdf", "22");
    tree.write("share/empty", "");
    LibraryFixture fixture{tree};
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    const QByteArrayList all{"a, <b> 100%.txt", "docs/größe.pdf", "empty"};
    QCOMPARE(fixture.offered(), all);
    std::ranges::sort(fixture.ready);
    QCOMPARE(fixture.ready, all);
    QCOMPARE(fixture.library().catalog().totalBytes(), std::uint64_t{3});
    QVERIFY(fixture.notices.empty());
    QVERIFY(fixture.library().isSettled());
}

void ShareLibraryTest::offersTheFirstFileAtOnceAndTheOthersInBatches()
{
    const FileTree tree;
    constexpr int Count = 300;
    for (int i = 0; i < Count; ++i)
        tree.write("share/" + QByteArray::number(i), "x");
    LibraryFixture fixture{tree};
    int firstBatch = 0;
    connect(&fixture.library(), &ShareLibrary::filesReady, this, [&](const auto &files) {
        if (firstBatch == 0)
            firstBatch = static_cast<int>(files.size());
    });
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    QCOMPARE(firstBatch, 1);
    QCOMPARE(fixture.ready.size(), qsizetype{Count});
    QVERIFY2(fixture.batches < Count / 2, QByteArray::number(fixture.batches).constData());
}

void ShareLibraryTest::settlesWithNothingToShare()
{
    const FileTree tree;
    tree.folder(QStringLiteral("share"));
    LibraryFixture fixture{tree};
    QVERIFY(fixture.library().isSettled());
    fixture.library().start();
    QVERIFY(!fixture.library().isSettled());
    QTRY_COMPARE(fixture.settled, 1);
    QCOMPARE(fixture.batches, 0);
}

void ShareLibraryTest::tellsAMissingFolder()
{
    const FileTree tree;
    LibraryFixture fixture{tree};
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    QCOMPARE(fixture.notices.size(), std::size_t{1});
    QCOMPARE(fixture.notices[0].kind, Kind::FolderMissing);
    QCOMPARE(fixture.notices[0].path, tree.at(QStringLiteral("share")));
    QVERIFY(concernsShareFolder(fixture.notices[0].kind));
}

void ShareLibraryTest::passesByAFileThatWentAway()
{
    const FileTree tree;
    tree.write("share/a", "x");
    tree.write("share/b", "x");
    LibraryFixture fixture{tree};
    fixture.library().pause();
    fixture.library().start();
    QTRY_COMPARE(fixture.library().progress().filesFound, std::uint64_t{2});
    QTRY_VERIFY(!fixture.library().progress().scanning);
    tree.remove("share/a");
    fixture.library().resume();
    QTRY_COMPARE(fixture.settled, 1);
    QCOMPARE(fixture.offered(), QByteArrayList{"b"});
    QVERIFY(fixture.notices.empty());
}

void ShareLibraryTest::takesUpChangesOnRescan()
{
    const FileTree tree;
    tree.write("share/same", "same");
    tree.write("share/changed", "before");
    tree.write("share/removed", "removed");
    LibraryFixture fixture{tree};
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    const auto before = fixture.library().catalog().find(sharedPath("changed"));

    tree.write("share/changed", "after, and longer");
    tree.write("share/added", "added");
    tree.remove("share/removed");
    fixture.ready.clear();
    fixture.library().rescan();
    QTRY_COMPARE(fixture.settled, 2);
    QCOMPARE(fixture.offered(), (QByteArrayList{"added", "changed", "same"}));
    std::ranges::sort(fixture.gone);
    QCOMPARE(fixture.gone, (QByteArrayList{"changed", "removed"}));
    std::ranges::sort(fixture.ready);
    QCOMPARE(fixture.ready, (QByteArrayList{"added", "changed"}));
    QVERIFY(fixture.library().catalog().find(sharedPath("changed"))->record.root
            != before->record.root);
}

void ShareLibraryTest::leavesUnchangedFilesAloneOnRescan()
{
    const FileTree tree;
    tree.write("share/a", "12345");
    LibraryFixture fixture{tree};
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    fixture.library().rescan();
    QTRY_COMPARE(fixture.settled, 2);
    QCOMPARE(fixture.library().progress().bytesHashed, std::uint64_t{5});
    QCOMPARE(fixture.batches, 1);
    QVERIFY(fixture.gone.isEmpty());
}

void ShareLibraryTest::walksAgainWhenAskedDuringAWalk()
{
    const FileTree tree;
    tree.write("share/a", "x");
    LibraryFixture fixture{tree};
    fixture.library().start();
    tree.write("share/b", "x"); // the walk that has begun may or may not see it
    fixture.library().rescan();
    fixture.library().rescan();
    QTRY_COMPARE(fixture.settled, 1);
    QCOMPARE(fixture.offered(), (QByteArrayList{"a", "b"}));
}

void ShareLibraryTest::takesAChangedFileOutAndIn()
{
    const FileTree tree;
    tree.write("share/a", "before");
    LibraryFixture fixture{tree};
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    tree.write("share/a", "after");
    fixture.library().fileChanged(sharedPath("a"));
    QCOMPARE(fixture.gone, QByteArrayList{"a"});
    QVERIFY(fixture.offered().isEmpty());
    fixture.library().fileChanged(sharedPath("a")); // told twice, by two uploads
    fixture.library().fileChanged(sharedPath("unknown"));
    QTRY_COMPARE(fixture.settled, 2);
    QCOMPARE(fixture.gone, QByteArrayList{"a"});
    QCOMPARE(fixture.library().catalog().find(sharedPath("a"))->record.size, std::uint64_t{5});
}

void ShareLibraryTest::takesAVanishedFileOut()
{
    const FileTree tree;
    tree.write("share/a", "x");
    LibraryFixture fixture{tree};
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    tree.remove("share/a");
    fixture.library().fileChanged(sharedPath("a"));
    QTRY_COMPARE(fixture.settled, 2);
    QVERIFY(fixture.offered().isEmpty());
    QCOMPARE(fixture.gone, QByteArrayList{"a"});
    QVERIFY(fixture.notices.empty());
}

void ShareLibraryTest::tellsProgressAtMostTenTimesASecond()
{
    const FileTree tree;
    tree.write("share/a", "12345");
    LibraryFixture fixture{tree};
    fixture.library().pause();
    fixture.library().start();
    QTRY_COMPARE(fixture.progresses.size(), std::size_t{1});
    QTRY_VERIFY(!fixture.library().progress().scanning);
    // The clock stands still: only the last one may follow.
    fixture.library().resume();
    QTRY_COMPARE(fixture.settled, 1);
    QCOMPARE(fixture.progresses.size(), std::size_t{2});
    const ShareProgress last = fixture.progresses.back();
    QCOMPARE(last.filesFound, std::uint64_t{1});
    QCOMPARE(last.filesHashed, std::uint64_t{1});
    QCOMPARE(last.bytesHashed, std::uint64_t{5});
    QCOMPARE(last.bytesTotal, std::uint64_t{5});
    QVERIFY(!last.scanning);
}

void ShareLibraryTest::holdsHashingWhilePaused()
{
    const FileTree tree;
    tree.write("share/a", "12345");
    LibraryFixture fixture{tree};
    fixture.library().pause();
    fixture.library().start();
    QTRY_VERIFY(fixture.library().progress().bytesTotal == 5);
    QVERIFY(!fixture.library().isSettled());
    QCOMPARE(fixture.library().progress().filesHashed, std::uint64_t{0});
    fixture.library().resume();
    QTRY_COMPARE(fixture.settled, 1);
}

void ShareLibraryTest::canBeDestroyedAtAnyTime()
{
    const FileTree tree;
    for (int i = 0; i < 50; ++i)
        tree.write("share/" + QByteArray::number(i), QByteArray(100'000, 'x'));
    for (int turns = 0; turns < 10; ++turns) {
        LibraryFixture fixture{tree};
        fixture.library().start();
        for (int i = 0; i < turns; ++i)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    }
}

QTEST_GUILESS_MAIN(ShareLibraryTest)
#include "tst_sharelibrary.moc"
