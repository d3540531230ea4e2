#include "tracker/net/deadlinewheel.h"

#include <QTest>

using ft::Clock;
using ft::tracker::DeadlineWheel;
using namespace std::chrono_literals;

namespace {

constexpr Clock::Instant Start{1h};
using Keys = QList<std::uint64_t>;

Keys expired(DeadlineWheel &wheel, Clock::Instant now)
{
    Keys keys;
    wheel.expire(now, [&](std::uint64_t key) { keys << key; });
    return keys;
}

} // namespace

class TestDeadlineWheel : public QObject
{
    Q_OBJECT

private slots:
    void hasNothingToDoWhenEmpty();
    void handsOutAtTheDeadlineAndNotBefore_data();
    void handsOutAtTheDeadlineAndNotBefore();
    void handsOutWhatIsBeyondATurnAtItsEnd();
    void letsTheReceiverArmAgain();
    void wakesFromALongSleepWithEverything();
    void tellsTheEarliestDeadline();
};

void TestDeadlineWheel::hasNothingToDoWhenEmpty()
{
    DeadlineWheel wheel{Start};
    QVERIFY(!wheel.next());
    QCOMPARE(expired(wheel, Start + 1h), Keys{});
}

void TestDeadlineWheel::handsOutAtTheDeadlineAndNotBefore_data()
{
    QTest::addColumn<int>("ms");
    for (const int ms : {-100, 0, 1, 49, 50, 51, 1'000, 25'000})
        QTest::addRow("%d ms", ms) << ms;
}

void TestDeadlineWheel::handsOutAtTheDeadlineAndNotBefore()
{
    QFETCH(const int, ms);
    DeadlineWheel wheel{Start};
    const auto due = Start + std::chrono::milliseconds{ms};
    wheel.arm(7, due);
    QVERIFY(wheel.next());
    QVERIFY(*wheel.next() >= due);
    QVERIFY(*wheel.next() <= std::max(due, Start) + DeadlineWheel::Tick);
    QCOMPARE(expired(wheel, *wheel.next() - 1ns), Keys{});
    QCOMPARE(expired(wheel, *wheel.next()), Keys{7});
    QVERIFY(!wheel.next());
}

void TestDeadlineWheel::handsOutWhatIsBeyondATurnAtItsEnd()
{
    DeadlineWheel wheel{Start};
    wheel.arm(7, Start + 1h);
    const auto turn = *wheel.next();
    QVERIFY(turn > Start + 25s);
    QCOMPARE(expired(wheel, turn), Keys{7});
}

void TestDeadlineWheel::letsTheReceiverArmAgain()
{
    DeadlineWheel wheel{Start};
    wheel.arm(7, Start + 1s);
    int times = 0;
    const auto armAgain = [&](std::uint64_t key) {
        ++times;
        wheel.arm(key, Start + 1s); // over already: the next tick
    };
    wheel.expire(Start + 1s, armAgain);
    QCOMPARE(times, 1);
    wheel.expire(Start + 1s, armAgain);
    QCOMPARE(times, 1);
    wheel.expire(Start + 1s + DeadlineWheel::Tick, armAgain);
    QCOMPARE(times, 2);
}

void TestDeadlineWheel::wakesFromALongSleepWithEverything()
{
    DeadlineWheel wheel{Start};
    Keys all;
    for (int i = 0; i < 600; ++i) {
        wheel.arm(static_cast<std::uint64_t>(i), Start + i * DeadlineWheel::Tick);
        all << static_cast<std::uint64_t>(i);
    }
    auto keys = expired(wheel, Start + 24h);
    std::sort(keys.begin(), keys.end());
    QCOMPARE(keys, all);
    wheel.arm(1, Start + 24h + 1s);
    QCOMPARE(expired(wheel, Start + 24h + 900ms), Keys{});
    QCOMPARE(expired(wheel, Start + 24h + 1s), Keys{1});
}

void TestDeadlineWheel::tellsTheEarliestDeadline()
{
    DeadlineWheel wheel{Start};
    wheel.arm(1, Start + 10s);
    wheel.arm(2, Start + 3s);
    wheel.arm(3, Start + 20s);
    QCOMPARE(*wheel.next(), Start + 3s);
    QCOMPARE(expired(wheel, Start + 5s), Keys{2});
    QCOMPARE(*wheel.next(), Start + 10s);
}

QTEST_APPLESS_MAIN(TestDeadlineWheel)
#include "tst_deadlinewheel.moc"
