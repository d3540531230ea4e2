#include "common/base/clock.h"

#include <QDateTime>
#include <QTest>

using namespace ft;
using namespace std::chrono_literals;

class TestClock final : public QObject
{
    Q_OBJECT

private slots:
    void neverGoesBackwards();
    void tellsTheTimeOfUtc();
};

void TestClock::neverGoesBackwards()
{
    const SystemClock clock;
    auto last = clock.now();
    for (int i = 0; i < 10'000; ++i) {
        const auto next = clock.now();
        QVERIFY(next >= last);
        last = next;
    }
}

void TestClock::tellsTheTimeOfUtc()
{
    const SystemClock clock;
    const std::chrono::seconds known{QDateTime::currentSecsSinceEpoch()};
    const auto told = clock.wallTime().time_since_epoch();
    QVERIFY(told >= known);
    QVERIFY(told <= known + 5s);
}

QTEST_APPLESS_MAIN(TestClock)
#include "tst_clock.moc"
