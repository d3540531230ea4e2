#include "peer-gui/engine/share/openedfile.h"
#include "tests/peer-engine/filetree.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using Kind = FileFault::Kind;

class OpenedFileTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void opensARegularFileWithItsStamp();
    void refusesEverythingElse_data();
    void refusesEverythingElse();
    void closesItsDescriptorAndCanBeMoved();
    void noticesThatTheFileWasWrittenTo();
    void tellsAStampWithoutOpening();
    void resolvesSymlinks();
};

void OpenedFileTest::opensARegularFileWithItsStamp()
{
    const test::FileTree tree;
    tree.write("a", "twelve bytes");
    const auto file = OpenedFile::open(tree.at(QStringLiteral("a")));
    QVERIFY(file);
    QCOMPARE(file->stamp().size, std::uint64_t{12});
    QCOMPARE(file->stamp().modified().time_since_epoch().count(),
             QFileInfo{tree.at(QStringLiteral("a"))}.lastModified().toSecsSinceEpoch());
    std::array<char, 12> bytes{};
    QCOMPARE(::read(file->descriptor(), bytes.data(), bytes.size()), ssize_t{12});
    QCOMPARE(QByteArray(bytes.data(), 12), QByteArray{"twelve bytes"});
}

void OpenedFileTest::refusesEverythingElse_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("nothing there") << QStringLiteral("missing") << Kind::Vanished;
    QTest::newRow("a file as folder") << QStringLiteral("file/x") << Kind::Vanished;
    QTest::newRow("a folder") << QStringLiteral("folder") << Kind::NotRegularFile;
    QTest::newRow("a pipe, without waiting") << QStringLiteral("pipe") << Kind::NotRegularFile;
    QTest::newRow("a symlink") << QStringLiteral("link") << Kind::NotRegularFile;
    QTest::newRow("a file behind a symlink")
        << QStringLiteral("linkedfolder/inner") << Kind::NotRegularFile;
}

void OpenedFileTest::refusesEverythingElse()
{
    QFETCH(QString, name);
    QFETCH(Kind, kind);
    const test::FileTree tree;
    tree.write("file", "x");
    tree.write("folder/inner", "x");
    tree.pipe("pipe");
    tree.symlink("file", "link");
    tree.symlink("folder", "linkedfolder");
    const auto file = OpenedFile::open(tree.at(name));
    QVERIFY(!file);
    QCOMPARE(file.error().kind, kind);
}

void OpenedFileTest::closesItsDescriptorAndCanBeMoved()
{
    const test::FileTree tree;
    tree.write("a", "x");
    int descriptor = -1;
    {
        auto file = OpenedFile::open(tree.at(QStringLiteral("a")));
        descriptor = file->descriptor();
        const OpenedFile moved = std::move(*file);
        QCOMPARE(moved.descriptor(), descriptor);
    }
    QCOMPARE(::lseek(descriptor, 0, SEEK_CUR), off_t{-1});
}

void OpenedFileTest::noticesThatTheFileWasWrittenTo()
{
    const test::FileTree tree;
    tree.write("a", "before");
    const auto file = OpenedFile::open(tree.at(QStringLiteral("a")));
    QVERIFY(file->isUnchanged());
    tree.write("a", "after, and longer");
    QVERIFY(!file->isUnchanged());
}

void OpenedFileTest::tellsAStampWithoutOpening()
{
    const test::FileTree tree;
    tree.write("a", "12345");
    tree.symlink("a", "link");
    const auto stamp = stampOf(tree.at(QStringLiteral("a")));
    QCOMPARE(stamp, OpenedFile::open(tree.at(QStringLiteral("a"))).map([](const OpenedFile &file) {
        return file.stamp();
    }));
    QCOMPARE(stampOf(tree.at(QStringLiteral("b"))).error().kind, Kind::Vanished);
    QCOMPARE(stampOf(tree.at(QStringLiteral("link"))).error().kind, Kind::NotRegularFile);
    QCOMPARE(stampOf(tree.root()).error().kind, Kind::NotRegularFile);
}

void OpenedFileTest::resolvesSymlinks()
{
    const test::FileTree tree;
    tree.write("folder/a", "x");
    tree.symlink("folder", "link");
    QCOMPARE(withoutSymlinks(tree.at(QStringLiteral("link/../link/a"))).value(),
             tree.at(QStringLiteral("folder/a")));
    QCOMPARE(withoutSymlinks(tree.at(QStringLiteral("link/b"))).error().kind, Kind::Vanished);
}

QTEST_GUILESS_MAIN(OpenedFileTest)
#include "tst_openedfile.moc"
