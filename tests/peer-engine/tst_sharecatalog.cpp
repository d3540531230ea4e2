#include "common/hash/merkle.h"
#include "peer-gui/engine/share/sharecatalog.h"
#include "tests/peer-engine/filetree.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using ft::test::sharedPath;

namespace {

SharedFile fileOf(const char *path, const char *content)
{
    SharedFile file{
        .record = {.path = sharedPath(path),
                   .type = "text/plain",
                   .size = static_cast<std::uint64_t>(qstrlen(content)),
                   .modified = {},
                   .root = ContentHash{hash::hashBlock(QByteArray{content}).bytes()},
                   .md5 = std::nullopt},
        .absolutePath = {},
        .stamp = {},
        .pieceSize = hash::MinPieceSize,
        .pieceLayer = nullptr,
    };
    file.pieceLayer = std::make_shared<const std::vector<NodeHash>>();
    return file;
}

QByteArrayList texts(const std::vector<SharedPath> &paths)
{
    QByteArrayList list;
    for (const SharedPath &path : paths)
        list.append(path.utf8());
    return list;
}

} // namespace

class ShareCatalogTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void findsByPathNameAndContent();
    void insertsOnlyUnderAFreePath();
    void replacesEverywhere();
    void forgetsEverywhere();
    void countsFilesAndBytes();
    void listsInOrder();
    void walksBelowAFolder_data();
    void walksBelowAFolder();
    void walksNoFurtherThanAsked();
    void findsByTheBeginningOfAName_data();
    void findsByTheBeginningOfAName();
};

void ShareCatalogTest::findsByPathNameAndContent()
{
    ShareCatalog catalog;
    const SharedFile one = fileOf("docs/a.txt", "one");
    QVERIFY(catalog.insert(one));
    QVERIFY(catalog.insert(fileOf("b.txt", "one")));
    QVERIFY(catalog.insert(fileOf("old/a.txt", "two")));
    QCOMPARE(catalog.find(sharedPath("docs/a.txt"))->record, one.record);
    QVERIFY(!catalog.find(sharedPath("a.txt")));
    QCOMPARE(texts(catalog.pathsNamed("a.txt")), (QByteArrayList{"docs/a.txt", "old/a.txt"}));
    QVERIFY(catalog.pathsNamed("c.txt").empty());
    QCOMPARE(texts(catalog.pathsOf(*one.record.root)), (QByteArrayList{"b.txt", "docs/a.txt"}));
    QCOMPARE(catalog.findByRoot(*one.record.root)->record.path, sharedPath("b.txt"));
    QVERIFY(!catalog.findByRoot(ContentHash{}));
}

void ShareCatalogTest::insertsOnlyUnderAFreePath()
{
    ShareCatalog catalog;
    QVERIFY(catalog.insert(fileOf("a", "one")));
    QVERIFY(!catalog.insert(fileOf("a", "another")));
    QCOMPARE(catalog.find(sharedPath("a"))->record, fileOf("a", "one").record);
    QCOMPARE(catalog.totalBytes(), std::uint64_t{3});
}

void ShareCatalogTest::replacesEverywhere()
{
    ShareCatalog catalog;
    catalog.replace(fileOf("a", "one"));
    catalog.replace(fileOf("a", "three"));
    QCOMPARE(catalog.size(), std::size_t{1});
    QCOMPARE(catalog.totalBytes(), std::uint64_t{5});
    QVERIFY(!catalog.findByRoot(*fileOf("a", "one").record.root));
    QVERIFY(catalog.findByRoot(*fileOf("a", "three").record.root));
    QCOMPARE(catalog.pathsNamed("a").size(), std::size_t{1});
}

void ShareCatalogTest::forgetsEverywhere()
{
    ShareCatalog catalog;
    catalog.replace(fileOf("x/a", "one"));
    QVERIFY(catalog.remove(sharedPath("x/a")));
    QVERIFY(!catalog.remove(sharedPath("x/a")));
    QVERIFY(!catalog.contains(sharedPath("x/a")));
    QVERIFY(catalog.pathsNamed("a").empty());
    QVERIFY(catalog.pathsOf(*fileOf("x/a", "one").record.root).empty());
    QCOMPARE(catalog.totalBytes(), std::uint64_t{0});
}

void ShareCatalogTest::countsFilesAndBytes()
{
    ShareCatalog catalog;
    catalog.replace(fileOf("a", ""));
    catalog.replace(fileOf("b", "12345"));
    QCOMPARE(catalog.size(), std::size_t{2});
    QCOMPARE(catalog.totalBytes(), std::uint64_t{5});
}

void ShareCatalogTest::listsInOrder()
{
    ShareCatalog catalog;
    for (const char *path : {"c", "a", "b/a"})
        catalog.replace(fileOf(path, path));
    std::vector<SharedPath> listed;
    for (const SharedFile &file : catalog.snapshot())
        listed.push_back(file.record.path);
    QCOMPARE(texts(listed), (QByteArrayList{"a", "b/a", "c"}));
}

void ShareCatalogTest::walksBelowAFolder_data()
{
    QTest::addColumn<QByteArray>("below");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char *name, const char *below, const char *after, const char *shown) {
        QTest::newRow(name) << QByteArray{below} << QByteArray{after} << QByteArray{shown};
    };
    row("everything", "", "", "a a!c a/b a/c/d a/e a0 b \xc3\xbc");
    row("everything from behind a file", "", "a/e", "a0 b \xc3\xbc");
    row("everything from behind no file", "", "a/d", "a/e a0 b \xc3\xbc");
    row("everything from behind the last", "", "\xc3\xbc", "");
    row("a file and a folder of one name", "a", "", "a a/b a/c/d a/e");
    row("behind the file", "a", "a", "a/b a/c/d a/e");
    row("between the file and the folder", "a", "a!c", "a/b a/c/d a/e");
    row("behind one of its files", "a", "a/b", "a/c/d a/e");
    row("behind all of its files", "a", "a0", "");
    row("from before the folder", "a/c", "a", "a/c/d");
    row("a file", "a/e", "", "a/e");
    row("a file, behind it", "a/e", "a/e", "");
    row("nothing", "c", "", "");
    row("past everything", "\xf0\x9f\x98\x80", "", "");
}

void ShareCatalogTest::walksBelowAFolder()
{
    QFETCH(QByteArray, below);
    QFETCH(QByteArray, after);
    ShareCatalog catalog;
    for (const char *path : {"\xc3\xbc", "a0", "a/e", "a/c/d", "b", "a", "a!c", "a/b"})
        QVERIFY(catalog.insert(fileOf(path, path)));
    const auto pathIn = [](const QByteArray &text) {
        const auto path = SharedPath::parse(text);
        return path ? std::optional{*path} : std::nullopt;
    };
    QByteArrayList shown;
    catalog.visitBelow(pathIn(below), pathIn(after), [&](const SharedFile &file) {
        shown << file.record.path.utf8();
        return true;
    });
    QTEST(shown.join(' '), "shown");
}

void ShareCatalogTest::walksNoFurtherThanAsked()
{
    ShareCatalog catalog;
    for (const char *path : {"a", "a/b", "a/c"})
        QVERIFY(catalog.insert(fileOf(path, path)));
    for (int most = 1; most <= 3; ++most) {
        int shown = 0;
        catalog.visitBelow(sharedPath("a"), {}, [&](const SharedFile &) { return ++shown < most; });
        QCOMPARE(shown, most);
    }
}

void ShareCatalogTest::findsByTheBeginningOfAName_data()
{
    QTest::addColumn<QByteArray>("stem");
    QTest::addColumn<int>("most");
    QTest::addColumn<QByteArrayList>("paths");
    QTest::newRow("several") << QByteArray{"a"} << 10
                             << QByteArrayList{"docs/a.b.pdf", "z/a.pdf", "a.txt", "old/a.txt"};
    QTest::newRow("no more than asked")
        << QByteArray{"a"} << 3 << QByteArrayList{"docs/a.b.pdf", "z/a.pdf", "a.txt"};
    QTest::newRow("none asked") << QByteArray{"a"} << 0 << QByteArrayList{};
    QTest::newRow("with a dot in it") << QByteArray{"a.b"} << 10 << QByteArrayList{"docs/a.b.pdf"};
    QTest::newRow("a whole name") << QByteArray{"a.txt"} << 10 << QByteArrayList{};
    QTest::newRow("behind all") << QByteArray{"z"} << 10 << QByteArrayList{};
}

void ShareCatalogTest::findsByTheBeginningOfAName()
{
    QFETCH(QByteArray, stem);
    QFETCH(int, most);
    QFETCH(QByteArrayList, paths);
    ShareCatalog catalog;
    for (const char *path :
         {"a", "a.", "a.txt", "old/a.txt", "docs/a.b.pdf", "z/a.pdf", "ab.txt", "A.txt"})
        QVERIFY(catalog.insert(fileOf(path, "one")));
    QCOMPARE(texts(catalog.pathsExtending(stem, static_cast<std::size_t>(most))), paths);
}

QTEST_APPLESS_MAIN(ShareCatalogTest)
#include "tst_sharecatalog.moc"
