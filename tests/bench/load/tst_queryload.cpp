#include "tests/bench/load/faketracker.h"
#include "tests/bench/load/queryload.h"
#include "tests/bench/load/trackerdialect.h"

#include <QTest>

using namespace ft::bench;
using namespace std::chrono_literals;

class TstQueryLoad : public QObject
{
    Q_OBJECT

private:
    static constexpr std::uint32_t Names = 200;

    PathMaker m_paths;
    NameTable m_names{m_paths, Names};
    TrackerDialect m_dialect{m_paths};

    /// Two peers bring the names and then ask.
    [[nodiscard]] Driver::Group open(Driver &driver, const FakeTracker &tracker) const
    {
        const auto opened = driver.open({&m_dialect, tracker.endpoint(), 2, {0, Names}});
        return opened ? *opened : 0;
    }

    [[nodiscard]] ft::Result<Measurement, QString> measure(FakeTracker &tracker,
                                                           const QString &mix,
                                                           const QueryLoad::Plan &plan) const
    {
        Driver driver;
        const auto group = open(driver, tracker);
        QuerySource queries{m_names, *QueryMix::parse(mix)};
        return QueryLoad{driver, group, queries, plan}.run();
    }

    [[nodiscard]] static QueryLoad::Plan plan(std::uint32_t depth, double rate)
    {
        QueryLoad::Plan plan;
        plan.depth = depth;
        plan.rate = rate;
        plan.warmup = 0ms;
        plan.duration = 200ms;
        return plan;
    }

private slots:
    void measuresEveryKindByItself()
    {
        FakeTracker tracker;
        const auto result = measure(tracker,
                                    QStringLiteral("exact=1,substring=1,missing=1"),
                                    plan(4, 0));
        QVERIFY2(result, result ? "" : qPrintable(result.error()));
        QCOMPARE(tracker.shared, static_cast<int>(Names));
        for (const QueryKind kind : QueryKinds) {
            QVERIFY2(result->of(kind).total() > 0, qPrintable(nameOf(kind)));
            QVERIFY(result->of(kind).quantile(0.5) > 0ns);
        }
        QCOMPARE(result->partial, 0U);
        QVERIFY(!result->isPaced);
    }

    void asksAtTheGivenRate()
    {
        FakeTracker tracker;
        const auto result = measure(tracker, QStringLiteral("exact=1"), plan(1, 500));
        QVERIFY2(result, result ? "" : qPrintable(result.error()));
        QCOMPARE(result->all().total(), 100U);
        QVERIFY(result->isPaced);
    }

    void countsTheLatencyFromWhenAQueryWasDue()
    {
        FakeTracker tracker;
        Driver driver;
        const auto group = open(driver, tracker);
        tracker.heldQueries = 50; // those of 100 ms
        QuerySource queries{m_names, *QueryMix::parse(QStringLiteral("exact=1"))};
        const auto result = QueryLoad{driver, group, queries, plan(1, 500)}.run();
        QVERIFY2(result, result ? "" : qPrintable(result.error()));
        QCOMPARE(result->all().total(), 100U);
        QCOMPARE_GE(result->all().quantile(0.99), 90ms);
        QCOMPARE_GE(result->all().quantile(0.75), 45ms);
    }

    void refusesARateThatIsOutOfReach()
    {
        FakeTracker tracker;
        Driver driver;
        const auto group = open(driver, tracker);
        tracker.heldQueries = 1'000'000;
        QuerySource queries{m_names, *QueryMix::parse(QStringLiteral("exact=1"))};
        const auto result = QueryLoad{driver, group, queries, plan(1, 10'000'000)}.run();
        QVERIFY(!result);
        QVERIFY2(result.error().contains(u"too many"), qPrintable(result.error()));
    }

    void countsAnswersThatWereCutShort()
    {
        FakeTracker tracker;
        tracker.isPartial = true;
        const auto result = measure(tracker, QStringLiteral("substring=1"), plan(1, 100));
        QVERIFY2(result, result ? "" : qPrintable(result.error()));
        QCOMPARE(result->partial, 20U);
    }

    void failsOnAWrongAnswer_data()
    {
        QTest::addColumn<QString>("mix");
        QTest::newRow("exact") << QStringLiteral("exact=1");
        QTest::newRow("substring") << QStringLiteral("substring=1");
    }
    void failsOnAWrongAnswer()
    {
        QFETCH(QString, mix);
        FakeTracker tracker;
        tracker.isForgetful = true;
        const auto result = measure(tracker, mix, plan(1, 0));
        QVERIFY(!result);
        QVERIFY2(result.error().contains(u"wrong answer"), qPrintable(result.error()));
    }

    void readsTheProcessorTwice()
    {
        FakeTracker tracker;
        double seconds = 1;
        auto watched = plan(1, 0);
        watched.processorSeconds = [&seconds] {
            return seconds += 2;
        };
        const auto result = measure(tracker, QStringLiteral("exact=1"), watched);
        QVERIFY2(result, result ? "" : qPrintable(result.error()));
        QCOMPARE(result->processorSeconds, 2.0);
    }
};

QTEST_APPLESS_MAIN(TstQueryLoad)
#include "tst_queryload.moc"
