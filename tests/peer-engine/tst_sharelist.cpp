#include "common/protocol/limits.h"
#include "common/protocol/lineframer.h"
#include "common/protocol/peercodec.h"
#include "peer-gui/engine/share/openedfile.h"
#include "peer-gui/engine/transfer/sharelist.h"
#include "tests/peer-engine/records.h"
#include "tests/support/files.h"
#include "tests/support/wireprinters.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using protocol::Files;
using protocol::ListRequest;
using test::pathOf;

Q_DECLARE_METATYPE(ft::protocol::IndexRequest)

namespace {

const Endpoint Here{QHostAddress{QStringLiteral("10.0.0.4")}, 40112};

SharedFile fileAt(const QString &path)
{
    return {
        test::recordOf(path), {}, {}, 1U << 20U, std::make_shared<const std::vector<NodeHash>>()};
}

/// The lines of an answer; none when they are not one whole answer.
std::vector<Files> linesOf(QByteArrayView bytes)
{
    std::vector<Files> lines;
    while (!bytes.isEmpty()) {
        const auto line = protocol::takeLine(bytes);
        if (!line || !*line)
            return {};
        const auto reply = protocol::decodePeerReply((*line)->text);
        if (!reply || !std::holds_alternative<Files>(*reply))
            return {};
        lines.push_back(std::get<Files>(*reply));
        bytes = bytes.sliced((*line)->consumed);
        if (lines.back().continues == bytes.isEmpty())
            return {};
    }
    return lines;
}

/// Every path of a share as an asker reads it, page by page.
QStringList readAll(const ShareCatalog &catalog, ListRequest request, int *pages)
{
    QStringList paths;
    for (bool isMore = true; isMore && *pages < 1'000; ++*pages) {
        const auto answer = listShare(catalog, request, {Here, test::hostOf("source")});
        const auto lines = linesOf(answer);
        isMore = !lines.empty() && lines.back().isMore;
        for (const Files &line : lines) {
            for (const SourceRecord &record : line.records) {
                paths << record.file.path.toString();
                request.after = record.file.path;
            }
        }
    }
    return paths;
}

} // namespace

class TstShareList : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void saysThatThereIsNothing()
    {
        const ShareCatalog catalog;
        QCOMPARE(listShare(catalog, {}, {Here, test::hostOf("source")}), QByteArray{"FILES:\n"});
    }

    void tellsRecordsWithTheirSource()
    {
        ShareCatalog catalog;
        const auto file = fileAt(QStringLiteral("docs/a, b.txt"));
        catalog.replace(file);
        const auto lines = linesOf(listShare(catalog, {}, {Here, test::hostOf("source")}));
        QCOMPARE(lines.size(), std::size_t{1});
        const SourceRecord expected{file.record, Here, test::hostOf("source")};
        QCOMPARE(lines[0].records, std::vector{expected});
        QVERIFY(!lines[0].isMore);
    }

    void endsAPageWhereAskedTo_data()
    {
        QTest::addColumn<quint32>("limit");
        QTest::addColumn<int>("records");
        QTest::addColumn<bool>("isMore");
        QTest::newRow("before the last") << 2U << 2 << true;
        QTest::newRow("at the last") << 3U << 3 << false;
        QTest::newRow("past the last") << 4U << 3 << false;
        QTest::newRow("anywhere") << 0U << 3 << false;
    }
    void endsAPageWhereAskedTo()
    {
        QFETCH(quint32, limit);
        ShareCatalog catalog;
        for (const char16_t *path : {u"a", u"b", u"c"})
            catalog.replace(fileAt(QString::fromUtf16(path)));
        const auto lines = linesOf(
            listShare(catalog, {{}, {}, limit}, {Here, test::hostOf("source")}));
        QCOMPARE(lines.size(), std::size_t{1});
        QTEST(static_cast<int>(lines[0].records.size()), "records");
        QTEST(lines[0].isMore, "isMore");
    }

    void tellsAnyShareInPagesAndEachFileOnce()
    {
        ShareCatalog catalog;
        QStringList expected;
        for (int i = 0; i < 2'500; ++i) {
            const auto path = QStringLiteral("f/%1").arg(i, 5, 10, QLatin1Char{'0'});
            catalog.replace(fileAt(path));
            expected << path;
        }
        catalog.replace(fileAt(QStringLiteral("e")));
        catalog.replace(fileAt(QStringLiteral("f0")));
        int pages = 0;
        QCOMPARE(readAll(catalog, {pathOf(QStringLiteral("f")), {}, 0}, &pages), expected);
        QCOMPARE(pages, 3);
        pages = 0;
        QCOMPARE(readAll(catalog, {pathOf(QStringLiteral("f")), {}, 999}, &pages), expected);
        QCOMPARE(pages, 3);
    }

    void boundsAPageInBytes()
    {
        ShareCatalog catalog;
        const auto deep = QString{QString(200, u',') + u'/'}.repeated(9);
        for (int i = 0; i < 1'000; ++i)
            catalog.replace(fileAt(deep + QString::number(i)));
        const auto answer = listShare(catalog, {}, {Here, test::hostOf("source")});
        QCOMPARE_LE(answer.size(), ListBytes + protocol::limits::MaxLine);
        QVERIFY(linesOf(answer).back().isMore);
        int pages = 0;
        QCOMPARE(readAll(catalog, {}, &pages).size(), 1'000);
        QCOMPARE_GT(pages, 5);
    }

    void tellsOnlyFilesOfATimeAndName_data()
    {
        QTest::addColumn<protocol::IndexRequest>("request");
        QTest::addColumn<QStringList>("paths");
        const auto at = [](int seconds) {
            return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
        };
        const auto row =
            [](const char *name, const protocol::IndexRequest &request, const char *paths) {
                QTest::newRow(name)
                    << request << QString::fromUtf8(paths).split(u' ', Qt::SkipEmptyParts);
            };
        row("all", {}, "a/x.TXT b.txt c.jpg");
        row("from", {at(20), {}, {}, {}, 0}, "b.txt c.jpg");
        row("to", {{}, at(20), {}, {}, 0}, "a/x.TXT b.txt");
        row("just then", {at(20), at(20), {}, {}, 0}, "b.txt");
        row("never", {at(21), at(29), {}, {}, 0}, "");
        row("by the end of the name", {{}, {}, "\\.txt$", {}, 0}, "b.txt");
        row("in any case", {{}, {}, "(?i)\\.txt$", {}, 0}, "a/x.TXT b.txt");
        row("by the folder", {{}, {}, "^a/", {}, 0}, "a/x.TXT");
        row("both", {at(30), {}, "c", {}, 0}, "c.jpg");
        row("after a path", {{}, {}, {}, pathOf(QStringLiteral("b.txt")), 0}, "c.jpg");
    }
    void tellsOnlyFilesOfATimeAndName()
    {
        QFETCH(protocol::IndexRequest, request);
        ShareCatalog catalog;
        int seconds = 0;
        for (const char16_t *path : {u"a/x.TXT", u"b.txt", u"c.jpg"}) {
            auto file = fileAt(QString::fromUtf16(path));
            file.record.modified = std::chrono::sys_seconds{std::chrono::seconds{seconds += 10}};
            catalog.replace(file);
        }
        const auto answer = indexShare(catalog, request, {Here, test::hostOf("source")});
        QVERIFY(answer);
        QStringList paths;
        for (const Files &line : linesOf(*answer)) {
            QVERIFY(!line.isMore);
            for (const SourceRecord &record : line.records)
                paths << record.file.path.toString();
        }
        QTEST(paths, "paths");
    }

    void refusesARegularExpressionThatCannotBeUsed_data()
    {
        QTest::addColumn<QByteArray>("regex");
        QTest::newRow("no expression") << QByteArray{"("};
        QTest::newRow("looks back") << QByteArray{"(a)\\1"};
        QTest::newRow("too large") << QByteArray{"((a{1,100}){1,100}){1,100}"};
    }
    void refusesARegularExpressionThatCannotBeUsed()
    {
        QFETCH(QByteArray, regex);
        const ShareCatalog catalog;
        const auto answer = indexShare(catalog, {{}, {}, regex, {}, 0}, {Here, test::hostOf("a")});
        QVERIFY(!answer);
        QVERIFY2(answer.error().contains(QString::fromUtf8(regex)), qPrintable(answer.error()));
    }

    void looksAtABoundedNumberOfFilesForOneAnswer()
    {
        ShareCatalog catalog;
        for (std::uint32_t i = 0; i < 2 * FilesLookedAt + 5; ++i)
            catalog.replace(fileAt(QStringLiteral("f/%1").arg(i, 6, 10, QLatin1Char{'0'})));
        protocol::IndexRequest request;
        request.regex = "/0400";
        QStringList paths;
        int pages = 0;
        for (bool isMore = true; isMore; ++pages) {
            const auto answer = indexShare(catalog, request, {Here, test::hostOf("source")});
            const auto lines = linesOf(answer.value());
            QCOMPARE(lines.size(), std::size_t{1});
            for (const SourceRecord &record : lines.front().records)
                paths << record.file.path.toString();
            isMore = lines.front().isMore;
            QVERIFY(!isMore || (lines.front().next && lines.front().next != request.after));
            request.after = lines.front().next;
        }
        QCOMPARE(pages, 3);
        QCOMPARE(paths,
                 (QStringList{QStringLiteral("f/040000"),
                              QStringLiteral("f/040001"),
                              QStringLiteral("f/040002"),
                              QStringLiteral("f/040003"),
                              QStringLiteral("f/040004")}));
    }

    void holdsChecksumsAgainstTheDisk()
    {
        QTemporaryDir folder;
        ShareCatalog catalog;
        const auto share = [&](const char *name) {
            const QString path = folder.filePath(QString::fromLatin1(name));
            test::writeFile(path, "hello");
            auto file = fileAt(QString::fromLatin1(name));
            file.absolutePath = path;
            file.stamp = stampOf(path).value();
            file.record.size = file.stamp.size;
            catalog.replace(file);
        };
        for (const char *name : {"edited", "gone", "same"})
            share(name);
        test::writeFile(folder.filePath(QStringLiteral("edited")), "hello, world");
        QVERIFY(QFile::remove(folder.filePath(QStringLiteral("gone"))));
        const auto page = holdAgainstDisk(checksumPage(catalog, {}));
        QCOMPARE(page.changed,
                 (std::vector{pathOf(QStringLiteral("edited")), pathOf(QStringLiteral("gone"))}));
        const auto lines = linesOf(checksumAnswer(page, {Here, test::hostOf("source")}));
        QCOMPARE(lines.size(), std::size_t{1});
        const auto &records = lines.front().records;
        QCOMPARE(records.size(), std::size_t{2});
        QCOMPARE(records[0].file.path, pathOf(QStringLiteral("edited")));
        QCOMPARE(records[0].file.size, 12U);
        QVERIFY(!records[0].file.root && !records[0].file.md5);
        QCOMPARE(records[1].file, catalog.find(pathOf(QStringLiteral("same")))->record);
    }

    void tellsChecksumsOfOneFileOrOfAllInPages()
    {
        ShareCatalog catalog;
        for (const char16_t *path : {u"a", u"b", u"c"})
            catalog.replace(fileAt(QString::fromUtf16(path)));
        const auto pathsOf = [](const ChecksumPage &page) {
            QStringList paths;
            for (const SharedFile &file : page.files)
                paths << file.record.path.toString();
            return paths.join(u' ');
        };
        const auto first = checksumPage(catalog, {{}, {}, 2});
        QCOMPARE(pathsOf(first), QStringLiteral("a b"));
        QVERIFY(first.isMore);
        const auto rest = checksumPage(catalog, {{}, pathOf(QStringLiteral("b")), 0});
        QCOMPARE(pathsOf(rest), QStringLiteral("c"));
        QVERIFY(!rest.isMore);
        QCOMPARE(pathsOf(checksumPage(catalog, {pathOf(QStringLiteral("b")), {}, 0})),
                 QStringLiteral("b"));
        QVERIFY(checksumPage(catalog, {pathOf(QStringLiteral("d")), {}, 0}).files.empty());
    }
};

QTEST_APPLESS_MAIN(TstShareList)
#include "tst_sharelist.moc"
