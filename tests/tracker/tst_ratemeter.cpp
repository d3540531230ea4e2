#include "tracker/console/ratemeter.h"

#include <QTest>

using ft::Clock;
using ft::tracker::RateMeter;
using namespace std::chrono_literals;

class TestRateMeter : public QObject
{
    Q_OBJECT

private slots:
    void isZeroBeforeTwoSamples();
    void measuresGrowthPerSecond();
    void forgetsWhatIsOlderThanItsWindow();
};

void TestRateMeter::isZeroBeforeTwoSamples()
{
    RateMeter meter;
    QCOMPARE(meter.rate(), 0.0);
    meter.sample(Clock::Instant{1h}, 500);
    QCOMPARE(meter.rate(), 0.0);
    meter.sample(Clock::Instant{1h}, 600);
    QCOMPARE(meter.rate(), 0.0);
}

void TestRateMeter::measuresGrowthPerSecond()
{
    RateMeter meter;
    meter.sample(Clock::Instant{1h}, 500);
    meter.sample(Clock::Instant{1h + 4s}, 600);
    QCOMPARE(meter.rate(), 25.0);
}

void TestRateMeter::forgetsWhatIsOlderThanItsWindow()
{
    RateMeter meter;
    for (int second = 0; second <= 60; ++second)
        meter.sample(Clock::Instant{1h + second * 1s}, second < 30 ? 0U : 1'000U);
    QCOMPARE(meter.rate(), 0.0);
}

QTEST_APPLESS_MAIN(TestRateMeter)
#include "tst_ratemeter.moc"
