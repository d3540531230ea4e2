#include "tests/support/manualclock.h"
#include "tracker/core/searchmeter.h"

#include <QTest>

#include <thread>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

class TestSearchMeter : public QObject
{
    Q_OBJECT

private slots:
    void everyTimeLiesInItsStep();
    void stepsAreNarrow();
    void percentiles_data();
    void percentiles();
    void subtractsAnEarlierState();
    void countsAndTimesByKind();
    void timesOneOfManyExactSearches();
    void countsEverySearchOfEveryThread();
};

void TestSearchMeter::everyTimeLiesInItsStep()
{
    using Histogram = TimeHistogram;
    for (std::int64_t ns = 1; ns < std::int64_t{1} << 36; ns += 1 + ns / 7) {
        const std::chrono::nanoseconds time{ns};
        const auto step = Histogram::stepOf(time);
        QVERIFY(step < Histogram::Steps);
        QVERIFY2(time <= Histogram::upperBound(step), qPrintable(QString::number(ns)));
        QVERIFY2(step == 0 || time > Histogram::upperBound(step - 1),
                 qPrintable(QString::number(ns)));
    }
    QCOMPARE(Histogram::stepOf(-1ns), std::size_t{0});
}

void TestSearchMeter::stepsAreNarrow()
{
    for (std::size_t step = 1; step + 2 < TimeHistogram::Steps; ++step) {
        const auto lower = TimeHistogram::upperBound(step - 1);
        const auto upper = TimeHistogram::upperBound(step);
        QVERIFY(upper.count() <= lower.count() * 5 / 4 + 1);
    }
}

void TestSearchMeter::percentiles_data()
{
    QTest::addColumn<double>("part");
    QTest::addColumn<int>("microseconds");
    QTest::newRow("p0") << 0.0 << 1;
    QTest::newRow("p50") << 0.5 << 1;
    QTest::newRow("p90") << 0.9 << 1;
    QTest::newRow("p99") << 0.99 << 100;
    QTest::newRow("p100") << 1.0 << 10'000;
}

void TestSearchMeter::percentiles()
{
    QFETCH(const double, part);
    QFETCH(const int, microseconds);
    TimeHistogram times;
    times.counts[TimeHistogram::stepOf(1us)] += 90;
    times.counts[TimeHistogram::stepOf(100us)] += 9;
    times.counts[TimeHistogram::stepOf(10ms)] += 1;
    const std::chrono::nanoseconds expected = std::chrono::microseconds{microseconds};
    QVERIFY(times.percentile(part) >= expected);
    QVERIFY(times.percentile(part) <= expected * 5 / 4);
    QCOMPARE(TimeHistogram{}.percentile(part), 0ns);
}

void TestSearchMeter::subtractsAnEarlierState()
{
    TimeHistogram before;
    before.counts[3] = 5;
    before.sum = 10us;
    TimeHistogram after = before;
    after.counts[3] += 2;
    after.counts[7] += 1;
    after.sum += 3us;
    const auto added = after.since(before);
    QCOMPARE(added.counts[3], 2U);
    QCOMPARE(added.total(), 3U);
    QCOMPARE(added.sum, std::chrono::nanoseconds{3us});
}

void TestSearchMeter::countsAndTimesByKind()
{
    ManualClock clock;
    SearchMeter meter{clock};
    for (const auto &[kind, time] : {std::pair{SearchKind::Exact, 2us},
                                     std::pair{SearchKind::Query, 300us},
                                     std::pair{SearchKind::Query, 300us}}) {
        const auto timing = meter.answering(3, kind);
        clock.advance(time);
    }
    QCOMPARE(meter.count(SearchKind::Exact), 1U);
    QCOMPARE(meter.count(SearchKind::Query), 2U);
    QCOMPARE(meter.count(), 3U);
    QCOMPARE(meter.times(SearchKind::Exact).sum, std::chrono::nanoseconds{2us});
    QCOMPARE(meter.times(SearchKind::Query).counts[TimeHistogram::stepOf(300us)], 2U);
    QCOMPARE(meter.times().total(), 3U);
    QCOMPARE(meter.times().sum, std::chrono::nanoseconds{602us});
}

void TestSearchMeter::timesOneOfManyExactSearches()
{
    constexpr std::uint64_t Count = 100'000;
    ManualClock clock;
    SearchMeter meter{clock};
    for (std::uint64_t i = 0; i < Count; ++i) {
        const auto timing = meter.answering(0, SearchKind::Exact);
        clock.advance(1us);
    }
    QCOMPARE(meter.count(), Count);
    const auto total = meter.times().total();
    QVERIFY2(total > Count - 32 && total < Count + 32, qPrintable(QString::number(total)));
}

void TestSearchMeter::countsEverySearchOfEveryThread()
{
    constexpr int PerThread = 20'000;
    const SystemClock clock;
    SearchMeter meter{clock};
    std::vector<std::thread> threads;
    for (std::size_t lane = 0; lane < 3; ++lane) {
        // Two of them share a lane.
        threads.emplace_back([&meter, lane] {
            for (int i = 0; i < PerThread; ++i)
                [[maybe_unused]] const auto timing = meter.answering(lane / 2, SearchKind::Query);
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(meter.count(), std::uint64_t{3 * PerThread});
    QCOMPARE(meter.times().total(), std::uint64_t{3 * PerThread});
}

QTEST_APPLESS_MAIN(TestSearchMeter)
#include "tst_searchmeter.moc"
