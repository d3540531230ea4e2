#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QTest>

#include <csignal>

using namespace ft::test;
using namespace std::chrono_literals;

/// The operator sends a peer away, for a while or for good, under real peers.
class TstOperator : public QObject
{
    Q_OBJECT

private:
    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_loud;
    std::unique_ptr<PeerProgram> m_quiet;

    void say(const QString &command, const QString &answer)
    {
        Program &program = m_tracker.program();
        const auto before = program.out().size();
        program.say(command);
        QVERIFY2(program.waitForLine(Program::Stream::Out, answer, before), qPrintable(command));
    }
    [[nodiscard]] bool isJoined(const QString &peer)
    {
        Program &program = m_tracker.program();
        const auto before = program.out().size();
        program.say(u"discover " + peer);
        const auto line = program.waitForLine(Program::Stream::Out,
                                              QStringLiteral("^PATH |there is no peer"),
                                              before);
        return line && line->startsWith(u"PATH ");
    }
    [[nodiscard]] bool isFound(const QString &file) const
    {
        return m_quiet->run({QStringLiteral("search"), file}) == 0;
    }

private slots:
    void init()
    {
        QVERIFY(m_tracker.listen());
        m_loud = std::make_unique<PeerProgram>(QStringLiteral("loud"), m_tracker.address());
        m_loud->give(QStringLiteral("loud.txt"), "of the loud");
        m_quiet = std::make_unique<PeerProgram>(QStringLiteral("quiet"), m_tracker.address());
        m_quiet->give(QStringLiteral("quiet.txt"), "of the quiet");
        QVERIFY(m_loud->serve());
    }
    void cleanup()
    {
        m_loud.reset();
        m_quiet.reset();
        m_tracker.program().say(QStringLiteral("unban loud"));
    }

    void aKickedPeerComesBackByItself()
    {
        QVERIFY(isFound(QStringLiteral("loud.txt")));
        say(QStringLiteral("kick loud"), QStringLiteral("^loud was sent away$"));
        QVERIFY(waitUntil([this] { return isFound(QStringLiteral("loud.txt")); }, 20s * Slowness));
        QVERIFY(m_loud->program().isRunning());
    }

    void aBannedPeerStaysAwayUntilItIsLetInAgain()
    {
        say(QStringLiteral("ban Loud be quiet"), QStringLiteral("^Loud is banned; loud was sent"));
        QVERIFY(waitUntil([this] { return !isJoined(QStringLiteral("loud")); }));
        QVERIFY(!isFound(QStringLiteral("loud.txt")));
        PeerProgram again{QStringLiteral("LOUD"), m_tracker.address()};
        again.give(QStringLiteral("loud.txt"), "of the loud");
        QCOMPARE(again.run({QStringLiteral("search"), QStringLiteral("quiet.txt")}),
                 std::optional{1});
        const QString told = again.complaints().join(u'\n');
        QVERIFY2(told.contains(QStringLiteral("be quiet")), qPrintable(told));
        // It tries to come back by itself, and the name is one peer's only.
        m_loud.reset();
        say(QStringLiteral("unban loud"), QStringLiteral("^loud is let in again$"));
        QVERIFY(again.serve());
        QVERIFY(waitUntil([this] { return isFound(QStringLiteral("loud.txt")); }));
    }

    void peersAreToldWhenTheTrackerEnds()
    {
        m_tracker.program().send(SIGTERM);
        QCOMPARE(m_tracker.program().waitForEnd(), std::optional{0});
        QVERIFY(m_loud->program().isRunning());
        QVERIFY(m_tracker.listen(m_tracker.port()));
        QVERIFY(waitUntil([this] { return isJoined(QStringLiteral("loud")); }, 20s * Slowness));
    }
};

QTEST_GUILESS_MAIN(TstOperator)
#include "tst_operator.moc"
