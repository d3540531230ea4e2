#include "common/base/tokenbucket.h"

#include <QTest>

using namespace ft;
using namespace std::chrono_literals;

namespace {
const Clock::Instant Start{1h};
constexpr TokenBucket::Burst Short{100};
constexpr TokenBucket::Burst Long{1'000};
} // namespace

class TstTokenBucket : public QObject
{
    Q_OBJECT

private slots:
    void hasNoBottomWithoutARate()
    {
        TokenBucket bucket;
        QVERIFY(!bucket.isLimited());
        bucket.take(1'000'000'000'000);
        QCOMPARE_GT(bucket.available(), 1'000'000'000'000);
    }

    void fillsWithTime_data()
    {
        QTest::addColumn<quint64>("rate");
        QTest::addColumn<int>("milliseconds");
        QTest::addColumn<int>("burst");
        QTest::addColumn<qint64>("available");
        const auto row =
            [](const char *name, quint64 rate, int time, TokenBucket::Burst burst, qint64 tokens) {
                QTest::newRow(name) << rate << time << static_cast<int>(burst.count()) << tokens;
            };
        row("nothing at first", 1'000'000, 0, Long, 0);
        row("after a tick", 1'000'000, 10, Short, 10'000);
        row("no more than a burst", 1'000'000, 60'000, Short, 100'000);
        row("a late tick loses nothing", 1'000'000, 700, Long, 700'000);
        row("a very late one does", 1'000'000, 60'000, Long, 1'000'000);
        row("1 GB/s", 1'000'000'000, 10, Short, 10'000'000);
        row("1 KB/s", 1'000, 100, Short, 100);
        row("always a crumb at last", 1'000, 60'000, Short, TokenBucket::Crumb);
        row("1 B/s", 1, 5'000, Short, 1);
    }
    void fillsWithTime()
    {
        QFETCH(quint64, rate);
        QFETCH(int, milliseconds);
        QFETCH(int, burst);
        QFETCH(qint64, available);
        TokenBucket bucket;
        bucket.setRate(rate, Start, Short);
        bucket.refill(Start + std::chrono::milliseconds{milliseconds}, TokenBucket::Burst{burst});
        QCOMPARE(bucket.available(), available);
    }

    void losesNothingToShortTicks()
    {
        TokenBucket bucket;
        bucket.setRate(1'000, Start, Short);
        qint64 taken = 0;
        for (int t = 1; t <= 100'000; ++t) {
            bucket.refill(Start + std::chrono::microseconds{100} * t, Long);
            const auto now = bucket.available();
            bucket.take(now);
            taken += now;
        }
        QCOMPARE_GE(taken, 9'999);
        QCOMPARE_LE(taken, 10'000);
    }

    void owesWhatWasTakenBeyond()
    {
        TokenBucket bucket;
        bucket.setRate(1'000'000, Start, Short);
        bucket.take(50'000);
        bucket.refill(Start + 40ms, Long);
        QCOMPARE_LT(bucket.available(), 0);
        bucket.refill(Start + 60ms, Long);
        QCOMPARE(bucket.available(), 10'000);
    }

    void takesANewRateAtOnce()
    {
        TokenBucket bucket;
        bucket.setRate(1'000'000, Start, Short);
        bucket.setRate(10'000, Start + 1s, Short);
        QCOMPARE(bucket.available(), 1'000);
        bucket.refill(Start + 1'050ms, Long);
        QCOMPARE(bucket.available(), 1'500);
        bucket.setRate(0, Start + 2s, Short);
        QVERIFY(!bucket.isLimited());
        bucket.setRate(1'000, Start + 3s, Short);
        QCOMPARE(bucket.available(), 0);
    }

    void beginsFullWhenFilled()
    {
        TokenBucket bucket;
        bucket.setRate(1'000, Start, Long);
        bucket.fill(Long);
        QCOMPARE(bucket.available(), 1'000);
        bucket.refill(Start + 1h, Long);
        QCOMPARE(bucket.available(), 1'000);
    }

    void tellsHowLongToWait_data()
    {
        QTest::addColumn<qint64>("taken");
        QTest::addColumn<qint64>("wanted");
        QTest::addColumn<int>("milliseconds");
        QTest::newRow("nothing lacks") << qint64{0} << qint64{1'000} << 0;
        QTest::newRow("a little lacks") << qint64{900} << qint64{200} << 100;
        QTest::newRow("more was taken than there was") << qint64{3'000} << qint64{0} << 2'000;
    }
    void tellsHowLongToWait()
    {
        QFETCH(qint64, taken);
        QFETCH(qint64, wanted);
        QFETCH(int, milliseconds);
        TokenBucket bucket;
        bucket.setRate(1'000, Start, Long);
        bucket.fill(Long);
        bucket.take(taken);
        QCOMPARE(bucket.timeUntil(wanted) / 1ms, milliseconds);
        bucket.refill(Start + bucket.timeUntil(wanted), Long);
        QCOMPARE_GE(bucket.available(), wanted);
        QCOMPARE(TokenBucket{}.timeUntil(wanted), 0ns);
    }
};

QTEST_APPLESS_MAIN(TstTokenBucket)
#include "tst_tokenbucket.moc"
