#include "peer-gui/models/trackerwatch.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::models;
using namespace std::chrono_literals;
using engine::Problem;
using State = TrackerStatus::State;

namespace {

class SetClock final : public Clock
{
public:
    Instant time{};
    [[nodiscard]] Instant now() const override { return time; }
    [[nodiscard]] std::chrono::sys_seconds wallTime() const override { return {}; }
};

} // namespace

class TestTrackerWatch final : public QObject
{
    Q_OBJECT

private:
    SetClock m_clock;

    [[nodiscard]] static engine::EngineSettings settings()
    {
        engine::EngineSettings settings;
        settings.tracker = HostPort{QStringLiteral("tracker.example"), 1234};
        settings.name = HostName::nearest(QStringLiteral("ada"));
        return settings;
    }
    [[nodiscard]] static Problem unreachable()
    {
        return {engine::ProblemCode::TrackerUnreachable,
                engine::Operation::Join,
                QStringLiteral("tracker.example:1234"),
                {}};
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void tellsWhereItIsJoinedAndAsWhom()
    {
        TrackerWatch watch{settings(), m_clock};
        QCOMPARE(watch.line(), QStringLiteral("Joining tracker.example:1234…"));
        QSignalSpy changed{&watch, &TrackerWatch::changed};
        watch.noteJoined();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(watch.line(), QStringLiteral("Joined tracker.example:1234 as ada"));
        QVERIFY(watch.reason().isEmpty());
    }

    void worksWithoutATracker()
    {
        auto alone = settings();
        alone.tracker.reset();
        const TrackerWatch watch{alone, m_clock};
        QCOMPARE(watch.line(), QStringLiteral("Working without a tracker"));
        QVERIFY(watch.reason().contains(u"--tracker"));
    }

    void countsDownToTheNextTry()
    {
        TrackerWatch watch{settings(), m_clock};
        watch.noteLost(unreachable(), 2500ms);
        QCOMPARE(watch.line(), QStringLiteral("Not joined. Trying again in 3 s."));
        QVERIFY(watch.reason().contains(u"Nothing answers at the tracker tracker.example:1234"));
        QSignalSpy changed{&watch, &TrackerWatch::changed};
        m_clock.time += 1s;
        QVERIFY(changed.wait(3000));
        QCOMPARE(watch.line(), QStringLiteral("Not joined. Trying again in 2 s."));
        m_clock.time += 5s;
        QCOMPARE(watch.line(), QStringLiteral("Not joined. Trying again now…"));
    }

    void aPeerThatSharesNothingJoinsOnceItDoes()
    {
        TrackerWatch watch{settings(), m_clock};
        watch.noteLost({engine::ProblemCode::NothingToShare,
                        engine::Operation::Join,
                        QStringLiteral("tracker.example:1234"),
                        {}},
                       0ms);
        QCOMPARE(watch.state(), State::NothingToShare);
        QVERIFY(watch.reason().contains(u"at least one file"));
        watch.noteSharing();
        QCOMPARE(watch.state(), State::Joining);
    }

    void sharingSaysNothingAboutALostTracker()
    {
        TrackerWatch watch{settings(), m_clock};
        watch.noteLost(unreachable(), 1s);
        watch.noteSharing();
        QCOMPARE(watch.state(), State::Lost);
    }
};

QTEST_GUILESS_MAIN(TestTrackerWatch)
#include "tst_trackerwatch.moc"
