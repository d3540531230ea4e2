#include "tests/bench/load/histogram.h"

#include <QTest>

using ft::bench::Histogram;
using namespace std::chrono_literals;

class TstHistogram : public QObject
{
    Q_OBJECT

private slots:
    void hasNoQuantileWhenEmpty() { QCOMPARE(Histogram{}.quantile(0.5), 0ns); }

    void tellsADurationWithinThreePercent_data()
    {
        QTest::addColumn<qint64>("nanoseconds");
        for (const qint64 value : {1LL, 63LL, 64LL, 65LL, 1'000LL, 123'456LL, 60'000'000'000LL})
            QTest::addRow("%lld ns", static_cast<long long>(value)) << value;
    }
    void tellsADurationWithinThreePercent()
    {
        QFETCH(qint64, nanoseconds);
        Histogram histogram;
        histogram.add(std::chrono::nanoseconds{nanoseconds});
        const auto told = histogram.quantile(0.5).count();
        QCOMPARE_GE(told, nanoseconds);
        QCOMPARE_LE(static_cast<double>(told), static_cast<double>(nanoseconds) * 1.032 + 1);
    }

    void countsWhatAnotherHasCounted()
    {
        Histogram sum;
        Histogram other;
        sum.add(1ms);
        other.add(100ms);
        other.add(200ms);
        sum.add(other);
        QCOMPARE(sum.total(), 3U);
        QCOMPARE_GE(sum.quantile(0.99), 200ms);
        QCOMPARE_GE(sum.quantile(0.5), 100ms);
        QCOMPARE_LT(sum.quantile(0.5), 200ms);
    }

    void separatesTheSlowTailFromTheMany()
    {
        Histogram histogram;
        for (int i = 0; i < 990; ++i)
            histogram.add(100us);
        for (int i = 0; i < 10; ++i)
            histogram.add(5ms);
        QCOMPARE_LT(histogram.quantile(0.5), 104us);
        QCOMPARE_LT(histogram.quantile(0.98), 104us);
        QCOMPARE_GE(histogram.quantile(0.995), 5ms);
        QCOMPARE(histogram.total(), 1000U);
    }
};

QTEST_APPLESS_MAIN(TstHistogram)
#include "tst_histogram.moc"
