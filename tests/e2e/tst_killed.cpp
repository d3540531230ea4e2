#include "tests/e2e/countingrelay.h"
#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QDeadlineTimer>
#include <QRandomGenerator>
#include <QTest>
#include <QTimer>

#include <limits>

using namespace ft::test;

namespace {

constexpr int Kills = 20;
/// Of 2,048 pieces: a kill costs the piece that is arriving, and what is still in the buffers of
/// the system, the more the busier the machine.
constexpr std::uint64_t Size = 2ULL << 30U;

/// Of every so many kills one comes a while after the start, be it while the program looks at what
/// is there; the others when so much of the file has come.
constexpr int EveryTimed = 4;
constexpr int LongestMs = 600;

constexpr std::chrono::seconds Deadline{60 * Slowness};

/// When the taker is killed: whatever comes first.
struct Moment
{
    std::uint64_t carried = 0; ///< bytes the source has sent in all
    QDeadlineTimer time;
};

/// The n-th kill, somewhere in the n-th stretch of the course.
Moment momentOf(int kill, QRandomGenerator &random)
{
    if (kill % EveryTimed == EveryTimed - 1)
        return {std::numeric_limits<std::uint64_t>::max(),
                QDeadlineTimer{random.bounded(LongestMs)}};
    const double part = (kill + random.generateDouble()) / Kills;
    return {static_cast<std::uint64_t>(0.98 * part * static_cast<double>(Size)),
            QDeadlineTimer{Deadline}};
}

/// Handles events as they come until the predicate holds, without the pauses of waitUntil(), which
/// would hold up the relay.
template <typename Predicate>
[[nodiscard]] bool handleEventsUntil(Predicate predicate)
{
    constexpr std::chrono::milliseconds Interval{5};
    const QDeadlineTimer deadline{Deadline};
    QTimer wakeUp;
    wakeUp.start(Interval);
    while (!predicate() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return predicate();
}

quint32 chosenSeed()
{
    bool isGiven = false;
    const auto given = qEnvironmentVariable("FT_SEED").toUInt(&isGiven);
    return isGiven ? given : QRandomGenerator::global()->generate();
}

} // namespace

/// A peer is killed again and again while it downloads.
class TstKilled : public QObject
{
    Q_OBJECT

private:
    const QString m_file = QStringLiteral("huge.bin");
    TrackerProgram m_tracker;
    CountingRelay m_relay{QHostAddress{QStringLiteral("127.0.0.2")}};
    std::unique_ptr<PeerProgram> m_source;
    std::unique_ptr<PeerProgram> m_taker;

    /// A peer that was asked for a file goes on with it by itself when it serves, and when it is
    /// asked again.
    void startTaker(bool isAsked)
    {
        m_taker->start(isAsked ? QStringList{QStringLiteral("fetch"), m_file}
                               : QStringList{QStringLiteral("serve")});
    }

    [[nodiscard]] double carriedShare() const
    {
        return static_cast<double>(m_relay.carried()) / static_cast<double>(Size);
    }

    [[nodiscard]] bool isTakerRunning() const { return m_taker->program().isRunning(); }

    /// False when the taker ends by itself before.
    [[nodiscard]] bool killAt(const Moment &moment)
    {
        const auto isReached = [&] {
            return m_relay.carried() >= moment.carried || moment.time.hasExpired()
                   || !isTakerRunning();
        };
        const bool isKilled = handleEventsUntil([this] { return isTakerRunning(); })
                              && handleEventsUntil(isReached) && isTakerRunning();
        m_taker->program().kill();
        return isKilled;
    }

private slots:
    void init()
    {
        QVERIFY(m_tracker.listen());
        QVERIFY(m_relay.listen());
        m_source = std::make_unique<PeerProgram>(QStringLiteral("studio-a"), m_tracker.address());
        m_source->setOptions({QStringLiteral("--listen"),
                              QStringLiteral("127.0.0.2"),
                              QStringLiteral("--port"),
                              QString::number(m_relay.port()),
                              QStringLiteral("--limit-up"),
                              QStringLiteral("60M")});
        writeRandomFile(m_source->shared(m_file), Size, 1);
        QVERIFY(m_source->serve());
        QVERIFY(m_tracker.hasRecords(1));
        m_taker = std::make_unique<PeerProgram>(QStringLiteral("taker"), m_tracker.address());
        m_taker->give(QStringLiteral("taker.txt"), "so that this peer is accepted");
    }

    void endsWithTheRightFileAndFetchesNextToNothingTwice()
    {
        const auto seed = chosenSeed();
        qInfo("FT_SEED=%u", seed);
        QRandomGenerator random{seed};
        for (int kill = 0; kill < Kills; ++kill) {
            // Asked until something has come: before, there may be nothing to go on with.
            startTaker(m_relay.carried() == 0 || random.bounded(2) == 0);
            QVERIFY2(killAt(momentOf(kill, random)), m_taker->program().transcript().constData());
            QVERIFY(!QFile::exists(m_taker->downloaded(m_file)));
            qInfo("kill %d: the source has sent %.4f times the file", kill, carriedShare());
        }
        startTaker(true);
        QVERIFY(handleEventsUntil([this] { return isTakerRunning(); }));
        QVERIFY(handleEventsUntil([this] { return !isTakerRunning(); }));
        QCOMPARE(m_taker->program().waitForEnd(), std::optional{0});

        QVERIFY(sameBytes(m_taker->downloaded(m_file), m_source->shared(m_file)));
        QCOMPARE(filesBelow(m_taker->downloads()), QStringList{m_file});
        qInfo("the source sent %.4f times the file", carriedShare());
        QVERIFY(carriedShare() >= 1);
        QVERIFY(carriedShare() < 1.02);
    }
};

QTEST_GUILESS_MAIN(TstKilled)
#include "tst_killed.moc"
