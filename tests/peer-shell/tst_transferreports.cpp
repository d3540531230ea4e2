#include "peer-gui/shell/transferreports.h"
#include "tests/peer-models/sampledata.h"

#include <QJsonArray>
#include <QTest>

using namespace ft;
using namespace ft::shell;
using namespace std::chrono_literals;
using engine::ProblemCode;
using engine::TransferSource;
using engine::TransferState;
using engine::WaitReason;

namespace {

// 2026-03-14 15:09:26 UTC
constexpr std::chrono::sys_seconds Now{1'773'500'966s};

QString text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String{key}).toString();
}

TransferSource sending(const char *host, const char *address, std::uint64_t bytes)
{
    TransferSource source;
    source.endpoint = sample::endpoint(address);
    source.host = HostName::parse(host);
    source.state = TransferSource::State::Active;
    source.bytes = bytes;
    source.rate = 1'000;
    return source;
}

engine::TransferSnapshot twoSources()
{
    auto transfer = sample::transfer(1, "a.iso", TransferState::Transferring);
    transfer.sources = {sending("studio-a", "10.0.0.4:40112", 600),
                        sending("lab", "10.0.0.5:1", 300)};
    transfer.sources[1].state = TransferSource::State::Banned;
    transfer.sources[1].problem = engine::Problem{ProblemCode::PieceMismatch, {}, {}, {}};
    return transfer;
}

} // namespace

class TstTransferReports : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("TZ", "UTC0"); }

    void tellsWhyADownloadWaits_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("token");
        QTest::addColumn<QString>("words");
        const auto row = [](WaitReason::Kind kind, const char *token, const char *words) {
            QTest::newRow(token) << static_cast<int>(kind) << QString::fromLatin1(token)
                                 << QString::fromLatin1(words);
        };
        row(WaitReason::Kind::Turn, "turn", "waits for its turn: 2nd");
        row(WaitReason::Kind::NoSource, "no-source", "no source online since 14:02");
        row(WaitReason::Kind::Space, "space", "disk full: 2 bytes missing");
        row(WaitReason::Kind::Slot, "slot", "slot wait: 2nd");
    }
    void tellsWhyADownloadWaits()
    {
        QFETCH(int, kind);
        auto transfer = sample::transfer(1, "a.iso", TransferState::Waiting);
        transfer.wait = WaitReason{static_cast<WaitReason::Kind>(kind), 2, Now - 67min};
        const auto details = detailsOf(transfer, words::Formats::forTerminal(Now));
        const auto reason = details.value(QStringLiteral("reason")).toObject();
        QTEST(text(reason, "kind"), "token");
        QTEST(text(reason, "text"), "words");
        QTEST(text(details, "status"), "words");
        QCOMPARE(reason.value(QStringLiteral("amount")).toInt(), 2);
        QCOMPARE(text(reason, "since"), QStringLiteral("2026-03-14T14:02:26Z"));
    }

    void tellsWhatADownloadHas()
    {
        auto transfer = twoSources();
        transfer.eta = 12s;
        transfer.priority = engine::Priority::High;
        transfer.limit = 5;
        transfer.received = 900;
        const auto details = detailsOf(transfer, words::Formats::forTerminal(Now));
        QCOMPARE(details.value(QStringLiteral("eta")).toInt(), 12);
        QCOMPARE(text(details, "priority"), QStringLiteral("high"));
        QCOMPARE(details.value(QStringLiteral("limit")).toInt(), 5);
        QCOMPARE(details.value(QStringLiteral("received")).toInt(), 900);
        QCOMPARE(text(details, "sourceCount"), QStringLiteral("1 of 2"));
        QVERIFY(!details.contains(QStringLiteral("reason")));
        const auto sources = details.value(QStringLiteral("sources")).toArray();
        QCOMPARE(sources.size(), 2);
        QCOMPARE(text(sources[0].toObject(), "endpoint"), QStringLiteral("10.0.0.4:40112"));
        QCOMPARE(text(sources[0].toObject(), "host"), QStringLiteral("studio-a"));
        QCOMPARE(text(sources[0].toObject(), "state"), QStringLiteral("active"));
        QCOMPARE(text(sources[1].toObject(), "state"), QStringLiteral("banned"));
        QCOMPARE(text(sources[1].toObject(), "error"), QStringLiteral("piece-mismatch"));
    }

    void sharesOutWhatCameFromEachSource()
    {
        const auto report = sourcesReport(twoSources());
        QCOMPARE(report.rows.at(0).value(QStringLiteral("share")).toDouble(), 66.7);
        QCOMPARE(report.rows.at(1).value(QStringLiteral("share")).toDouble(), 33.3);
        QCOMPARE(text(report.rows[1], "status"),
                 QStringLiteral("banned: sent data that does not verify"));
        for (const auto &column : report.columns)
            QVERIFY2(report.rows[0].contains(column.key), qPrintable(column.key));
    }

    void everyStateOfASourceHasAToken()
    {
        QStringList tokens;
        for (int state = 0; state <= static_cast<int>(TransferSource::State::Banned); ++state) {
            auto transfer = twoSources();
            transfer.sources.resize(1);
            transfer.sources[0].state = static_cast<TransferSource::State>(state);
            tokens << text(sourcesReport(transfer).rows.at(0), "state");
        }
        QVERIFY(!tokens.contains(QString{}));
        QCOMPARE(tokens.removeDuplicates(), 0);
    }

    void saysOverWhatASourceIsReachedAndWhyNotUdp()
    {
        QStringList tokens;
        for (int why = 0; why <= static_cast<int>(engine::UdpFallback::Broken); ++why) {
            auto transfer = twoSources();
            transfer.sources[0].transport = Transport::Udp;
            transfer.sources[1].fallback = static_cast<engine::UdpFallback>(why);
            const auto report = sourcesReport(transfer);
            QCOMPARE(text(report.rows.at(0), "transport"), QStringLiteral("udp"));
            QCOMPARE(text(report.rows[0], "over"), QStringLiteral("UDP"));
            QVERIFY(!report.rows[0].contains(QStringLiteral("fallback")));
            QCOMPARE(text(report.rows.at(1), "transport"), QStringLiteral("tcp"));
            tokens << text(report.rows[1], "fallback");
        }
        QVERIFY(!tokens.contains(QString{}));
        QCOMPARE(tokens.removeDuplicates(), 0);
    }

    void tellsHowUploadsStand()
    {
        engine::UploadSnapshot served{7,
                                      QStringLiteral("a.iso"),
                                      HostName::parse("lab"),
                                      sample::endpoint("10.0.0.5:1"),
                                      2'000,
                                      100,
                                      0,
                                      false};
        auto waiting = served;
        waiting.place = 3;
        waiting.peer.reset();
        const auto report = reportOf(std::vector{served, waiting});
        QCOMPARE(text(report.rows.at(0), "peer"), QStringLiteral("lab"));
        QCOMPARE(text(report.rows[0], "status"), QStringLiteral("served"));
        QCOMPARE(report.rows[0].value(QStringLiteral("sent")).toInt(), 2'000);
        QCOMPARE(text(report.rows[1], "status"), QStringLiteral("slot wait: 3rd"));
        QVERIFY(!report.rows[1].contains(QStringLiteral("peer")));
        for (const auto &column : report.columns)
            QVERIFY2(report.rows[0].contains(column.key), qPrintable(column.key));
    }

    void saysLimitsAsTheyAreTyped()
    {
        engine::TransferLimits limits;
        limits.uploadRate = 2'000'000;
        QCOMPARE(limitsSentence(limits),
                 QStringLiteral(
                     "down: no limit, up: 2.0 MB/s, each upload: no limit, upload slots: 8, "
                     "downloads at once: 3"));
        QCOMPARE(objectOf(limits).value(QStringLiteral("up")).toInt(), 2'000'000);
    }
};

QTEST_APPLESS_MAIN(TstTransferReports)
#include "tst_transferreports.moc"
