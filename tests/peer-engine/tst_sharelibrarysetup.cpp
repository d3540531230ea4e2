#include "tests/peer-engine/libraryfixture.h"

#include <QTest>

#include <array>
#include <fcntl.h>

using namespace ft;
using namespace ft::engine;
using ft::test::FileTree;
using ft::test::LibraryFixture;

namespace {

/// A file as it lies there for long: its stamp is firm.
void writeOld(const FileTree &tree, const QByteArray &name, const QByteArray &content)
{
    tree.write(name, content);
    const std::array<timespec, 2> times{timespec{1'000'000, 0}, timespec{1'000'000, 0}};
    if (::utimensat(AT_FDCWD, tree.rawPath(name).constData(), times.data(), 0) != 0)
        qFatal("no such file");
}

std::uint64_t bytesHashed(LibraryFixture &fixture)
{
    return fixture.library().progress().bytesHashed;
}

} // namespace

/// Folders and filter change while the library runs.
class ShareLibrarySetupTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void takesOtherFoldersAndHashesNothingAgain();
    void takesAnotherFilterAndHashesNothingAgain();
};

void ShareLibrarySetupTest::takesOtherFoldersAndHashesNothingAgain()
{
    const FileTree tree;
    writeOld(tree, "A/a", "12345");
    writeOld(tree, "B/b", "67");
    const QString a = tree.at(QStringLiteral("A"));
    const QString b = tree.at(QStringLiteral("B"));
    auto settings = LibraryFixture::settingsFor(tree);
    settings.folders = {a};
    LibraryFixture fixture{settings};
    ShareLibrary &library = fixture.library();
    library.start();
    QTRY_COMPARE(fixture.settled, 1);
    QCOMPARE(fixture.offered(), QByteArrayList{"a"});

    library.setFolders({a, b});
    QTRY_COMPARE(fixture.settled, 2);
    QCOMPARE(fixture.offered(), (QByteArrayList{"a", "b"}));
    QVERIFY(fixture.gone.isEmpty());
    QCOMPARE(bytesHashed(fixture), std::uint64_t{7});

    library.setFolders({b});
    QTRY_COMPARE(fixture.settled, 3);
    QCOMPARE(fixture.offered(), QByteArrayList{"b"});
    QCOMPARE(fixture.gone, QByteArrayList{"a"});
    QCOMPARE(library.status().folders.size(), std::size_t{1});

    library.setFolders({b, a});
    QTRY_COMPARE(fixture.settled, 4);
    QCOMPARE(fixture.offered(), (QByteArrayList{"a", "b"}));
    QCOMPARE(bytesHashed(fixture), std::uint64_t{7});
    QVERIFY(fixture.notices.empty());
}

void ShareLibrarySetupTest::takesAnotherFilterAndHashesNothingAgain()
{
    const FileTree tree;
    writeOld(tree, "share/a.txt", "12345");
    writeOld(tree, "share/.hidden", "6");
    writeOld(tree, "share/large", "7890123");
    writeOld(tree, "share/old/b.txt", "4");
    LibraryFixture fixture{tree};
    ShareLibrary &library = fixture.library();
    library.start();
    QTRY_COMPARE(fixture.settled, 1);
    QCOMPARE(fixture.offered(), (QByteArrayList{"a.txt", "large", "old/b.txt"}));
    QCOMPARE(library.status().folders[0].leftOut, 1U);

    const ShareFilter::Settings strict{{QStringLiteral("old/")}, true, true, 6};
    library.setFilter(strict);
    QTRY_COMPARE(fixture.settled, 2);
    QCOMPARE(fixture.offered(), (QByteArrayList{".hidden", "a.txt"}));
    QCOMPARE(library.status().filter, strict);
    QCOMPARE(library.status().folders[0].leftOut, 2U);

    library.setFilter({});
    QTRY_COMPARE(fixture.settled, 3);
    QCOMPARE(fixture.offered(), (QByteArrayList{"a.txt", "large", "old/b.txt"}));
    QCOMPARE(bytesHashed(fixture), std::uint64_t{5 + 7 + 1 + 1});
}

QTEST_GUILESS_MAIN(ShareLibrarySetupTest)
#include "tst_sharelibrarysetup.moc"
