#include "peer-gui/widgets/notifications.h"
#include "tests/peer-models/sampledata.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::widgets;
using namespace std::chrono_literals;
using engine::TransferState;
using About = Notifications::About;

class TestNotifications final : public QObject
{
    Q_OBJECT

private:
    engine::EngineSettings m_settings;
    SystemClock m_clock;
    std::unique_ptr<models::TrackerWatch> m_tracker;
    std::unique_ptr<Notifications> m_notifications;
    std::set<About> m_wanted;
    std::set<About> m_seen;
    std::vector<Notifications::Notice> m_told;

    void finish(std::uint32_t id)
    {
        m_notifications->update({sample::transfer(id, "a", TransferState::Transferring)});
        m_notifications->update({sample::transfer(id, "a", TransferState::Done)});
    }
    [[nodiscard]] QTimer &timer(const char *name) const
    {
        return *m_notifications->findChild<QTimer *>(QString::fromLatin1(name));
    }
    /// As if its time were up.
    void pass(const char *name) const
    {
        QVERIFY(timer(name).isActive());
        timer(name).start(0);
        QTRY_VERIFY(!timer(name).isActive());
    }
    void lose()
    {
        m_tracker->noteLost({engine::ProblemCode::TrackerUnreachable,
                             engine::Operation::Join,
                             QStringLiteral("t:1"),
                             {}},
                            60s);
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".+")});
        m_settings.tracker = HostPort{QStringLiteral("t"), 1};
        m_tracker = std::make_unique<models::TrackerWatch>(m_settings, m_clock);
        m_wanted = {About::Finished, About::Failed, About::Found, About::Tracker};
        m_seen.clear();
        m_told.clear();
        m_notifications = std::make_unique<Notifications>(
            *m_tracker,
            m_clock.wallTime(),
            Notifications::Surroundings{[this] { return m_wanted; },
                                        [this](About about) { return m_seen.contains(about); },
                                        [this](const auto &notice) {
                                            m_told.push_back(notice);
                                        }});
    }

    void whatComesWithinAShortTimeIsToldTogether()
    {
        for (std::uint32_t id = 1; id <= 20; ++id)
            finish(id);
        QVERIFY(m_told.empty());
        QCOMPARE(timer("gather").intervalAsDuration(), 2000ms);
        pass("gather");
        QCOMPARE(m_told.size(), 1U);
        QVERIFY(m_told[0].title.startsWith(u"20 "));
    }

    void whatTheUserLooksAtIsNotTold()
    {
        m_seen = {About::Finished};
        finish(1);
        pass("gather");
        QVERIFY(m_told.empty());
    }

    void whatIsSwitchedOffIsNotTold()
    {
        m_wanted = {About::Failed};
        finish(1);
        pass("gather");
        QVERIFY(m_told.empty());
    }

    void progressAloneStartsNothing()
    {
        m_notifications->update({sample::transfer(1, "a", TransferState::Transferring)});
        QVERIFY(!timer("gather").isActive());
    }

    void aTrackerLostForLongIsToldOnce()
    {
        lose();
        QCOMPARE(timer("lost").intervalAsDuration(), 5min);
        pass("lost");
        QCOMPARE(m_told.size(), 1U);
        QCOMPARE(m_told[0].about, About::Tracker);
        lose();
        QVERIFY(!timer("lost").isActive());
        m_tracker->noteJoined();
        lose();
        QVERIFY(timer("lost").isActive());
    }

    void aTrackerThatComesBackSoonIsNoNews()
    {
        lose();
        m_tracker->noteJoined();
        QVERIFY(!timer("lost").isActive());
    }
};

QTEST_MAIN(TestNotifications)
#include "tst_notifications.moc"
