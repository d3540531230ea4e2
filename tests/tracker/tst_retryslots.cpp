#include "tests/support/manualclock.h"
#include "tracker/net/retryslots.h"

#include <QMap>
#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

class TestRetrySlots : public QObject
{
    Q_OBJECT

private slots:
    void callsASingleOneBackSoon();
    void spreadsManyAtTheRate();
    void startsOverBeyondItsLongest();
    void keepsTheTimesItHasGivenOut();
};

void TestRetrySlots::callsASingleOneBackSoon()
{
    ManualClock clock;
    RetrySlots retries{100};
    QCOMPARE(retries.next(clock.now()), RetrySlots::Least);
    clock.advance(1h);
    QCOMPARE(retries.next(clock.now()), RetrySlots::Least);
}

void TestRetrySlots::spreadsManyAtTheRate()
{
    ManualClock clock;
    RetrySlots retries{100};
    QMap<std::int64_t, int> bySecond;
    for (int i = 0; i < 1'001; ++i)
        ++bySecond[retries.next(clock.now()).count()];
    QCOMPARE(bySecond.firstKey(), RetrySlots::Least.count());
    QCOMPARE(bySecond.lastKey(), RetrySlots::Least.count() + 10);
    for (auto second = std::next(bySecond.cbegin()); second != bySecond.cend(); ++second)
        QCOMPARE(*second, 100);
}

void TestRetrySlots::startsOverBeyondItsLongest()
{
    ManualClock clock;
    RetrySlots retries{1};
    auto longest = 0s;
    for (int i = 0; i < 1'000; ++i)
        longest = std::max(longest, retries.next(clock.now()));
    QCOMPARE(longest, RetrySlots::Most);
}

void TestRetrySlots::keepsTheTimesItHasGivenOut()
{
    ManualClock clock;
    RetrySlots retries{1};
    for (int i = 0; i < 10; ++i)
        QCOMPARE(retries.next(clock.now()), RetrySlots::Least + std::chrono::seconds{i});
    clock.advance(5s);
    QCOMPARE(retries.next(clock.now()), RetrySlots::Least + 5s);
}

QTEST_APPLESS_MAIN(TestRetrySlots)
#include "tst_retryslots.moc"
