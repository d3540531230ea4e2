#include "tests/support/manualclock.h"
#include "tracker/net/peerbudget.h"

#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

class TestPeerBudget : public QObject
{
    Q_OBJECT

private slots:
    void takesABurstOfAnnouncements();
    void takesABurstOfQuestions();
    void toleratesAWholeShareByDefault();
    void limitsNothingWithoutLimits();

private:
    ManualClock m_clock;
};

void TestPeerBudget::takesABurstOfAnnouncements()
{
    const PeerBudget::Limits limits{.announcedPerSecond = 1'000, .announcedAtOnce = 5'000};
    PeerBudget budget{limits, m_clock.now()};
    budget.announce(5'000, limits, m_clock.now());
    QCOMPARE(budget.announceWait(), 0ns);
    budget.announce(500, limits, m_clock.now());
    QCOMPARE(budget.announceWait() / 1ms, 500);
    m_clock.advance(1h);
    budget.announce(5'000, limits, m_clock.now());
    QCOMPARE(budget.announceWait(), 0ns);
}

void TestPeerBudget::takesABurstOfQuestions()
{
    const PeerBudget::Limits limits{.askedPerSecond = 100ms, .askedAtOnce = 2s};
    PeerBudget budget{limits, m_clock.now()};
    budget.ask(2s, limits, m_clock.now());
    QCOMPARE(budget.askWait(limits, m_clock.now()), 0ns);
    budget.ask(300ms, limits, m_clock.now());
    QCOMPARE(budget.askWait(limits, m_clock.now()) / 1ms, 3'000);
    m_clock.advance(1s);
    QCOMPARE(budget.askWait(limits, m_clock.now()) / 1ms, 2'000);
    m_clock.advance(2s);
    QCOMPARE(budget.askWait(limits, m_clock.now()), 0ns);
}

void TestPeerBudget::toleratesAWholeShareByDefault()
{
    const PeerBudget::Limits limits;
    PeerBudget budget{limits, m_clock.now()};
    constexpr qsizetype BytesPerRecord = 250;
    budget.announce(2'000'000 * BytesPerRecord, limits, m_clock.now());
    QCOMPARE(budget.announceWait(), 0ns);
}

void TestPeerBudget::limitsNothingWithoutLimits()
{
    const PeerBudget::Limits limits{.announcedPerSecond = 0, .askedPerSecond = 0ms};
    PeerBudget budget{limits, m_clock.now()};
    budget.announce(1LL << 50, limits, m_clock.now());
    budget.ask(10h, limits, m_clock.now());
    QCOMPARE(budget.announceWait(), 0ns);
    QCOMPARE(budget.askWait(limits, m_clock.now()), 0ns);
}

QTEST_APPLESS_MAIN(TestPeerBudget)
#include "tst_peerbudget.moc"
