#include "peer-gui/engine/transfer/piecescheduler.h"
#include "tests/peer-engine/simulatedsources.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;

namespace {

using State = PieceScheduler::PieceState;
using Arrival = PieceScheduler::Arrival;

constexpr std::uint64_t MiB = 1ULL << 20U;
constexpr SourceId A{1};
constexpr SourceId B{2};

PieceIndex piece(std::uint32_t index)
{
    return PieceIndex{index};
}

const Clock::Instant Start = Clock::Instant{} + 1h;

/// Delivers what was asked of a source first, and verifies it.
void deliver(PieceScheduler &scheduler, SourceId id, PieceIndex what, Clock::Instant now)
{
    scheduler.onBytes(id, MiB, now);
    if (scheduler.onReceived(id, what) == Arrival::Wanted)
        scheduler.onVerified(what);
}

} // namespace

class TstPieceScheduler : public QObject
{
    Q_OBJECT

private slots:
    void asksInOrder()
    {
        PieceScheduler scheduler{PieceLayout{3 * MiB}, 1};
        scheduler.addSource(A, std::nullopt);
        for (std::uint32_t i = 0; i < 3; ++i) {
            QCOMPARE(scheduler.next(A, Start), std::optional{piece(i)});
            deliver(scheduler, A, piece(i), Start);
        }
        QVERIFY(scheduler.isComplete());
        QCOMPARE(scheduler.next(A, Start), std::nullopt);
    }

    void asksANewSourceForOnePieceUntilThatHasVerified()
    {
        PieceScheduler scheduler{PieceLayout{9 * MiB}, 1};
        scheduler.addSource(A, std::nullopt);
        QVERIFY(scheduler.next(A, Start));
        QCOMPARE(scheduler.next(A, Start), std::nullopt);
        QCOMPARE(scheduler.onReceived(A, piece(0)), Arrival::Wanted);
        QCOMPARE(scheduler.next(A, Start), std::nullopt);
        scheduler.onVerified(piece(0));
        QVERIFY(scheduler.next(A, Start));
    }

    void asksAheadAsMuchAsSpeedAndDistanceMake_data()
    {
        QTest::addColumn<double>("bytesPerSecond");
        QTest::addColumn<std::chrono::milliseconds>("roundTrip");
        QTest::addColumn<int>("leastAhead");
        QTest::addColumn<int>("mostAhead");
        QTest::addRow("slow and near") << 1e6 << 1ms << 1 << 2;
        QTest::addRow("fast and near") << 100e6 << 1ms << 3 << 6;
        QTest::addRow("fast and far") << 50e6 << 180ms << 18 << 21;
        QTest::addRow("bounded") << 1e9 << 1000ms << 31 << 33;
    }
    void asksAheadAsMuchAsSpeedAndDistanceMake()
    {
        QFETCH(double, bytesPerSecond);
        QFETCH(std::chrono::milliseconds, roundTrip);
        QFETCH(int, leastAhead);
        QFETCH(int, mostAhead);
        test::SimulatedSources sources{2'000 * MiB};
        sources.add(A, bytesPerSecond, roundTrip);
        sources.runFor(10s);
        const auto ahead = static_cast<int>(sources.asked(A));
        QVERIFY2(ahead >= leastAhead && ahead <= mostAhead, qPrintable(QString::number(ahead)));
    }

    void addsUpTheSpeedOfItsSources_data()
    {
        QTest::addColumn<std::vector<double>>("speeds");
        QTest::addColumn<std::chrono::milliseconds>("roundTrip");
        QTest::addColumn<double>("secondsToBegin"); // of asking a little before asking much
        QTest::addRow("four alike") << std::vector{20e6, 20e6, 20e6, 20e6} << 1ms << 0.3;
        QTest::addRow("one fast, three slow") << std::vector{100e6, 1e6, 2e6, 3e6} << 1ms << 0.5;
        QTest::addRow("one very slow") << std::vector{50e6, 50e6, 0.05e6} << 1ms << 0.3;
        QTest::addRow("far away") << std::vector{40e6, 40e6} << 200ms << 1.0;
    }
    void addsUpTheSpeedOfItsSources()
    {
        QFETCH(std::vector<double>, speeds);
        QFETCH(std::chrono::milliseconds, roundTrip);
        QFETCH(double, secondsToBegin);
        constexpr std::uint64_t Size = 400 * MiB;
        test::SimulatedSources sources{Size};
        double sum = 0;
        for (std::size_t i = 0; i < speeds.size(); ++i) {
            sources.add(SourceId{static_cast<std::uint32_t>(i + 1)}, speeds[i], roundTrip);
            sum += speeds[i];
        }
        const auto took = sources.runToTheEnd();
        const double ideal = static_cast<double>(Size) / sum;
        const double seconds = std::chrono::duration<double>(took).count();
        QVERIFY2(seconds < 1.05 * ideal + secondsToBegin,
                 qPrintable(QStringLiteral("%1 s, at best %2 s").arg(seconds).arg(ideal)));
        QVERIFY2(sources.bytesTwice() <= Size / 50,
                 qPrintable(QString::number(sources.bytesTwice())));
    }

    void fetchesThePiecesOfASilentSourceElsewhere()
    {
        test::SimulatedSources sources{40 * MiB};
        sources.add(A, 20e6, 1ms);
        sources.add(B, 20e6, 1ms);
        sources.runFor(300ms);
        sources.setSpeed(B, 0);
        const auto took = sources.runToTheEnd();
        QVERIFY2(took < 5s, qPrintable(QString::number(took.count())));
    }

    void letsANewSourceBringWhatASilentOneHoldsUp()
    {
        PieceScheduler scheduler{PieceLayout{MiB}, 1};
        scheduler.addSource(A, std::nullopt);
        QCOMPARE(scheduler.next(A, Start), std::optional{piece(0)});
        scheduler.addSource(B, std::nullopt);
        QCOMPARE(scheduler.next(B, Start + 1s), std::nullopt);
        QCOMPARE(scheduler.next(B, Start + 3s), std::optional{piece(0)});
    }

    void fetchesThePiecesOfASourceThatLeavesElsewhere()
    {
        test::SimulatedSources sources{40 * MiB};
        sources.add(A, 20e6, 1ms);
        sources.add(B, 20e6, 1ms);
        sources.runFor(500ms);
        sources.remove(B);
        sources.runToTheEnd();
        QVERIFY(sources.bytesTwice() == 0);
    }

    void wastesOnlyWhatAFalseSourceWasAskedFor()
    {
        constexpr std::uint64_t Size = 200 * MiB;
        test::SimulatedSources sources{Size};
        for (std::uint32_t i = 1; i <= 4; ++i)
            sources.add(SourceId{i}, 20e6, 1ms);
        sources.makeFalse(SourceId{2});
        sources.runToTheEnd();
        QVERIFY2(sources.bytesTwice() <= Size / 50,
                 qPrintable(QString::number(sources.bytesTwice())));
        QVERIFY(sources.isBanned(SourceId{2}));
    }

    void asksASourceOnlyForWhatItHas()
    {
        PieceScheduler scheduler{PieceLayout{4 * MiB}, 1};
        scheduler.addSource(A, std::vector{false, false, true, false});
        QCOMPARE(scheduler.next(A, Start), std::optional{piece(2)});
        deliver(scheduler, A, piece(2), Start);
        QCOMPARE(scheduler.next(A, Start), std::nullopt);
        scheduler.setAvailable(A, {true, false, true, false});
        QCOMPARE(scheduler.next(A, Start), std::optional{piece(0)});
    }

    void asksForTheRarestPieceFirst()
    {
        PieceScheduler scheduler{PieceLayout{4 * MiB}, 1};
        scheduler.addSource(A, std::nullopt);
        scheduler.addSource(B, std::vector{true, true, false, true});
        QCOMPARE(scheduler.next(A, Start), std::optional{piece(2)});
        scheduler.removeSource(B);
        deliver(scheduler, A, piece(2), Start);
        QCOMPARE(scheduler.next(A, Start), std::optional{piece(0)});
    }

    void asksAgainForWhatASourceDeclined()
    {
        PieceScheduler scheduler{PieceLayout{2 * MiB}, 1};
        scheduler.addSource(A, std::vector{true, true});
        scheduler.addSource(B, std::nullopt);
        const auto asked = scheduler.next(A, Start);
        QVERIFY(asked);
        scheduler.onDeclined(A, *asked);
        QCOMPARE(scheduler.stateOf(*asked), State::Missing);
        QVERIFY(scheduler.next(A, Start) != asked);
    }

    void leavesHeldPiecesAlone()
    {
        PieceScheduler scheduler{PieceLayout{2 * MiB}, 1};
        scheduler.addSource(A, std::nullopt);
        scheduler.hold(piece(0));
        QCOMPARE(scheduler.next(A, Start), std::optional{piece(1)});
        deliver(scheduler, A, piece(1), Start);
        QCOMPARE(scheduler.next(A, Start), std::nullopt);
        scheduler.release(piece(0));
        QCOMPARE(scheduler.next(A, Start), std::optional{piece(0)});
    }

    void takesBackWhatTurnsOutBroken()
    {
        PieceScheduler scheduler{PieceLayout{2 * MiB - 1}, 1};
        scheduler.addSource(A, std::nullopt);
        scheduler.onVerified(piece(0));
        scheduler.onVerified(piece(1));
        QCOMPARE(scheduler.verifiedBytes(), 2 * MiB - 1);
        QVERIFY(scheduler.isComplete());
        scheduler.onBroken(piece(1));
        QCOMPARE(scheduler.verifiedBytes(), MiB);
        QCOMPARE(scheduler.next(A, Start), std::optional{piece(1)});
    }

    void countsWhatCameTwiceAsDuplicate()
    {
        PieceScheduler scheduler{PieceLayout{2 * MiB}, 1};
        scheduler.addSource(A, std::nullopt);
        QCOMPARE(scheduler.next(A, Start), std::optional{piece(0)});
        scheduler.onVerified(piece(0)); // found on the disk meanwhile
        QCOMPARE(scheduler.onReceived(A, piece(0)), Arrival::Duplicate);
        QCOMPARE(scheduler.next(A, Start), std::optional{piece(1)});
    }

    void hasNothingToDoForTheEmptyFile()
    {
        PieceScheduler scheduler{PieceLayout{0}, 1};
        scheduler.addSource(A, std::nullopt);
        QVERIFY(scheduler.isComplete());
        QCOMPARE(scheduler.next(A, Start), std::nullopt);
    }
};

QTEST_APPLESS_MAIN(TstPieceScheduler)
#include "tst_piecescheduler.moc"
