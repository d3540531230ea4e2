#include "peer-gui/models/steadypace.h"
#include "tests/peer-models/sampledata.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace ft;
using namespace ft::models;
using namespace std::chrono_literals;
using engine::TransferState;

class TestSteadyPace final : public QObject
{
    Q_OBJECT

private:
    test::ManualClock m_clock;

    [[nodiscard]] static engine::TransferSnapshot running(std::uint64_t rate,
                                                          std::chrono::seconds eta)
    {
        auto transfer = sample::transfer(1, "a", TransferState::Transferring);
        transfer.rate = rate;
        transfer.eta = eta;
        return transfer;
    }

private slots:
    void aTimeCountsDownWhileTheEstimateStaysNear_data()
    {
        QTest::addColumn<int>("estimate");
        QTest::addColumn<int>("shown");
        // 100 s were left, and one second has passed.
        QTest::newRow("as expected") << 99 << 99;
        QTest::newRow("a little more") << 104 << 99;
        QTest::newRow("a little less") << 91 << 99;
        QTest::newRow("much more") << 200 << 200;
        QTest::newRow("much less") << 50 << 50;
    }
    void aTimeCountsDownWhileTheEstimateStaysNear()
    {
        QFETCH(int, estimate);
        QFETCH(int, shown);
        SteadyPace pace;
        pace.take(running(10, 100s), m_clock.now());
        m_clock.advance(1s);
        pace.take(running(10, std::chrono::seconds{estimate}), m_clock.now());
        QCOMPARE(pace.remaining(), std::chrono::seconds{shown});
    }

    void theBeginningAndTheEndShowAtOnce()
    {
        SteadyPace pace;
        pace.take(sample::transfer(1, "a", TransferState::Connecting), m_clock.now());
        QCOMPARE(pace.rate(), 0U);
        pace.take(running(10, 9s), m_clock.now());
        QCOMPARE(pace.rate(), 10U);
        QCOMPARE(pace.remaining(), 9s);
        auto done = running(10, 9s);
        done.state = TransferState::Done;
        pace.take(done, m_clock.now());
        QCOMPARE(pace.rate(), 0U);
        QVERIFY(!pace.remaining());
    }
};

QTEST_APPLESS_MAIN(TestSteadyPace)
#include "tst_steadypace.moc"
