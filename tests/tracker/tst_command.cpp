#include "tests/tracker/records.h"
#include "tracker/console/command.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(ft::tracker::Command)

namespace {

Network network(const char *text)
{
    return Network::parse(QString::fromLatin1(text)).value();
}

} // namespace

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
    row("search  a  name, with words.pdf ", SearchFiles{QStringLiteral("a  name, with words.pdf")});
    row("stats", ShowStats{});
    row("peers sort=bytes desc 10.0.",
        ListPeers{ListPeers::Key::Bytes, true, QStringLiteral("10.0.")});
    row("peers desc", ListPeers{ListPeers::Key::Name, true, {}});
    row("peers studio", ListPeers{ListPeers::Key::Name, false, QStringLiteral("studio")});
    row("peers sort=rtt", ListPeers{ListPeers::Key::RoundTrip, false, {}});
    row("kick studio-a", KickPeers{hostName("studio-a"), {}, false});
    row("kick studio-a  too loud",
        KickPeers{hostName("studio-a"), QStringLiteral("too loud"), false});
    row("kick --dry-run 10.0.0.7/8", KickPeers{network("10.0.0.0/8"), {}, true});
    row("kick studio-a too loud --dry-run",
        KickPeers{hostName("studio-a"), QStringLiteral("too loud"), true});
    row("ban 10.0.0.4", BanPeers{network("10.0.0.4"), {}, {}, false});
    row("ban name:10.0.0.4", BanPeers{hostName("10.0.0.4"), {}, {}, false});
    row("ban 2001:db8::/32 for 2h", BanPeers{network("2001:db8::/32"), 2h, {}, false});
    row("ban --dry-run x for 7d so it is",
        BanPeers{hostName("x"), 7 * 24h, QStringLiteral("so it is"), true});
    row("ban x forgery", BanPeers{hostName("x"), {}, QStringLiteral("forgery"), false});
    row("unban x", LiftBan{hostName("x")});
    row("bans", ListBans{});
    row("limit", ListLimits{});
    row("limit max-files 5", SetLimit{QStringLiteral("max-files"), 5});
    row("say back at 7, all", SayToAll{QStringLiteral("back at 7, all")});
    row("log", LogLevelCommand{});
    row("log debug", LogLevelCommand{LogLevel::Debug});
    row("reload", ReloadConfiguration{});
    row("help", ShowHelp{});
    row("help kick", ShowHelp{QStringLiteral("kick")});
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
    row("search", "write: search TEXT");
    row("peers all of them", "write: peers [sort=KEY] [desc] [FILTER]");
    row("peers sort=shoe",
        "peers cannot be sorted by \"shoe\"; write sort=name, files, bytes, joined, silent, "
        "address "
        "or rtt");
    row("kick", "write: kick WHO [REASON] [--dry-run]");
    row("kick --dry-run", "write: kick WHO [REASON] [--dry-run]");
    row("kick a/b", "\"a/b\" is neither a host name nor an address nor a network (10.0.0.0/24)");
    row("kick x \x1b[2J", "the text has characters that cannot be shown");
    row("ban x for", "\"\" is not a time; write 90s, 10m, 2h, 7d or 4w");
    row("ban x for 0h", "\"0h\" is not a time; write 90s, 10m, 2h, 7d or 4w");
    row("ban x for 5y", "\"5y\" is not a time; write 90s, 10m, 2h, 7d or 4w");
    row("ban x for 9999999999999w",
        "\"9999999999999w\" is not a time; write 90s, 10m, 2h, 7d or 4w");
    row("ban 10.0.0.0/33",
        "\"10.0.0.0/33\" is neither a host name nor an address nor a network (10.0.0.0/24)");
    row("unban x y", "write: unban WHO");
    row("limit ping", "write: limit [NAME VALUE]");
    row("limit ping soon", "\"soon\" is not a whole number");
    row("say", "write: say TEXT");
    row("log loudly", "write: log [error|warning|info|debug]");
    row("reload now", "write: reload");
    row("help frob", "unknown command \"frob\"; 'help' lists the commands");
    row("ping a b",
        "\"a b\" is neither a host name nor ADDRESS:PORT; 'peers' lists those there are");
    row("discover -x",
        "\"-x\" is neither a host name nor ADDRESS:PORT; 'peers' lists those there are");
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
    for (const char *name : {"peers",
                             "discover",
                             "ping",
                             "search",
                             "stats",
                             "kick",
                             "ban",
                             "unban",
                             "bans",
                             "limit",
                             "say",
                             "log",
                             "reload",
                             "help",
                             "quit"})
        QVERIFY2(help.contains(QRegularExpression{u"(^|\n)" + QLatin1String{name} + u" "}), name);
}

QTEST_APPLESS_MAIN(TestCommand)
#include "tst_command.moc"
