#include "peer-gui/words/transferwords.h"
#include "tests/peer-models/sampledata.h"

#include <QSet>
#include <QTest>

using namespace ft;
using namespace ft::words;
using namespace std::chrono_literals;
using engine::Md5Verdict;
using engine::Operation;
using engine::Problem;
using engine::ProblemCode;
using engine::TransferSnapshot;
using engine::TransferSource;
using engine::TransferState;
using engine::WaitReason;

Q_DECLARE_METATYPE(ft::engine::TransferSnapshot)
Q_DECLARE_METATYPE(ft::engine::TransferSource)

namespace {

// 2026-03-14 15:09:26 UTC
constexpr std::chrono::sys_seconds Now{1'773'500'966s};

TransferSource source(TransferSource::State state, const char *host = "studio-a")
{
    TransferSource one;
    one.endpoint = sample::endpoint("10.0.0.4:40112");
    if (host)
        one.host = HostName::parse(host);
    one.state = state;
    return one;
}

TransferSnapshot in(TransferState state)
{
    auto file = sample::file("a.iso", "x", 1'000);
    return sample::transferOf(1,
                              sample::record(std::move(file), "studio-a", "10.0.0.4:40112"),
                              state,
                              0);
}

TransferSnapshot waiting(WaitReason::Kind kind, std::uint64_t amount)
{
    auto transfer = in(kind == WaitReason::Kind::Turn ? TransferState::Queued
                                                      : TransferState::Waiting);
    transfer.wait = WaitReason{kind, amount, Now - 67min};
    return transfer;
}

TransferSnapshot fed(TransferState state, std::uint64_t rate, std::vector<TransferSource> sources)
{
    auto transfer = in(state);
    transfer.rate = rate;
    transfer.sources = std::move(sources);
    return transfer;
}

TransferSnapshot failed(ProblemCode code, const char *detail = "")
{
    auto transfer = in(TransferState::Failed);
    transfer.problem = Problem{code,
                               Operation::Download,
                               QStringLiteral("X"),
                               QString::fromLatin1(detail)};
    return transfer;
}

} // namespace

class TstTransferWords : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("TZ", "UTC0"); }

    void saysWhatADownloadDoes_data()
    {
        QTest::addColumn<TransferSnapshot>("transfer");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const TransferSnapshot &transfer, const char *sentence) {
            QTest::newRow(sentence) << transfer << QString::fromUtf8(sentence);
        };
        using State = TransferSource::State;
        using Kind = WaitReason::Kind;
        row(sample::transfer(1, "a", TransferState::Searching), "asking the tracker who has it");
        row(in(TransferState::Queued), "waits for its turn");
        row(waiting(Kind::Turn, 2), "waits for its turn: 2nd");
        row(in(TransferState::Waiting), "waits for a source");
        row(waiting(Kind::NoSource, 0), "no source online since 14:02");
        row(waiting(Kind::Space, 2'254'857'830), "disk full: 2.1 GiB missing");
        row(waiting(Kind::Slot, 3), "slot wait: 3rd");
        row(waiting(Kind::Slot, 0), "waits for an upload slot");
        row(in(TransferState::Preparing), "looking at what is in the download folder");
        row(in(TransferState::Checking), "checking what is there already");
        row(sample::transfer(1, "a", TransferState::Connecting), "connecting to a source");
        row(in(TransferState::Connecting), "connecting to studio-a");
        row(fed(TransferState::Connecting, 0, {source(State::Connecting, nullptr)}),
            "connecting to 10.0.0.4:40112");
        row(fed(TransferState::Connecting, 0, {source(State::Connecting), source(State::Idle)}),
            "connecting to 2 sources");
        row(in(TransferState::Transferring), "waiting for data from studio-a");
        row(fed(TransferState::Transferring,
                1,
                {source(State::Idle, "b"), source(State::Active, "c")}),
            "downloading from c");
        row(fed(TransferState::Transferring,
                1,
                {source(State::Active), source(State::Active), source(State::Banned)}),
            "downloading from 2 sources");
        row(fed(TransferState::Transferring, 0, {source(State::Active), source(State::Active)}),
            "waiting for data from 2 sources");
        auto folder = fed(TransferState::Transferring, 1, {source(State::Active)});
        folder.files = 40;
        folder.filesDone = 12;
        row(folder, "downloading from studio-a: 12 of 40 files done");
        row(in(TransferState::Paused), "paused");
        row(in(TransferState::Committing), "saving the finished file");
        auto done = in(TransferState::Done);
        done.elapsed = 61'200ms;
        row(done, "done and verified, in 1 min 02 s");
        auto plain = done;
        plain.isUnverified = true;
        row(plain, "done, not verified, in 1 min 02 s");
        done.md5Verdict = Md5Verdict::WrongRecord;
        row(done, "done and verified; the MD5 in its record is wrong");
        done.md5Verdict = Md5Verdict::Matches;
        done.wasThere = true;
        row(done, "done: the same file was in the download folder already");
        done.files = 3;
        row(done, "done: the same files were in the download folder already");
        row(in(TransferState::Failed), "failed");
        row(failed(ProblemCode::DiskFailed, "Input/output error"),
            "failed: the disk failed (Input/output error)");
        row(failed(ProblemCode::SourceGone), "failed: the source left in the middle");
        row(in(TransferState::Canceled), "canceled");
    }
    void saysWhatADownloadDoes()
    {
        QFETCH(TransferSnapshot, transfer);
        QTEST(stateText(transfer, Formats::forTerminal(Now)), "sentence");
    }

    void saysWhatASourceDoes_data()
    {
        QTest::addColumn<TransferSource>("source");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const TransferSource &one, const char *sentence) {
            QTest::newRow(sentence) << one << QString::fromUtf8(sentence);
        };
        using State = TransferSource::State;
        row(source(State::Idle), "not asked at the moment");
        row(source(State::Connecting), "connecting");
        row(source(State::Active), "connected");
        auto sending = source(State::Active);
        sending.rate = 1;
        row(sending, "sending");
        row(source(State::Queued), "waits for an upload slot");
        auto queued = source(State::Queued);
        queued.place = 3;
        row(queued, "slot wait: 3rd");
        row(source(State::Dropped), "dropped; tried again later");
        auto dropped = source(State::Dropped);
        dropped.problem = Problem{ProblemCode::SourceUnreachable,
                                  {},
                                  {},
                                  QStringLiteral("Connection refused")};
        row(dropped, "dropped: does not answer (Connection refused); tried again later");
        row(source(State::Banned), "banned");
        auto banned = source(State::Banned);
        banned.problem = Problem{ProblemCode::PieceMismatch, {}, {}, {}};
        row(banned, "banned: sent data that does not verify");
    }
    void saysWhatASourceDoes()
    {
        QFETCH(TransferSource, source);
        QTEST(stateText(source), "sentence");
    }

    void everyStateHasWords()
    {
        QSet<QString> all;
        for (int state = 0; state <= static_cast<int>(TransferState::Canceled); ++state)
            all.insert(stateText(in(static_cast<TransferState>(state)), Formats::forTerminal(Now)));
        QVERIFY(!all.contains(QString{}));
        QCOMPARE(all.size(), static_cast<int>(TransferState::Canceled) + 1);
    }

    void saysOverWhatASourceIsReached()
    {
        auto one = source(TransferSource::State::Active);
        QCOMPARE(transportText(one), QStringLiteral("TCP"));
        one.transport = Transport::Udp;
        QCOMPARE(transportText(one), QStringLiteral("UDP"));
        one.transport = Transport::Tcp;
        QSet<QString> all;
        for (int why = 0; why <= static_cast<int>(engine::UdpFallback::Broken); ++why) {
            one.fallback = static_cast<engine::UdpFallback>(why);
            QVERIFY(transportText(one).startsWith(QStringLiteral("TCP: ")));
            all.insert(transportText(one));
        }
        QCOMPARE(all.size(), static_cast<int>(engine::UdpFallback::Broken) + 1);
        QVERIFY(all.contains(QStringLiteral("TCP: UDP does not get through")));
    }

    void countsSources()
    {
        using State = TransferSource::State;
        QCOMPARE(sourcesText(in(TransferState::Connecting)), QString{});
        QCOMPARE(sourcesText(
                     fed(TransferState::Transferring,
                         1,
                         {source(State::Active), source(State::Idle), source(State::Active)})),
                 QStringLiteral("2 of 3"));
    }

    void sharesOutWhatCame()
    {
        using State = TransferSource::State;
        auto transfer = fed(TransferState::Transferring,
                            1,
                            {source(State::Active), source(State::Idle)});
        QCOMPARE(shareOf(transfer.sources[0], transfer), 0.0);
        transfer.sources[0].bytes = 300;
        transfer.sources[1].bytes = 100;
        QCOMPARE(shareOf(transfer.sources[0], transfer), 0.75);
    }

    void saysHowAnUploadStands()
    {
        engine::UploadSnapshot upload;
        QCOMPARE(stateText(upload), QStringLiteral("served"));
        upload.place = 3;
        QCOMPARE(stateText(upload), QStringLiteral("slot wait: 3rd"));
    }

    void namesPriorities()
    {
        QCOMPARE(priorityText(engine::Priority::Low), QStringLiteral("low"));
        QCOMPARE(priorityText(engine::Priority::Normal), QStringLiteral("normal"));
        QCOMPARE(priorityText(engine::Priority::High), QStringLiteral("high"));
    }

    void countsEveryStateOnce()
    {
        TransferCounts counts;
        for (int state = 0; state <= static_cast<int>(TransferState::Canceled); ++state)
            counts.add(static_cast<TransferState>(state));
        QCOMPARE(countsText(counts),
                 QStringLiteral("6 active, 2 waiting, 1 paused, 1 done, 1 failed, 1 canceled"));
        QCOMPARE(countsText({}), QStringLiteral("0 active, 0 waiting, 0 paused, 0 done, 0 failed"));
    }
};

QTEST_APPLESS_MAIN(TstTransferWords)
#include "tst_transferwords.moc"
