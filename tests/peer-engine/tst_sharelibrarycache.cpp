#include "tests/peer-engine/libraryfixture.h"

#include <QTest>

#include <fcntl.h>

using namespace ft;
using namespace ft::engine;
using ft::test::FileTree;
using ft::test::LibraryFixture;
using ft::test::sharedPath;

namespace {

/// A file as it lies there for long: its stamp is firm.
void writeOld(const FileTree &tree, const QByteArray &name, const QByteArray &content)
{
    tree.write(name, content);
    const std::array<timespec, 2> times{timespec{1'000'000, 0}, timespec{1'000'000, 0}};
    if (::utimensat(AT_FDCWD, tree.rawPath(name).constData(), times.data(), 0) != 0)
        qFatal("no such file");
}

void rename(const FileTree &tree, const char *from, const char *to)
{
    if (::rename(tree.rawPath(from).constData(), tree.rawPath(to).constData()) != 0)
        qFatal("cannot rename");
}

std::uint64_t bytesHashed(LibraryFixture &fixture)
{
    return fixture.library().progress().bytesHashed;
}

} // namespace

/// What is hashed, and what is remembered; the hasher's own count of bytes tells.
class ShareLibraryCacheTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsNothingAgainInTheNextRun();
    void readsNothingAgainOfATreeThatMoved();
    void readsAChangedFileAlone();
    void readsACopyOnAnotherInode();
    void readsAnInodeOnceWhateverItsNames();
    void readsTheOtherNameWhenTheFirstIsGone();
    void remembersWhatWasFetched();
    void readsAPublishedFileOnce();
};

void ShareLibraryCacheTest::readsNothingAgainInTheNextRun()
{
    const FileTree tree;
    writeOld(tree, "share/a", "12345");
    writeOld(tree, "share/large", QByteArray(3'000'000, 'x'));
    writeOld(tree, "share/empty", {});
    std::vector<SharedFile> before;
    {
        LibraryFixture fixture{tree};
        fixture.library().start();
        QTRY_COMPARE(fixture.settled, 1);
        QCOMPARE(bytesHashed(fixture), std::uint64_t{3'000'005});
        before = fixture.library().catalog().snapshot();
    }
    LibraryFixture fixture{tree};
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    QCOMPARE(bytesHashed(fixture), std::uint64_t{0});
    const auto after = fixture.library().catalog().snapshot();
    QCOMPARE(after.size(), before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        QCOMPARE(after[i].record, before[i].record);
        QCOMPARE(after[i].pieceSize, before[i].pieceSize);
        QCOMPARE(*after[i].pieceLayer, *before[i].pieceLayer);
    }
}

void ShareLibraryCacheTest::readsNothingAgainOfATreeThatMoved()
{
    const FileTree tree;
    constexpr int Count = 10'000;
    for (int i = 0; i < Count; ++i) {
        const auto number = QByteArray::number(i);
        writeOld(tree, "share/a/" + QByteArray::number(i / 100) + '/' + number, number);
    }
    LibraryFixture fixture{tree};
    fixture.library().start();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.settled, 1, 30'000);
    const auto before = bytesHashed(fixture);
    QVERIFY(before > 0);

    rename(tree, "share/a", "share/b");
    fixture.library().rescan();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.settled, 2, 30'000);
    QCOMPARE(bytesHashed(fixture), before);
    const auto offered = fixture.offered();
    QCOMPARE(offered.size(), qsizetype{Count});
    QVERIFY(
        std::ranges::all_of(offered, [](const QByteArray &path) { return path.startsWith("b/"); }));
}

void ShareLibraryCacheTest::readsAChangedFileAlone()
{
    const FileTree tree;
    writeOld(tree, "share/a", "12345");
    writeOld(tree, "share/b", "67");
    LibraryFixture fixture{tree};
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    tree.write("share/b", "89");
    fixture.library().rescan();
    QTRY_COMPARE(fixture.settled, 2);
    QCOMPARE(bytesHashed(fixture), std::uint64_t{9});
}

void ShareLibraryCacheTest::readsACopyOnAnotherInode()
{
    const FileTree tree;
    writeOld(tree, "share/a", "12345");
    LibraryFixture fixture{tree};
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    writeOld(tree, "share/copy", "12345");
    fixture.library().rescan();
    QTRY_COMPARE(fixture.settled, 2);
    QCOMPARE(bytesHashed(fixture), std::uint64_t{10});
}

void ShareLibraryCacheTest::readsAnInodeOnceWhateverItsNames()
{
    const FileTree tree;
    tree.write("share/a", "12345");
    for (const char *name : {"share/b", "share/c"})
        QCOMPARE(::link(tree.rawPath("share/a").constData(), tree.rawPath(name).constData()), 0);
    LibraryFixture fixture{tree};
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    QCOMPARE(fixture.offered(), (QByteArrayList{"a", "b", "c"}));
    QCOMPARE(bytesHashed(fixture), std::uint64_t{5});
    QCOMPARE(fixture.library().catalog().find(sharedPath("b"))->absolutePath,
             tree.at(QStringLiteral("share/b")));
}

void ShareLibraryCacheTest::readsTheOtherNameWhenTheFirstIsGone()
{
    const FileTree tree;
    tree.write("share/a", "12345");
    QCOMPARE(::link(tree.rawPath("share/a").constData(), tree.rawPath("share/b").constData()), 0);
    LibraryFixture fixture{tree};
    fixture.library().pause();
    fixture.library().start();
    QTRY_VERIFY(fixture.library().progress().bytesTotal == 5);
    tree.remove("share/a");
    fixture.library().resume();
    QTRY_COMPARE(fixture.settled, 1);
    QCOMPARE(fixture.offered(), QByteArrayList{"b"});
    QVERIFY(fixture.notices.empty());
}

void ShareLibraryCacheTest::remembersWhatWasFetched()
{
    const FileTree tree;
    writeOld(tree, "source/a", "12345");
    std::optional<SharedFile> file;
    {
        LibraryFixture fixture{tree, false};
        fixture.library().start();
        fixture.library().publish(tree.at(QStringLiteral("source/a")),
                                  sharedPath("a"),
                                  [&](const auto &result) { file = *result; });
        QTRY_VERIFY(file);
    }
    const FileTree taker;
    writeOld(taker, "share/a", "12345");
    file->absolutePath = taker.at(QStringLiteral("share/a"));
    file->stamp = *stampOf(file->absolutePath);
    {
        LibraryFixture fixture{taker};
        QCOMPARE(fixture.library().adopt(*file), sharedPath("a"));
    }
    LibraryFixture fixture{taker};
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    QCOMPARE(fixture.offered(), QByteArrayList{"a"});
    QCOMPARE(bytesHashed(fixture), std::uint64_t{0});
}

void ShareLibraryCacheTest::readsAPublishedFileOnce()
{
    const FileTree tree;
    writeOld(tree, "local", "12345");
    const auto publish = [&](const char *as) {
        LibraryFixture fixture{tree, false};
        fixture.library().start();
        bool isDone = false;
        fixture.library().publish(tree.at(QStringLiteral("local")),
                                  sharedPath(as),
                                  [&](const auto &) { isDone = true; });
        return QTest::qWaitFor([&] { return isDone; }) ? bytesHashed(fixture) : 99;
    };
    QCOMPARE(publish("a"), std::uint64_t{5});
    QCOMPARE(publish("b"), std::uint64_t{0});
}

QTEST_GUILESS_MAIN(ShareLibraryCacheTest)
#include "tst_sharelibrarycache.moc"
