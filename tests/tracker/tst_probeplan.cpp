#include "tests/support/manualclock.h"
#include "tests/tracker/records.h"
#include "tracker/net/probeplan.h"

#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

using Again = ReachWatch::Again;

namespace {

ProbeTarget target(int number)
{
    return {hostName("peer" + QByteArray::number(number)),
            SessionId{static_cast<std::uint64_t>(number)},
            {QHostAddress{QStringLiteral("10.0.0.4")}, 4000}};
}

/// A plan on a clock that stands still.
struct Planned
{
    explicit Planned(const ProbePlan::Limits &limits = {})
        : plan(limits, QRandomGenerator{1}, clock.now())
    {}

    /// Peers that are to be tried at this moment.
    std::vector<ProbeTarget> due()
    {
        std::vector<ProbeTarget> targets;
        while (const auto next = plan.next(clock.now()))
            targets.push_back(*next);
        return targets;
    }
    [[nodiscard]] std::optional<std::chrono::nanoseconds> wait()
    {
        const auto at = plan.wakeAt(clock.now());
        return at ? std::optional<std::chrono::nanoseconds>{*at - clock.now()} : std::nullopt;
    }

    ManualClock clock;
    ProbePlan plan;
};

} // namespace

class TestProbePlan : public QObject
{
    Q_OBJECT

private slots:
    void triesAPeerAtOnce();
    void triesAgain_data();
    void triesAgain();
    void forgetsWhoHasGone();
    void triesSoManyAtOnce();
    void triesSoManyASecond();
    void spreadsThoseThatJoinedTogether();
};

void TestProbePlan::triesAPeerAtOnce()
{
    Planned planned;
    QVERIFY(!planned.wait());
    planned.plan.add(target(1), planned.clock.now());
    QCOMPARE(planned.wait(), 0ns);
    QCOMPARE(planned.due(), std::vector{target(1)});
    QVERIFY(!planned.wait());
}

void TestProbePlan::triesAgain_data()
{
    QTest::addColumn<Reach::State>("outcome");
    QTest::addColumn<Again>("again");
    QTest::addColumn<int>("seconds");
    const auto row = [](const char *name, Reach::State outcome, Again again, int seconds) {
        QTest::newRow(name) << outcome << again << seconds;
    };
    row("one that was reached", Reach::State::Reachable, Again::Usual, 300);
    row("one that was not", Reach::State::Unreachable, Again::Usual, 60);
    row("one that could not be tried", Reach::State::Unknown, Again::Usual, 60);
    row("one whose port alone tells that it is there", Reach::State::Reachable, Again::Closely, 3);
    row("one that may be gone", Reach::State::Unreachable, Again::Soon, 1);
}

void TestProbePlan::triesAgain()
{
    QFETCH(const Reach::State, outcome);
    QFETCH(const Again, again);
    QFETCH(const int, seconds);
    Planned planned;
    planned.plan.add(target(1), planned.clock.now());
    QCOMPARE(planned.due().size(), std::size_t{1});
    planned.plan.done(target(1), outcome, again, planned.clock.now());
    const auto wait = planned.wait();
    QVERIFY(wait);
    QVERIFY(*wait >= seconds * 750ms && *wait <= seconds * 1'250ms);
    planned.clock.advance(*wait - 1ns);
    QVERIFY(planned.due().empty());
    planned.clock.advance(1ns);
    QCOMPARE(planned.due(), std::vector{target(1)});
}

void TestProbePlan::forgetsWhoHasGone()
{
    Planned planned{{.atOnce = 1}};
    planned.plan.add(target(1), planned.clock.now());
    planned.plan.add(target(2), planned.clock.now());
    QCOMPARE(planned.due().size(), std::size_t{1});
    planned.plan.done(target(1), {}, Again::Never, planned.clock.now());
    QCOMPARE(planned.due().size(), std::size_t{1});
    planned.plan.done(target(1), {}, Again::Never, planned.clock.now());
    QVERIFY(!planned.wait());
}

void TestProbePlan::triesSoManyAtOnce()
{
    Planned planned{{.atOnce = 3}};
    for (int i = 0; i < 10; ++i)
        planned.plan.add(target(i), planned.clock.now());
    const auto first = planned.due();
    QCOMPARE(first.size(), std::size_t{3});
    planned.clock.advance(1h);
    QVERIFY(planned.due().empty());
    planned.plan.done(first[0], Reach::State::Unreachable, Again::Usual, planned.clock.now());
    QCOMPARE(planned.due().size(), std::size_t{1});
}

void TestProbePlan::triesSoManyASecond()
{
    Planned planned{{.perSecond = 1'000, .atOnce = 100'000}};
    for (int i = 0; i < 5'000; ++i)
        planned.plan.add(target(i), planned.clock.now());
    std::size_t tried = planned.due().size();
    QVERIFY(tried <= 200);
    for (int tick = 0; tick < 100; ++tick) {
        planned.clock.advance(10ms);
        tried += planned.due().size();
    }
    QVERIFY2(tried >= 990 && tried <= 1'200, qPrintable(QString::number(tried)));
    QVERIFY(planned.wait() > 0ns);
}

void TestProbePlan::spreadsThoseThatJoinedTogether()
{
    Planned planned{{.every = 100s, .perSecond = 0}};
    for (int i = 0; i < 200; ++i)
        planned.plan.add(target(i), planned.clock.now());
    for (const auto &tried : planned.due())
        planned.plan.done(tried, Reach::State::Reachable, Again::Usual, planned.clock.now());
    planned.clock.advance(75s);
    std::size_t most = planned.due().size();
    for (int i = 0; i < 50; ++i) {
        planned.clock.advance(1s);
        most = std::max(most, planned.due().size());
    }
    QVERIFY2(most < 20, qPrintable(QString::number(most)));
    QVERIFY(!planned.wait());
}

QTEST_APPLESS_MAIN(TestProbePlan)
#include "tst_probeplan.moc"
