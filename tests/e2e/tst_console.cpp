#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QRegularExpression>
#include <QTest>

#include <csignal>

using namespace ft::test;
using namespace std::chrono_literals;

/// The tracker's console, over a pipe as a script would use it.
class TstConsole : public QObject
{
    Q_OBJECT

private:
    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_left;
    std::unique_ptr<PeerProgram> m_right;

    /// Says a command, and returns the first line after it that matches; empty when none comes.
    [[nodiscard]] QString answer(const QString &command, const QString &pattern)
    {
        Program &program = m_tracker.program();
        const auto before = program.out().size();
        program.say(command);
        return program.waitForLine(Program::Stream::Out, pattern, before).value_or(QString{});
    }

    [[nodiscard]] bool isForgotten(const QString &peer)
    {
        const QString none = u"no peer \"" + peer + u'"';
        return answer(u"discover " + peer, none + u"|^PATH ").contains(none);
    }

private slots:
    void init()
    {
        QVERIFY(m_tracker.listen());
        m_left = std::make_unique<PeerProgram>(QStringLiteral("left"), m_tracker.address());
        m_left->give(QStringLiteral("one.txt"), "1");
        m_left->give(QStringLiteral("docs/two words.txt"), "22");
        m_right = std::make_unique<PeerProgram>(QStringLiteral("right"), m_tracker.address());
        m_right->give(QStringLiteral("three.txt"), "333");
        QVERIFY(m_left->serve());
        QVERIFY(m_right->serve());
        QVERIFY(m_tracker.hasRecords(3));
    }
    void cleanup()
    {
        m_left.reset();
        m_right.reset();
    }

    void listsThePeers()
    {
        const auto row = [](const char *name, quint16 port, int files) {
            return QStringLiteral("^%1 +127\\.0\\.0\\.1 +%2 +%3 ")
                .arg(QString::fromUtf8(name))
                .arg(port)
                .arg(files);
        };
        QVERIFY(!answer(QStringLiteral("peers"), row("left", m_left->port(), 2)).isEmpty());
        QVERIFY(!answer(QStringLiteral("peers"), row("right", m_right->port(), 1)).isEmpty());
    }

    void forgetsAPeerThatLeft()
    {
        QCOMPARE(m_left->leave(), std::optional{0});
        QVERIFY(waitUntil([this] { return isForgotten(QStringLiteral("left")); }));
    }

    void forgetsAPeerThatWasKilled()
    {
        m_left->program().kill();
        QVERIFY(waitUntil([this] { return isForgotten(QStringLiteral("left")); }));
    }

    void discoversTheFilesOfAPeer()
    {
        QVERIFY(!answer(QStringLiteral("discover left"), QStringLiteral("^one\\.txt +text/plain"))
                     .isEmpty());
        QVERIFY(!answer(QStringLiteral("discover left"), QStringLiteral("^docs/two words\\.txt "))
                     .isEmpty());
        QVERIFY(!answer(QStringLiteral("discover nobody"), QStringLiteral("\"nobody\"")).isEmpty());
    }

    void pingsAPeerLive()
    {
        QVERIFY(!answer(QStringLiteral("ping left"), QStringLiteral("^left answered in [\\d.]+ ms"))
                     .isEmpty());
        QVERIFY(m_left->program().halt());
        QVERIFY(!answer(QStringLiteral("ping left"), QStringLiteral("^left: no answer")).isEmpty());
        m_left->program().send(SIGCONT);
        QVERIFY(!answer(QStringLiteral("ping nobody"), QStringLiteral("\"nobody\"")).isEmpty());
    }

    void tellsItsSums()
    {
        QVERIFY(!answer(QStringLiteral("stats"), QStringLiteral("^peers +2$")).isEmpty());
        QVERIFY(!answer(QStringLiteral("stats"), QStringLiteral("^records +3$")).isEmpty());
    }

    void helpsWithEveryCommand_data()
    {
        QTest::addColumn<QString>("command");
        for (const char *command : {"peers", "discover HOST", "ping HOST", "stats", "help", "quit"})
            QTest::newRow(command) << QString::fromUtf8(command);
    }
    void helpsWithEveryCommand()
    {
        QFETCH(QString, command);
        QVERIFY(!answer(QStringLiteral("help"), u"^" + command + u" ").isEmpty());
    }

    void namesACommandThatItDoesNotKnow()
    {
        QVERIFY(!answer(QStringLiteral("frobnicate"), QStringLiteral("\"frobnicate\"")).isEmpty());
        QVERIFY(m_tracker.program().isRunning());
    }

    void goesOnWithoutItsConsole()
    {
        m_tracker.program().closeInput();
        QVERIFY(!m_tracker.program().waitForEnd(300ms));
        PeerProgram late{QStringLiteral("late"), m_tracker.address()};
        late.give(QStringLiteral("late.txt"), "late");
        QCOMPARE(late.run({QStringLiteral("search"), QStringLiteral("one.txt")}), std::optional{0});
    }

    void endsOnQuit()
    {
        m_tracker.program().say(QStringLiteral("quit"));
        QCOMPARE(m_tracker.program().waitForEnd(), std::optional{0});
        QVERIFY(m_tracker.program().err().isEmpty());
    }

    void endsCleanlyOnSigterm()
    {
        m_tracker.program().send(SIGTERM);
        QCOMPARE(m_tracker.program().waitForEnd(), std::optional{0});
        QVERIFY(m_tracker.program().err().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TstConsole)
#include "tst_console.moc"
