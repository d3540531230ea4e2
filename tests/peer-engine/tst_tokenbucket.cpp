#include "peer-gui/engine/transfer/tokenbucket.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;

namespace {
const Clock::Instant Start{1h};
}

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
        QTest::addColumn<bool>("isWaitedFor");
        QTest::addColumn<qint64>("available");
        const auto row = [](const char *name, quint64 rate, int time, bool isWaited, qint64 bytes) {
            QTest::newRow(name) << rate << time << isWaited << bytes;
        };
        row("nothing at first", 1'000'000, 0, true, 0);
        row("after a tick", 1'000'000, 10, false, 10'000);
        row("no more than a burst when idle", 1'000'000, 60'000, false, 100'000);
        row("a late tick loses nothing", 1'000'000, 700, true, 700'000);
        row("a very late one does", 1'000'000, 60'000, true, 1'000'000);
        row("1 GB/s", 1'000'000'000, 10, false, 10'000'000);
        row("1 KB/s", 1'000, 100, false, 100);
        row("always a crumb at last", 1'000, 60'000, false, TokenBucket::Crumb);
        row("1 B/s", 1, 5'000, false, 1);
    }
    void fillsWithTime()
    {
        QFETCH(quint64, rate);
        QFETCH(int, milliseconds);
        QFETCH(bool, isWaitedFor);
        QFETCH(qint64, available);
        TokenBucket bucket;
        bucket.setRate(rate, Start);
        bucket.refill(Start + std::chrono::milliseconds{milliseconds}, isWaitedFor);
        QCOMPARE(bucket.available(), available);
    }

    void losesNothingToShortTicks()
    {
        TokenBucket bucket;
        bucket.setRate(1'000, Start);
        qint64 taken = 0;
        for (int t = 1; t <= 100'000; ++t) {
            bucket.refill(Start + std::chrono::microseconds{100} * t, true);
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
        bucket.setRate(1'000'000, Start);
        bucket.take(50'000);
        bucket.refill(Start + 40ms, true);
        QCOMPARE_LT(bucket.available(), 0);
        bucket.refill(Start + 60ms, true);
        QCOMPARE(bucket.available(), 10'000);
    }

    void takesANewRateAtOnce()
    {
        TokenBucket bucket;
        bucket.setRate(1'000'000, Start);
        bucket.setRate(10'000, Start + 1s);
        QCOMPARE(bucket.available(), 1'000);
        bucket.refill(Start + 1'050ms, true);
        QCOMPARE(bucket.available(), 1'500);
        bucket.setRate(0, Start + 2s);
        QVERIFY(!bucket.isLimited());
        bucket.setRate(1'000, Start + 3s);
        QCOMPARE(bucket.available(), 0);
    }
};

QTEST_APPLESS_MAIN(TstTokenBucket)
#include "tst_tokenbucket.moc"
