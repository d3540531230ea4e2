#include "peer-gui/engine/transfer/folderlisting.h"
#include "tests/peer-engine/records.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;

namespace {

std::optional<SharedPath> folder(const QString &path)
{
    return path.isEmpty() ? std::nullopt : std::optional{test::pathOf(path)};
}

protocol::Files lineOf(const QStringList &paths, bool continues = false, bool isMore = false)
{
    protocol::Files line;
    for (const QString &path : paths)
        line.records.push_back({test::recordOf(path), {}, {}});
    line.continues = continues;
    line.isMore = isMore;
    return line;
}

} // namespace

class TstFolderListing : public QObject
{
    Q_OBJECT

private slots:
    void believesOnlyWhatWasAskedForAndInOrder_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QStringList>("named");
        QTest::addColumn<bool>("believed");
        const auto row = [](const char *name, const char *asked, const char *named, bool believed) {
            QTest::newRow(name) << QString::fromUtf8(asked)
                                << QString::fromUtf8(named).split(u' ', Qt::SkipEmptyParts)
                                << believed;
        };
        row("nothing", "a", "", true);
        row("files below", "a", "a/b a/c/d a/e", true);
        row("the folder's own path", "a", "a a/b", true);
        row("a name that only begins so", "a", "ab/c", false);
        row("the folder above", "a/b", "a/c", false);
        row("elsewhere", "a", "b", false);
        row("everything", "", "a b/c", true);
        row("twice", "a", "a/b a/b", false);
        row("backwards", "a", "a/c a/b", false);
        row("backwards in everything", "", "b a", false);
    }
    void believesOnlyWhatWasAskedForAndInOrder()
    {
        QFETCH(QString, asked);
        QFETCH(QStringList, named);
        QFETCH(bool, believed);
        FolderListing listing{folder(asked)};
        QCOMPARE(listing.take(lineOf(named)), believed);
    }

    void goesOnBehindTheLastFile()
    {
        FolderListing listing{folder(QStringLiteral("a"))};
        QCOMPARE(listing.request().path, folder(QStringLiteral("a")));
        QCOMPARE(listing.request().after, std::nullopt);
        QVERIFY(listing.take(lineOf({QStringLiteral("a/b")}, true)));
        QVERIFY(!listing.isOver());
        QVERIFY(listing.take(lineOf({QStringLiteral("a/c")}, false, true)));
        QVERIFY(!listing.isOver());
        QCOMPARE(listing.request().after, folder(QStringLiteral("a/c")));
        QVERIFY(!listing.take(lineOf({QStringLiteral("a/b")})));
        QVERIFY(listing.take(lineOf({QStringLiteral("a/d")})));
        QVERIFY(listing.isOver());
    }

    void ordersByBytes()
    {
        FolderListing listing{{}};
        QVERIFY(listing.take(lineOf(
            {QStringLiteral("B"), QStringLiteral("a"), QStringLiteral("ä"), QStringLiteral("😀")})));
    }

    void refusesToGoOnWithoutGettingFurther()
    {
        FolderListing listing{{}};
        QVERIFY(!listing.take(lineOf({}, false, true)));
    }

    void goesOnWhereThePeerSays()
    {
        FolderListing listing{{}};
        auto nothing = lineOf({}, false, true);
        nothing.next = test::pathOf(QStringLiteral("c"));
        QVERIFY(listing.take(nothing));
        QCOMPARE(listing.request().after, nothing.next);
        QVERIFY(!listing.isOver());
        QVERIFY(!listing.take(nothing)); // no further than before
        auto further = lineOf({QStringLiteral("d")}, false, true);
        further.next = test::pathOf(QStringLiteral("f"));
        QVERIFY(listing.take(further));
        QCOMPARE(listing.last(), further.next);
        auto backwards = lineOf({QStringLiteral("g")}, false, true);
        backwards.next = test::pathOf(QStringLiteral("f"));
        QVERIFY(!listing.take(backwards));
    }

    void bearsAPageWhoseLastLineIsEmpty()
    {
        FolderListing listing{{}};
        QVERIFY(listing.take(lineOf({QStringLiteral("a")}, true)));
        QVERIFY(listing.take(lineOf({}, false, true)));
        QVERIFY(!listing.take(lineOf({}, false, true)));
    }

    void cutsTheFolderOff_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("below");
        QTest::newRow("one folder")
            << QStringLiteral("a") << QStringLiteral("a/b") << QStringLiteral("b");
        QTest::newRow("deeper") << QStringLiteral("a/b") << QStringLiteral("a/b/c/d")
                                << QStringLiteral("c/d");
        QTest::newRow("everything") << QString{} << QStringLiteral("a/b") << QStringLiteral("a/b");
        QTest::newRow("like a drive")
            << QStringLiteral("a") << QStringLiteral("a/c:d") << QString{};
    }
    void cutsTheFolderOff()
    {
        QFETCH(QString, asked);
        QFETCH(QString, path);
        QFETCH(QString, below);
        const FolderListing listing{folder(asked)};
        QVERIFY(listing.isBelow(test::pathOf(path)));
        QCOMPARE(listing.below(test::pathOf(path)), folder(below));
    }
};

QTEST_APPLESS_MAIN(TstFolderListing)
#include "tst_folderlisting.moc"
