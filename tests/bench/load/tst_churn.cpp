#include "tests/bench/load/churn.h"
#include "tests/bench/load/faketracker.h"

#include <QTest>

using namespace ft::bench;
using namespace std::chrono_literals;

class TstChurn : public QObject
{
    Q_OBJECT

private:
    PathMaker m_paths;
    TrackerDialect m_dialect{m_paths};

    static void turnUntil(Driver &driver, const std::function<bool()> &isDone)
    {
        const auto limit = std::chrono::steady_clock::now() + 10s;
        while (!isDone() && std::chrono::steady_clock::now() < limit)
            QVERIFY(driver.turn());
        QVERIFY(isDone());
    }

private slots:
    void announcesFilesAndTakesThemBack()
    {
        constexpr std::uint32_t Rate = 1'000;
        constexpr std::uint32_t Peers = 2;
        FakeTracker tracker;
        Driver driver;
        const auto peers = driver.open({&m_dialect, tracker.endpoint(), Peers, {}});
        QVERIFY2(peers, peers ? "" : qPrintable(peers.error()));
        Churn churn{driver, *peers, m_dialect, {Rate, 100}};
        turnUntil(driver, [&churn] { return churn.added() >= 2 * Rate; });
        turnUntil(driver, [&tracker] { return tracker.unshared >= static_cast<int>(Rate); });
        // Those of one second, the own file of each peer, and changes under way.
        QCOMPARE_GE(tracker.shared, static_cast<int>(Rate));
        QCOMPARE_LE(tracker.shared, static_cast<int>(Rate + Peers + 500));
        QVERIFY(churn.latency().total() > 0);
    }

    void comesAtTheGivenRate()
    {
        FakeTracker tracker;
        Driver driver;
        const auto peers = driver.open({&m_dialect, tracker.endpoint(), 2, {}});
        QVERIFY2(peers, peers ? "" : qPrintable(peers.error()));
        Churn churn{driver, *peers, m_dialect, {10'000, 0}};
        const auto begin = std::chrono::steady_clock::now();
        turnUntil(driver, [&churn] { return churn.added() >= 3'000; });
        QCOMPARE_GE(std::chrono::steady_clock::now() - begin, 280ms);
    }
};

QTEST_APPLESS_MAIN(TstChurn)
#include "tst_churn.moc"
