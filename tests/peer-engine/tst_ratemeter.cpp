#include "peer-gui/engine/transfer/ratemeter.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;

namespace {
const Clock::Instant Start{1h};
}

class TstRateMeter : public QObject
{
    Q_OBJECT

private slots:
    void saysNothingBeforeHalfASecond()
    {
        RateMeter meter{Start};
        meter.add(1'000'000, Start + 100ms);
        QCOMPARE(meter.bytesPerSecond(Start + 499ms), 0U);
        QCOMPARE(meter.bytesPerSecond(Start + 500ms), 2'000'000U);
    }

    void measuresASteadyStream_data()
    {
        QTest::addColumn<int>("milliseconds");
        for (const int time : {1'000, 3'999, 4'000, 10'000, 60'000})
            QTest::addRow("after %d ms", time) << time;
    }
    void measuresASteadyStream()
    {
        QFETCH(int, milliseconds);
        RateMeter meter{Start};
        for (int t = 10; t <= milliseconds; t += 10)
            meter.add(10'000, Start + std::chrono::milliseconds{t});
        const auto rate = meter.bytesPerSecond(Start + std::chrono::milliseconds{milliseconds});
        QVERIFY2(rate > 970'000 && rate < 1'030'000, qPrintable(QString::number(rate)));
    }

    void forgetsWhatIsLongAgo_data()
    {
        QTest::addColumn<int>("seconds");
        for (const int seconds : {5, 8, 9, 1'000, 1'000'000})
            QTest::addRow("after %d s", seconds) << seconds;
    }
    void forgetsWhatIsLongAgo()
    {
        QFETCH(int, seconds);
        RateMeter meter{Start};
        meter.add(1'000'000'000, Start + 1s);
        const auto later = Start + 1s + std::chrono::seconds{seconds};
        QCOMPARE(meter.bytesPerSecond(later), 0U);
        meter.add(1'000'000, later + 100ms);
        const auto rate = meter.bytesPerSecond(later + 500ms);
        QVERIFY(rate > 200'000 && rate < 400'000);
    }
};

QTEST_APPLESS_MAIN(TstRateMeter)
#include "tst_ratemeter.moc"
