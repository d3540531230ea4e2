#include "common/protocol/limits.h"
#include "common/protocol/lineframer.h"
#include "common/protocol/peercodec.h"
#include "peer-gui/engine/transfer/sharelist.h"
#include "tests/peer-engine/records.h"
#include "tests/support/wireprinters.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using protocol::Files;
using protocol::ListRequest;
using test::pathOf;

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
        const auto answer = listShare(catalog, request, Here, test::hostOf("source"));
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
        QCOMPARE(listShare(catalog, {}, Here, test::hostOf("source")), QByteArray{"FILES:\n"});
    }

    void tellsRecordsWithTheirSource()
    {
        ShareCatalog catalog;
        const auto file = fileAt(QStringLiteral("docs/a, b.txt"));
        catalog.replace(file);
        const auto lines = linesOf(listShare(catalog, {}, Here, test::hostOf("source")));
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
            listShare(catalog, {{}, {}, limit}, Here, test::hostOf("source")));
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
        const auto answer = listShare(catalog, {}, Here, test::hostOf("source"));
        QCOMPARE_LE(answer.size(), ListBytes + protocol::limits::MaxLine);
        QVERIFY(linesOf(answer).back().isMore);
        int pages = 0;
        QCOMPARE(readAll(catalog, {}, &pages).size(), 1'000);
        QCOMPARE_GT(pages, 5);
    }
};

QTEST_APPLESS_MAIN(TstShareList)
#include "tst_sharelist.moc"
