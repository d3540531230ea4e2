#include "peer-gui/engine/transfer/turns.h"

#include <QTest>

using namespace ft::engine;

namespace {

constexpr std::uint64_t Large = 1ULL << 30U;
constexpr std::uint64_t Small = 1ULL << 10U;

TransferId id(std::uint32_t value)
{
    return TransferId{value};
}

turns::Candidate waiting(std::uint32_t value, Priority priority = Priority::Normal)
{
    return {id(value), priority, Large, false, false};
}

turns::Candidate running(std::uint32_t value, bool isIdle = false)
{
    return {id(value), Priority::Normal, Large, true, isIdle};
}

} // namespace

class TstTurns : public QObject
{
    Q_OBJECT

private slots:
    void startsInTheOrderOfTheQueue()
    {
        const auto verdict = turns::decide({waiting(1), waiting(2), waiting(3)}, 2);
        QCOMPARE(verdict.toStart, (std::vector{id(1), id(2)}));
        QCOMPARE(verdict.waiting, std::vector{id(3)});
        QVERIFY(verdict.toStop.empty());
    }

    void startsHigherPrioritiesFirst()
    {
        const auto verdict = turns::decide(
            {waiting(1, Priority::Low), waiting(2), waiting(3, Priority::High)}, 1);
        QCOMPARE(verdict.toStart, std::vector{id(3)});
        QCOMPARE(verdict.waiting, (std::vector{id(2), id(1)}));
    }

    void leavesTheTurnToWhoRuns()
    {
        const auto verdict = turns::decide({waiting(1, Priority::High), running(2)}, 1);
        QVERIFY(verdict.toStart.empty());
        QVERIFY(verdict.toStop.empty());
        QCOMPARE(verdict.waiting, std::vector{id(1)});
    }

    void givesTheTurnOfOneThatWaitsForSourcesToAnother()
    {
        const auto verdict = turns::decide({running(1, true), waiting(2), waiting(3)}, 1);
        QCOMPARE(verdict.toStart, std::vector{id(2)});
        QCOMPARE(verdict.waiting, std::vector{id(3)});
        QVERIFY(verdict.toStop.empty());
    }

    void stopsTheLastWhenMoreRunThanMay()
    {
        const auto verdict = turns::decide({running(1), running(2), running(3)}, 1);
        QCOMPARE(verdict.toStop, (std::vector{id(2), id(3)}));
        QVERIFY(verdict.toStart.empty());
    }

    void letsSmallFilesPassBesideLargeOnes()
    {
        std::vector<turns::Candidate> candidates{running(1), waiting(2)};
        for (std::uint32_t i = 0; i < turns::MostSmall + 1; ++i)
            candidates.push_back({id(10 + i), Priority::Low, Small, false, false});
        const auto verdict = turns::decide(candidates, 1);
        QCOMPARE(verdict.toStart.size(), std::size_t{turns::MostSmall});
        QCOMPARE(verdict.toStart.front(), id(10));
        QCOMPARE(verdict.waiting, (std::vector{id(2), id(10 + turns::MostSmall)}));
    }
};

QTEST_APPLESS_MAIN(TstTurns)
#include "tst_turns.moc"
