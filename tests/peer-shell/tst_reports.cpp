#include "peer-gui/shell/reports.h"
#include "tests/peer-engine/records.h"

#include <QTest>

using namespace ft;
using namespace ft::shell;
using engine::Problem;
using engine::ProblemCode;
using engine::TransferSnapshot;
using engine::TransferState;

namespace {

FileRecord file()
{
    auto record = test::recordOf(QStringLiteral("docs/a, b.pdf"), 9'007'199'254'740'991);
    record.modified = std::chrono::sys_seconds{std::chrono::seconds{1'762'300'800}};
    return record;
}

const Endpoint Source{QHostAddress{QStringLiteral("10.0.0.4")}, 40112};

QString text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String{key}).toString();
}

words::Formats formats()
{
    return words::Formats::forTerminal({});
}

TransferSnapshot done()
{
    TransferSnapshot transfer;
    transfer.id = engine::TransferId{3};
    transfer.state = TransferState::Done;
    transfer.record = SourceRecord{file(), Source, {}};
    transfer.size = 1'000;
    transfer.elapsed = std::chrono::milliseconds{500};
    transfer.path = QStringLiteral("/down/a, b.pdf");
    return transfer;
}

} // namespace

class TstReports : public QObject
{
    Q_OBJECT

private slots:
    void writesAFileExactly()
    {
        const auto object = objectOf(file());
        QCOMPARE(text(object, "name"), QStringLiteral("docs/a, b.pdf"));
        QCOMPARE(text(object, "type"), QStringLiteral("text/plain"));
        QCOMPARE(object.value(QStringLiteral("size")).toInteger(), 9'007'199'254'740'991);
        QCOMPARE(text(object, "modified"), QStringLiteral("2025-11-05T00:00:00Z"));
        QCOMPARE(text(object, "root").size(), 64);
        QVERIFY(!object.contains(QStringLiteral("md5")));
    }

    void listsRecords()
    {
        const auto report = reportOf(
            std::vector<SourceRecord>{{file(), Source, test::hostOf("studio")},
                                      {file(), Source, {}}});
        QCOMPARE(report.rows.size(), std::size_t{2});
        QCOMPARE(text(report.rows[0], "peer"), QStringLiteral("studio"));
        QCOMPARE(text(report.rows[0], "source"), QStringLiteral("10.0.0.4:40112"));
        QCOMPARE(text(report.rows[0], "address"), QStringLiteral("10.0.0.4"));
        QCOMPARE(report.rows[0].value(QStringLiteral("port")).toInt(), 40112);
        QVERIFY(!report.rows[1].contains(QStringLiteral("peer")));
    }

    void listsPeers()
    {
        const auto report = reportOf(
            std::vector<protocol::PeerRecord>{{test::hostOf("studio"), Source, 7, 1'000}});
        QCOMPARE(text(report.rows.at(0), "name"), QStringLiteral("studio"));
        QCOMPARE(report.rows[0].value(QStringLiteral("files")).toInt(), 7);
    }

    void listsShares()
    {
        const auto report = reportOf(
            std::vector<engine::SharedFileInfo>{{file(), QStringLiteral("/share/a")}});
        QCOMPARE(text(report.rows.at(0), "path"), QStringLiteral("/share/a"));
    }

    void everyColumnIsInTheRows()
    {
        auto transfer = done();
        transfer.eta = std::chrono::seconds{1};
        const auto transfers = reportOf(std::vector{transfer}, formats());
        for (const auto &column : transfers.columns)
            QVERIFY2(transfers.rows[0].contains(column.key), qPrintable(column.key));
    }

    void everyStateOfATransferHasAWord()
    {
        QStringList states;
        for (int i = 0; i <= static_cast<int>(TransferState::Canceled); ++i) {
            TransferSnapshot transfer;
            transfer.state = static_cast<TransferState>(i);
            states << text(reportOf(std::vector{transfer}, formats()).rows[0], "state");
        }
        QVERIFY(!states.contains(QString{}));
        QCOMPARE(states.removeDuplicates(), 0);
    }

    void namesTheProblemOfATransfer()
    {
        TransferSnapshot transfer;
        transfer.problem = Problem{ProblemCode::SourceGone, {}, {}, {}};
        QCOMPARE(text(reportOf(std::vector{transfer}, formats()).rows[0], "error"),
                 QStringLiteral("source-gone"));
    }

    void tellsWhatWasFetched()
    {
        const auto object = fetchedObject(done());
        QCOMPARE(text(object, "event"), QStringLiteral("fetched"));
        QCOMPARE(text(object, "path"), QStringLiteral("/down/a, b.pdf"));
        QCOMPARE(object.value(QStringLiteral("already")).toBool(true), false);
        QCOMPARE(object.value(QStringLiteral("rate")).toDouble(), 2'000.0);
        QVERIFY(fetchedSentence(done()).startsWith(
            u"fetched docs/a, b.pdf -> /down/a, b.pdf (1000 bytes"));
    }

    void tellsThatItWasThereAlready()
    {
        auto transfer = done();
        transfer.wasThere = true;
        transfer.elapsed = {};
        const auto object = fetchedObject(transfer);
        QCOMPARE(object.value(QStringLiteral("already")).toBool(), true);
        QVERIFY(!object.contains(QStringLiteral("rate")));
        QVERIFY(fetchedSentence(transfer).startsWith(u"already there: "));
    }
};

QTEST_APPLESS_MAIN(TstReports)
#include "tst_reports.moc"
