#include "tests/support/manualclock.h"
#include "tracker/console/recenttimes.h"

#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

class TestRecentTimes : public QObject
{
    Q_OBJECT

private slots:
    void knowsNothingBeforeTwoSamples();
    void forgetsWhatIsOlderThanAMinute();
};

void TestRecentTimes::knowsNothingBeforeTwoSamples()
{
    ManualClock clock;
    RecentTimes times;
    QCOMPARE(times.recent().total(), 0U);
    TimeHistogram all;
    all.counts[5] = 7;
    times.sample(clock.now(), all);
    QCOMPARE(times.recent().total(), 0U);
}

void TestRecentTimes::forgetsWhatIsOlderThanAMinute()
{
    ManualClock clock;
    RecentTimes times;
    TimeHistogram all;
    times.sample(clock.now(), all);
    for (int second = 0; second < 100; ++second) {
        clock.advance(1s);
        all.counts[5] += second == 10 ? 1'000 : 1;
        times.sample(clock.now(), all);
        if (second == 20)
            QCOMPARE(times.recent().counts[5], 1'020U);
    }
    QCOMPARE(times.recent().counts[5], 60U);
}

QTEST_APPLESS_MAIN(TestRecentTimes)
#include "tst_recenttimes.moc"
