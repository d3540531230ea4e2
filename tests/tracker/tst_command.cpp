#include "tests/tracker/records.h"
#include "tracker/console/command.h"

#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;

Q_DECLARE_METATYPE(ft::tracker::Command)

class TestCommand : public QObject
{
    Q_OBJECT

private slots:
    void parses_data();
    void parses();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void explainsEveryCommand();
};

void TestCommand::parses_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<Command>("command");
    const auto row = [](const char *line, const Command &command) {
        QTest::newRow(line) << QString::fromLatin1(line) << command;
    };
    row("peers", ListPeers{});
    row("  PEERS  ", ListPeers{});
    row("discover studio-a", Discover{hostName("studio-a")});
    row("ping  studio-a ", PingPeer{hostName("studio-a")});
    row("search report.pdf", SearchFiles{QStringLiteral("report.pdf")});
    row("search  a name, with words.pdf ", SearchFiles{QStringLiteral("a name, with words.pdf")});
    row("stats", ShowStats{});
    row("help", ShowHelp{});
    row("quit", Quit{});
}

void TestCommand::parses()
{
    QFETCH(const QString, line);
    QFETCH(const Command, command);
    const auto parsed = parseCommand(line);
    QVERIFY(parsed);
    QVERIFY(*parsed == command);
}

void TestCommand::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *line, const char *error) {
        QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(error);
    };
    row("frob", "unknown command \"frob\"; 'help' lists the commands");
    row("frob x y", "unknown command \"frob\"; 'help' lists the commands");
    row("f\x1b[2Jrob", "unknown command \"f\ufffd[2Jrob\"; 'help' lists the commands");
    row("discover", "write: discover HOST");
    row("ping", "write: ping HOST");
    row("search", "write: search NAME");
    row("peers all", "write: peers");
    row("ping a b", "\"a b\" is not a host name; 'peers' lists those there are");
    row("discover -x", "\"-x\" is not a host name; 'peers' lists those there are");
}

void TestCommand::saysWhatIsWrong()
{
    QFETCH(const QString, line);
    const auto parsed = parseCommand(line);
    QVERIFY(!parsed);
    QTEST(parsed.error(), "error");
}

void TestCommand::explainsEveryCommand()
{
    const QString help = commandHelp();
    for (const char *name : {"peers", "discover", "ping", "search", "stats", "help", "quit"})
        QVERIFY2(help.contains(QLatin1String{name}), name);
}

QTEST_APPLESS_MAIN(TestCommand)
#include "tst_command.moc"
