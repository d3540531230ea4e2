#include "peer-gui/engine/transfer/ratelimiter.h"
#include "tests/support/manualclock.h"

#include <QElapsedTimer>
#include <QTest>

#include <deque>
#include <memory>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::ManualClock;

namespace {

constexpr qint64 Endless = qint64{1} << 50;

/// Moves bytes as fast as it is allowed to and as they come to it.
class Mover
{
public:
    Mover(RateGroup &group, qint64 rate, qint64 step = 512 * 1024)
        : m_rate(rate)
        , m_step(step)
        , flow(group, [this] { move(); })
    {}

    /// So much time has passed that more may have come to it.
    void pass(std::chrono::milliseconds time)
    {
        m_supply = m_rate == Endless
                       ? Endless
                       : std::min<qint64>(m_supply + m_rate * time.count() / 1'000, m_rate);
        if (!flow.isWaiting())
            move();
    }
    void move()
    {
        while (m_supply > 0) {
            const auto may = flow.allowance(m_step);
            if (may == 0)
                return;
            const auto bytes = std::min(may, m_supply);
            flow.spend(bytes);
            moved += bytes;
            if (m_rate != Endless)
                m_supply -= bytes;
        }
    }

private:
    qint64 m_rate;
    qint64 m_step;
    qint64 m_supply = 0;

public:
    qint64 moved = 0;
    RateFlow flow;
};

struct Fixture
{
    RateGroup &group(std::uint64_t rate = 0)
    {
        return *groups.emplace_back(std::make_unique<RateGroup>(arbiter, rate));
    }
    Mover &mover(RateGroup &of, qint64 rate = Endless)
    {
        return *movers.emplace_back(std::make_unique<Mover>(of, rate));
    }
    void run(std::chrono::milliseconds time, std::chrono::milliseconds step = 10ms)
    {
        for (auto passed = 0ms; passed < time; passed += step) {
            clock.advance(step);
            for (const auto &mover : movers)
                mover->pass(step);
            arbiter.tick();
        }
    }
    [[nodiscard]] qint64 moved() const
    {
        qint64 sum = 0;
        for (const auto &mover : movers)
            sum += mover->moved;
        return sum;
    }

    ManualClock clock;
    RateArbiter arbiter{clock};
    std::vector<std::unique_ptr<RateGroup>> groups;
    std::vector<std::unique_ptr<Mover>> movers;
};

bool isNear(double value, double wanted, double tolerance = 0.03)
{
    if (std::abs(value - wanted) <= wanted * tolerance)
        return true;
    qWarning("%.0f is not near %.0f", value, wanted);
    return false;
}

} // namespace

class TstRateLimiter : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void allowsEverythingWithoutALimit()
    {
        Fixture f;
        RateFlow flow{f.group(), [] {
                          QFAIL("nothing to wait for");
                      }};
        QCOMPARE(flow.allowance(Endless), Endless);
        flow.spend(Endless);
        QCOMPARE(flow.allowance(1), 1);
        QVERIFY(!f.arbiter.isWaitedFor());
    }

    void keepsToTheLimit_data()
    {
        QTest::addColumn<quint64>("limit");
        QTest::addColumn<int>("flows");
        QTest::addColumn<int>("tick");
        for (const quint64 limit : {1'000ULL, 100'000ULL, 20'000'000ULL, 1'000'000'000ULL}) {
            for (const int flows : {1, 3, 50})
                QTest::addRow("%llu B/s, %d flows", limit, flows) << limit << flows << 10;
        }
        QTest::newRow("late ticks") << quint64{20'000'000} << 3 << 400;
        QTest::newRow("many ticks") << quint64{20'000'000} << 3 << 1;
    }
    void keepsToTheLimit()
    {
        QFETCH(quint64, limit);
        QFETCH(int, flows);
        QFETCH(int, tick);
        Fixture f;
        f.arbiter.setLimit(limit);
        for (int i = 0; i < flows; ++i)
            f.mover(f.group());
        f.run(10s, std::chrono::milliseconds{tick});
        QVERIFY(isNear(double(f.moved()), double(limit) * 10));
        for (const auto &mover : f.movers)
            QVERIFY(
                isNear(double(mover->moved), double(f.moved()) / flows, flows == 50 ? 0.4 : 0.05));
    }

    void isFair_data()
    {
        // Of a limit of 1 MB/s: what each transfer could take, its own limit, and what it gets.
        QTest::addColumn<std::vector<qint64>>("rates");
        QTest::addColumn<std::vector<quint64>>("limits");
        QTest::addColumn<std::vector<quint64>>("shares");
        using Supplies = std::vector<qint64>;
        using Rates = std::vector<quint64>;
        const auto row =
            [](const char *name, const Supplies &rates, const Rates &limits, const Rates &shares) {
                QTest::newRow(name) << rates << limits << shares;
            };
        const qint64 e = Endless;
        row("two hungry", {e, e}, {0, 0}, {500'000, 500'000});
        row("two hungry and a small one", {e, 100'000, e}, {0, 0, 0}, {450'000, 100'000, 450'000});
        row("one hungry among small ones",
            {50'000, 50'000, e, 50'000, 50'000},
            {0, 0, 0, 0, 0},
            {50'000, 50'000, 800'000, 50'000, 50'000});
        row("nobody hungry", {100'000, 200'000}, {0, 0}, {100'000, 200'000});
        row("limits of their own", {e, e, e}, {100'000, 0, 200'000}, {100'000, 700'000, 200'000});
        row("a limit above the share", {e, e}, {900'000, 0}, {500'000, 500'000});
        row("limits that need no other", {e, e}, {10'000, 20'000}, {10'000, 20'000});
        row("slower than its limit", {50'000, e}, {100'000, 0}, {50'000, 950'000});
    }
    void isFair()
    {
        QFETCH(std::vector<qint64>, rates);
        QFETCH(std::vector<quint64>, limits);
        QFETCH(std::vector<quint64>, shares);
        Fixture f;
        f.arbiter.setLimit(1'000'000);
        for (std::size_t i = 0; i < rates.size(); ++i)
            f.mover(f.group(limits[i]), rates[i]);
        f.run(10s);
        for (std::size_t i = 0; i < rates.size(); ++i)
            QVERIFY(isNear(double(f.movers[i]->moved), double(shares[i]) * 10));
    }

    void isFairToTransfersNotToConnections()
    {
        Fixture f;
        f.arbiter.setLimit(1'000'000);
        auto &many = f.group();
        for (int i = 0; i < 9; ++i)
            f.mover(many);
        const auto &single = f.mover(f.group());
        f.run(10s);
        QVERIFY(isNear(double(single.moved), 5'000'000));
        for (int i = 0; i < 9; ++i)
            QVERIFY(isNear(double(f.movers[std::size_t(i)]->moved), 5'000'000 / 9.0));
    }

    void limitsOneTransferAlone()
    {
        Fixture f;
        const auto &slow = f.mover(f.group(100'000));
        const auto &other = f.mover(f.group(), 5'000'000);
        f.run(10s);
        QVERIFY(isNear(double(slow.moved), 1'000'000));
        QVERIFY(isNear(double(other.moved), 50'000'000));
    }

    void givesAtOnceWhatNobodyWaitsFor()
    {
        Fixture f;
        f.arbiter.setLimit(1'000'000);
        f.mover(f.group(1'000));
        f.run(1s);
        QVERIFY(f.arbiter.isWaitedFor());
        RateFlow flow{f.group(), [] {
                          QFAIL("nothing to wait for");
                      }};
        QCOMPARE(flow.allowance(50'000), 50'000);
        flow.spend(50'000);
    }

    void takesNothingFromThoseThatWait()
    {
        Fixture f;
        f.arbiter.setLimit(1'000'000);
        f.mover(f.group());
        f.run(1s);
        f.clock.advance(9ms);
        int calls = 0;
        RateFlow late{f.group(), [&] {
                          ++calls;
                      }};
        QCOMPARE(late.allowance(1'000), 0);
        QVERIFY(late.isWaiting());
        f.arbiter.tick();
        QCOMPARE(calls, 1);
        QVERIFY(!late.isWaiting());
    }

    void savesUpNoMoreThanABurst()
    {
        Fixture f;
        f.arbiter.setLimit(1'000'000);
        f.run(60s);
        auto &mover = f.mover(f.group());
        f.run(10ms);
        QCOMPARE_LE(mover.moved, 120'000);
        f.run(990ms);
        QCOMPARE_LE(mover.moved, 1'120'000);
    }

    void takesAChangedLimitAtOnce()
    {
        Fixture f;
        f.arbiter.setLimit(1'000'000);
        auto &group = f.group();
        auto &mover = f.mover(group);
        const auto movedIn = [&](std::chrono::milliseconds time) {
            const auto before = mover.moved;
            f.run(time);
            return double(mover.moved - before);
        };
        QVERIFY(isNear(movedIn(1s), 1'000'000));
        f.arbiter.setLimit(10'000'000);
        QVERIFY(isNear(movedIn(100ms), 1'000'000, 0.1));
        f.arbiter.setLimit(1'000'000);
        QVERIFY(isNear(movedIn(1s), 1'000'000, 0.05));
        group.setLimit(100'000);
        QVERIFY(isNear(movedIn(1s), 100'000, 0.05));
        group.setLimit(0);
        // Up to a burst more than that has been saved up by the narrower limit of the group.
        QVERIFY(isNear(movedIn(1s), 1'000'000, 0.11));
    }

    void letsGoThoseThatWaitWhenTheLimitGoes()
    {
        Fixture f;
        f.arbiter.setLimit(1'000);
        qint64 got = 0;
        RateFlow flow{f.group(), [&] {
                          got = flow.allowance(1'000'000);
                      }};
        QCOMPARE(flow.allowance(1'000'000), 0);
        f.arbiter.setLimit(0);
        f.arbiter.tick();
        QCOMPARE(got, 1'000'000);
        QVERIFY(!f.arbiter.isWaitedFor());
    }

    void mayBeLeftByFlowsInTheirTurn_data()
    {
        QTest::addColumn<std::size_t>("caller");
        QTest::addColumn<std::size_t>("victim");
        QTest::newRow("itself") << std::size_t{1} << std::size_t{1};
        QTest::newRow("a later one") << std::size_t{0} << std::size_t{2};
        QTest::newRow("an earlier one") << std::size_t{2} << std::size_t{0};
    }
    void mayBeLeftByFlowsInTheirTurn()
    {
        QFETCH(std::size_t, caller);
        QFETCH(std::size_t, victim);
        Fixture f;
        f.arbiter.setLimit(1'000'000);
        std::array<std::unique_ptr<RateGroup>, 3> groups;
        std::array<std::unique_ptr<RateFlow>, 3> flows;
        int calls = 0;
        for (std::size_t i = 0; i < flows.size(); ++i) {
            groups[i] = std::make_unique<RateGroup>(f.arbiter);
            flows[i] = std::make_unique<RateFlow>(*groups[i], [&, i] {
                ++calls;
                if (i == caller) {
                    const auto gone = std::exchange(groups[victim], nullptr);
                    flows[victim].reset();
                }
            });
            QCOMPARE(flows[i]->allowance(1'000), 0);
        }
        f.clock.advance(10ms);
        f.arbiter.tick();
        QCOMPARE(calls, victim > caller ? 2 : 3);
        QVERIFY(!f.arbiter.isWaitedFor());
    }

    void forgetsAFlowThatWaits()
    {
        Fixture f;
        f.arbiter.setLimit(1'000);
        {
            RateFlow flow{f.group(), [] {
                              QFAIL("gone");
                          }};
            QCOMPARE(flow.allowance(1'000), 0);
        }
        f.clock.advance(1s);
        f.arbiter.tick();
        QVERIFY(!f.arbiter.isWaitedFor());
    }

    void ticksByItself()
    {
        const SystemClock clock;
        RateLimiter limiter{clock};
        limiter.setLimit(10'000'000);
        RateGroup group{limiter};
        Mover mover{group, Endless, 16'384};
        QElapsedTimer time;
        time.start();
        mover.pass(1ms);
        const bool isDone = QTest::qWaitFor([&] { return mover.moved >= 5'000'000; }, 20'000);
        QVERIFY(isDone);
        QCOMPARE_GE(time.elapsed(), 480);
    }
};

QTEST_GUILESS_MAIN(TstRateLimiter)
#include "tst_ratelimiter.moc"
