#include "tests/support/program.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using ft::test::Program;
using Stream = ft::test::Program::Stream;
using namespace std::chrono_literals;

class TstProgram : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;

    [[nodiscard]] std::unique_ptr<Program> shell(const QString &script)
    {
        auto program = std::make_unique<Program>(QStringLiteral("sh"), m_home.path());
        program->start({QStringLiteral("-c"), script});
        return program;
    }

private slots:
    void initTestCase() { qputenv("FT_BIN", "/bin"); }

    void keepsTheTwoStreamsApartAndTellsTheStatus()
    {
        const auto program = shell(QStringLiteral("echo one; echo two >&2; printf rest; exit 7"));
        QCOMPARE(program->waitForEnd(), std::optional{7});
        QCOMPARE(program->out(), QStringList({QStringLiteral("one"), QStringLiteral("rest")}));
        QCOMPARE(program->err(), QStringList{QStringLiteral("two")});
    }

    void findsALineThatComesLater()
    {
        const auto program = shell(QStringLiteral("read x; echo got $x; read y"));
        program->say(QStringLiteral("a word"));
        QCOMPARE(program->waitForLine(Stream::Out, QStringLiteral("^got")),
                 std::optional{QStringLiteral("got a word")});
        QVERIFY(program->isRunning());
    }

    void givesUpOnALineWhenTheProgramEnds()
    {
        const auto program = shell(QStringLiteral("echo other"));
        QVERIFY(!program->waitForLine(Stream::Out, QStringLiteral("^never")));
    }

    void looksForALineOnlyFromTheGivenIndexOn()
    {
        const auto program = shell(QStringLiteral("echo same; echo same"));
        QVERIFY(program->waitForLine(Stream::Out, QStringLiteral("same"), 1));
        QVERIFY(!program->waitForLine(Stream::Out, QStringLiteral("same"), 2));
    }

    void hasNoStatusWhileRunningNorAfterASignal()
    {
        const auto program = shell(QStringLiteral("echo up; exec sleep 60"));
        QVERIFY(program->waitForLine(Stream::Out, QStringLiteral("up")));
        QVERIFY(!program->waitForEnd(50ms));
        program->send(SIGKILL);
        QVERIFY(!program->waitForEnd());
        QVERIFY(!program->isRunning());
    }

    void isSilentWhileHalted()
    {
        const auto program = shell(QStringLiteral("echo up; while read x; do echo got $x; done"));
        QVERIFY(program->waitForLine(Stream::Out, QStringLiteral("up")));
        QVERIFY(program->halt());
        program->say(QStringLiteral("word"));
        QVERIFY(!program->waitForLine(Stream::Out, QStringLiteral("got"), 0, 50ms));
        program->send(SIGCONT);
        QVERIFY(program->waitForLine(Stream::Out, QStringLiteral("got word")));
    }

    void hasNoStatusWhenItDidNotStart()
    {
        Program program{QStringLiteral("no-such-program"), m_home.path()};
        program.start({});
        QVERIFY(!program.waitForEnd());
    }

    void endsItsInput()
    {
        const auto program = shell(QStringLiteral("cat; echo end"));
        program->say(QStringLiteral("through"));
        program->closeInput();
        QCOMPARE(program->waitForEnd(), std::optional{0});
        QCOMPARE(program->out(), QStringList({QStringLiteral("through"), QStringLiteral("end")}));
    }

    void seesNoFolderOfTheUser()
    {
        const auto program = shell(QStringLiteral("env | grep -E '^(HOME|XDG_[A-Z]+_HOME)='"));
        QCOMPARE(program->waitForEnd(), std::optional{0});
        QCOMPARE(program->out().size(), 5);
        for (const QString &line : program->out())
            QVERIFY2(line.contains(u'=' + m_home.path()), qPrintable(line));
    }

    void isGoneWithItsObject()
    {
        auto program = shell(QStringLiteral("echo up; exec sleep 60"));
        QVERIFY(program->waitForLine(Stream::Out, QStringLiteral("up")));
        const auto id = static_cast<pid_t>(program->pid());
        program.reset();
        QCOMPARE(::kill(id, 0), -1);
    }
};

QTEST_GUILESS_MAIN(TstProgram)
#include "tst_program.moc"
