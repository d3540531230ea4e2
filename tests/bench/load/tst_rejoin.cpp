#include "tests/bench/load/faketracker.h"
#include "tests/bench/load/rejoin.h"
#include "tests/bench/load/trackerdialect.h"

#include <QTest>

using namespace ft::bench;
using namespace std::chrono_literals;

class TstRejoin : public QObject
{
    Q_OBJECT

private:
    static constexpr int Peers = 20;

    PathMaker m_paths;
    TrackerDialect m_dialect{m_paths};

    [[nodiscard]] Driver::Group open(Driver &driver, const FakeTracker &tracker) const
    {
        const auto opened = driver.open({&m_dialect, tracker.endpoint(), Peers, {0, 5 * Peers}});
        return opened ? *opened : 0;
    }

private slots:
    void bringsEveryPeerBackWithItsFiles()
    {
        FakeTracker tracker;
        Driver driver;
        const auto group = open(driver, tracker);
        tracker.loseAll = true;
        const auto outcome = Rejoin{driver, group}.run(10s, 20s);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error()));
        QCOMPARE(tracker.greeted, 2 * Peers);
        QCOMPARE(tracker.shared, 5 * Peers);
        QCOMPARE(outcome->attempts, static_cast<std::uint64_t>(Peers));
        QCOMPARE(outcome->refused, 0U);
        QCOMPARE(outcome->each.total(), static_cast<std::uint64_t>(Peers));
    }

    void comesBackSpreadOut()
    {
        FakeTracker tracker;
        Driver driver;
        const auto group = open(driver, tracker);
        tracker.loseAll = true;
        const auto outcome = Rejoin{driver, group}.run(10s, 20s);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error()));
        QCOMPARE_GE(outcome->firstSeconds, 0.24);
        QCOMPARE_GE(outcome->allSeconds, outcome->firstSeconds + 0.1);
    }

    void triesUntilTheTrackerIsThere()
    {
        FakeTracker tracker;
        Driver driver;
        const auto group = open(driver, tracker);
        tracker.downMilliseconds = 900;
        tracker.loseAll = true;
        const auto outcome = Rejoin{driver, group}.run(10s, 20s);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error()));
        QCOMPARE(tracker.greeted, 2 * Peers);
        QCOMPARE_GE(outcome->attempts, static_cast<std::uint64_t>(2 * Peers));
        QCOMPARE_GE(outcome->firstSeconds, 0.7);
    }

    void waitsAsLongAsTheTrackerSays()
    {
        FakeTracker tracker;
        Driver driver;
        const auto group = open(driver, tracker);
        tracker.refusals = 5;
        tracker.loseAll = true;
        const auto outcome = Rejoin{driver, group}.run(10s, 20s);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error()));
        QCOMPARE(outcome->refused, 5U);
        QCOMPARE(outcome->attempts, static_cast<std::uint64_t>(Peers + 5));
        QCOMPARE_GE(outcome->allSeconds, 1.24);
    }

    void failsWhenNobodyLosesTheTracker()
    {
        FakeTracker tracker;
        Driver driver;
        const auto group = open(driver, tracker);
        const auto outcome = Rejoin{driver, group}.run(0s, 0s);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error(), QStringLiteral("the tracker was not restarted"));
    }
};

QTEST_APPLESS_MAIN(TstRejoin)
#include "tst_rejoin.moc"
