#include "peer-gui/shell/reports.h"
#include "tests/peer-engine/records.h"

#include <QJsonArray>
#include <QTest>

using namespace ft;
using namespace ft::shell;
using engine::Problem;
using engine::ProblemCode;
using engine::TransferSnapshot;
using engine::TransferSource;
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

TransferSource sourceIn(TransferSource::State state)
{
    TransferSource source;
    source.endpoint = Source;
    source.state = state;
    return source;
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
                                      {file(), Source, {}}},
            {});
        QCOMPARE(report.rows.size(), std::size_t{2});
        QCOMPARE(text(report.rows[0], "peer"), QStringLiteral("studio"));
        QCOMPARE(text(report.rows[0], "source"), QStringLiteral("10.0.0.4:40112"));
        QCOMPARE(text(report.rows[0], "address"), QStringLiteral("10.0.0.4"));
        QCOMPARE(report.rows[0].value(QStringLiteral("port")).toInt(), 40112);
        QVERIFY(!report.rows[1].contains(QStringLiteral("peer")));
    }

    void tellsWhichRecordsAreHadAlready()
    {
        FileRecord other = file();
        other.root = test::rootOf(9);
        const auto at = std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}};
        const auto report = reportOf(
            std::vector<SourceRecord>{{file(), Source, {}}, {other, Source, {}}},
            {{test::rootOf(9), at, QStringLiteral("/down/a"), QStringLiteral("studio")}});
        QVERIFY(!report.rows.at(0).contains(QStringLiteral("had")));
        QCOMPARE(text(report.rows.at(1), "had"), QStringLiteral("2023-11-14T22:13:20Z"));
        QCOMPARE(text(report.rows.at(1), "hadPath"), QStringLiteral("/down/a"));
        QCOMPARE(report.columns.back().key, QStringLiteral("had"));
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

    void tellsWhatIsNotVerified()
    {
        auto transfer = done();
        QVERIFY(fetchedObject(transfer).value(QStringLiteral("verified")).toBool(false));
        transfer.isUnverified = true;
        QVERIFY(!fetchedObject(transfer).value(QStringLiteral("verified")).toBool(true));
        QCOMPARE(fetchedSentence(transfer),
                 QStringLiteral(
                     "fetched docs/a, b.pdf -> /down/a, b.pdf (1000 bytes, not verified: "
                     "the source gives no checksum)"));
    }

    void marksPlainRecords()
    {
        SourceRecord plain{file(), Source, {}};
        plain.file.root.reset();
        const auto report = reportOf({SourceRecord{file(), Source, {}}, plain}, {});
        QCOMPARE(report.columns.back().heading, QStringLiteral("NOTE"));
        QVERIFY(!report.rows[0].contains(QStringLiteral("note")));
        QCOMPARE(text(report.rows[1], "note"), QStringLiteral("plain"));
    }

    void tellsWhatCameFromWhom()
    {
        auto transfer = done();
        transfer.received = 1'100;
        transfer.sources = {sourceIn(TransferSource::State::Idle),
                            sourceIn(TransferSource::State::Banned)};
        transfer.sources[0].host = test::hostOf("studio");
        transfer.sources[0].bytes = 1'000;
        transfer.sources[1].problem = Problem{ProblemCode::PieceMismatch, {}, {}, {}};
        const auto object = fetchedObject(transfer);
        QCOMPARE(object.value(QStringLiteral("received")).toInteger(), 1'100);
        const auto sources = object.value(QStringLiteral("sources")).toArray();
        QCOMPARE(sources.size(), 2);
        const auto honest = sources[0].toObject();
        QCOMPARE(text(honest, "endpoint"), QStringLiteral("10.0.0.4:40112"));
        QCOMPARE(text(honest, "host"), QStringLiteral("studio"));
        QCOMPARE(text(honest, "state"), QStringLiteral("idle"));
        QCOMPARE(honest.value(QStringLiteral("bytes")).toInteger(), 1'000);
        QVERIFY(!honest.contains(QStringLiteral("error")));
        const auto liar = sources[1].toObject();
        QVERIFY(!liar.contains(QStringLiteral("host")));
        QCOMPARE(text(liar, "state"), QStringLiteral("banned"));
        QCOMPARE(text(liar, "error"), QStringLiteral("piece-mismatch"));
    }

    void everyStateOfASourceHasAWord()
    {
        auto transfer = done();
        for (int i = 0; i <= static_cast<int>(TransferSource::State::Banned); ++i)
            transfer.sources.push_back(sourceIn(static_cast<TransferSource::State>(i)));
        QStringList states;
        for (const auto source : fetchedObject(transfer).value(QStringLiteral("sources")).toArray())
            states << text(source.toObject(), "state");
        QVERIFY(!states.contains(QString{}));
        QCOMPARE(states.removeDuplicates(), 0);
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

    void tellsWhatOfAFolderWasFetched()
    {
        TransferSnapshot transfer;
        transfer.name = QStringLiteral("docs/%1 photos/");
        transfer.path = QStringLiteral("/down/%3 photos");
        transfer.files = 12;
        transfer.filesDone = 10;
        transfer.filesFailed = 2;
        transfer.verified = 1'000;
        transfer.elapsed = std::chrono::milliseconds{500};
        const auto object = fetchedFolderObject(transfer);
        QCOMPARE(text(object, "event"), QStringLiteral("fetched-folder"));
        QCOMPARE(text(object, "path"), transfer.path);
        QCOMPARE(object.value(QStringLiteral("files")).toInt(), 10);
        QCOMPARE(object.value(QStringLiteral("failed")).toInt(), 2);
        QCOMPARE(object.value(QStringLiteral("bytes")).toInt(), 1'000);
        QCOMPARE(object.value(QStringLiteral("seconds")).toDouble(), 0.5);
        QCOMPARE(fetchedFolderSentence(transfer),
                 QStringLiteral("fetched docs/%1 photos/ -> /down/%3 photos (10 files, 1000 bytes, "
                                "2 failed)"));
        transfer.filesFailed = 0;
        transfer.wasThere = true;
        QCOMPARE(fetchedFolderSentence(transfer),
                 QStringLiteral("already there: docs/%1 photos/ -> /down/%3 photos (10 files, 1000 "
                                "bytes)"));
    }

    void countsTheFilesOfAFolderInTheListOfDownloads()
    {
        TransferSnapshot transfer;
        QVERIFY(
            !reportOf(std::vector{transfer}, formats()).rows[0].contains(QStringLiteral("files")));
        transfer.files = 3;
        transfer.filesFailed = 1;
        const auto row = reportOf(std::vector{transfer}, formats()).rows[0];
        QCOMPARE(row.value(QStringLiteral("files")).toInt(), 3);
        QCOMPARE(row.value(QStringLiteral("filesFailed")).toInt(), 1);
    }
};

QTEST_APPLESS_MAIN(TstReports)
#include "tst_reports.moc"
