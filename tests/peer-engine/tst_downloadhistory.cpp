#include "peer-gui/engine/history/downloadhistory.h"
#include "tests/peer-engine/historyfixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using Outcome = RequestOutcome;
using State = TransferState;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

TransferSnapshot transferOf(State state, std::uint32_t id = 1)
{
    TransferSnapshot transfer;
    transfer.id = TransferId{id};
    transfer.name = QStringLiteral("docs/a");
    transfer.state = state;
    if (state == State::Failed)
        transfer.problem = Problem{ProblemCode::NotFound, {}, {}, QStringLiteral("nobody")};
    if (state == State::Canceled)
        transfer.problem = Problem{ProblemCode::Canceled, {}, {}, {}};
    return transfer;
}

TransferSnapshot known(TransferSnapshot transfer, std::uint64_t received = 0)
{
    const Endpoint first{QHostAddress{QStringLiteral("10.0.0.4")}, 40112};
    const Endpoint second{QHostAddress{QStringLiteral("10.0.0.5")}, 40113};
    transfer.record = SourceRecord{test::recordOf(QStringLiteral("docs/a"), 1'000), first, {}};
    transfer.size = 1'000;
    transfer.received = received;
    TransferSource less;
    less.endpoint = first;
    less.bytes = 1;
    TransferSource more;
    more.endpoint = second;
    more.host = test::hostOf("ben");
    more.bytes = 2;
    more.transport = Transport::Udp;
    transfer.sources = {less, more};
    return transfer;
}

} // namespace

class TstDownloadHistory : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::HistoryFixture> m_fixture;
    std::unique_ptr<DownloadHistory> m_history;

    void tell(const TransferSnapshot &transfer, milliseconds later = {})
    {
        m_fixture->clock.advance(later);
        m_history->changed({transfer});
    }
    [[nodiscard]] HistoryEntry only() const
    {
        const auto entries = m_fixture->entries();
        return entries.size() == 1 ? entries.front() : HistoryEntry{};
    }

private slots:
    void initTestCase() { SqliteDatabase::loadDrivers(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_fixture = std::make_unique<test::HistoryFixture>();
        m_fixture->open();
        m_history = std::make_unique<DownloadHistory>(*m_fixture->store, m_fixture->clock);
    }
    void cleanup() { m_history.reset(); }

    void recordsADownloadFromAskingToTheFile()
    {
        const auto begun = m_fixture->clock.wallTime();
        tell(transferOf(State::Searching));
        QVERIFY(only().outcome == Outcome::Running);
        tell(known(transferOf(State::Transferring), 500), seconds{1});
        QCOMPARE(only().bytes, 500U);
        auto done = known(transferOf(State::Done), 1'000);
        done.path = QStringLiteral("/down/a");
        tell(done, seconds{1});
        HistoryEntry expected;
        expected.id = 1;
        expected.begun = begun;
        expected.kind = RequestKind::Download;
        expected.subject = QStringLiteral("docs/a");
        expected.size = 1'000;
        expected.root = test::rootOf(1);
        expected.peer = QStringLiteral("ben");
        expected.address = QStringLiteral("10.0.0.5");
        expected.port = 40113;
        expected.transport = Transport::Udp;
        expected.bytes = 1'000;
        expected.duration = seconds{2};
        expected.outcome = Outcome::Done;
        expected.path = QStringLiteral("/down/a");
        QVERIFY(m_fixture->entries() == std::vector{expected});
        QCOMPARE(meanRate(only()), 500U);
        done.md5 = Md5Sum{};
        tell(done);
        QCOMPARE(only().md5, std::optional{Md5Sum{}});
    }

    void knowsTheContentFromThenOn()
    {
        auto done = known(transferOf(State::Done), 1'000);
        done.path = QStringLiteral("/down/a");
        tell(done);
        m_history->arrived(test::rootOf(8), QStringLiteral("/down/folder/b"));
        const auto had = m_fixture->had({test::rootOf(1), test::rootOf(8), test::rootOf(9)});
        QCOMPARE(had.size(), std::size_t{2});
        QCOMPARE(had[0].path, QStringLiteral("/down/a"));
        QCOMPARE(had[0].peer, QStringLiteral("ben"));
        QCOMPARE(had[1].path, QStringLiteral("/down/folder/b"));
    }

    void endsAs_data()
    {
        QTest::addColumn<TransferState>("state");
        QTest::addColumn<RequestOutcome>("outcome");
        QTest::addColumn<QString>("detail");
        QTest::newRow("failed") << State::Failed << Outcome::Failed << QStringLiteral("nobody");
        QTest::newRow("canceled") << State::Canceled << Outcome::Canceled << QString{};
    }
    void endsAs()
    {
        QFETCH(TransferState, state);
        QFETCH(RequestOutcome, outcome);
        QFETCH(QString, detail);
        tell(transferOf(state));
        QVERIFY(only().outcome == outcome);
        QCOMPARE(only().detail, detail);
        QVERIFY(only().reason == RequestReason{transferOf(state).problem->code});
    }

    void doesNotCountTheTimeOfWaiting_data()
    {
        QTest::addColumn<TransferState>("state");
        QTest::newRow("for its turn") << State::Queued;
        QTest::newRow("for a source") << State::Waiting;
        QTest::newRow("paused") << State::Paused;
    }
    void doesNotCountTheTimeOfWaiting()
    {
        QFETCH(TransferState, state);
        tell(transferOf(State::Searching));
        tell(transferOf(state), seconds{2});
        tell(known(transferOf(State::Transferring)), seconds{100});
        tell(known(transferOf(State::Done)), seconds{3});
        QCOMPARE(only().duration, milliseconds{5'000});
    }

    void knowsHowLongAShortOneTook()
    {
        auto done = known(transferOf(State::Done), 1'000);
        done.elapsed = milliseconds{40};
        tell(done);
        QCOMPARE(only().duration, milliseconds{40});
    }

    void addsUpWhatCameBeforeAndAfterAPause()
    {
        tell(known(transferOf(State::Transferring), 300));
        tell(known(transferOf(State::Paused), 300));
        tell(known(transferOf(State::Connecting), 0), seconds{9});
        tell(known(transferOf(State::Done), 700));
        QCOMPARE(only().bytes, 1'000U);
    }

    void recordsEveryAttempt()
    {
        tell(transferOf(State::Failed));
        tell(transferOf(State::Failed));
        tell(transferOf(State::Searching));
        tell(transferOf(State::Failed));
        QCOMPARE(m_fixture->entries().size(), std::size_t{2});
    }

    void saysNothingOfWhatAnEarlierRunLeftUntilItGoesOn()
    {
        const auto failed = transferOf(State::Failed, 1);
        const auto queued = transferOf(State::Queued, 2);
        m_history->restored({failed, queued});
        tell(failed);
        tell(queued);
        QVERIFY(m_fixture->entries().empty());
        tell(transferOf(State::Checking, 2));
        tell(transferOf(State::Searching, 1));
        QCOMPARE(m_fixture->entries().size(), std::size_t{2});
    }

    void isInterruptedByTheEndOfTheProgram()
    {
        tell(transferOf(State::Transferring));
        m_history.reset();
        QVERIFY(only().outcome == Outcome::Interrupted);
    }
};

QTEST_GUILESS_MAIN(TstDownloadHistory)
#include "tst_downloadhistory.moc"
