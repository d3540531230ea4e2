#include "tests/support/program.h"
#include "tests/support/servicemanagerend.h"
#include "tests/tracker/rawpeer.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace ft::test;
using namespace std::chrono_literals;

namespace {

/// A real ft-tracker in a home of its own, and calls of `ft-tracker ctl` in the same home.
class Service
{
public:
    bool start(const QStringList &more = {}, const QStringList &launcher = {})
    {
        program = std::make_unique<Program>(launcher.value(0, QStringLiteral("ft-tracker")),
                                            home.path());
        const QStringList arguments{QStringLiteral("--listen"),
                                    QStringLiteral("127.0.0.1"),
                                    QStringLiteral("--port"),
                                    QStringLiteral("0")};
        program->start(launcher.mid(1) + arguments + more);
        const auto line = program->waitForLine(Program::Stream::Out,
                                               QStringLiteral("^listening on 127\\.0\\.0\\.1:"));
        port = line.value_or(QString{}).section(u':', -1).toUShort();
        return port != 0;
    }
    /// Its exit status; what it printed is in `out` and `err`.
    int ctl(const QString &words)
    {
        Program call{QStringLiteral("ft-tracker"), home.path()};
        call.start(QStringList{QStringLiteral("ctl")} + words.split(u' '));
        const int status = call.waitForEnd().value_or(-1);
        out = call.out().join(u'\n');
        err = call.err().join(u'\n');
        return status;
    }
    [[nodiscard]] bool logs(const QString &pattern, qsizetype from = 0)
    {
        return program->waitForLine(Program::Stream::Err, pattern, from).has_value();
    }
    void configure(const QByteArray &lines) const
    {
        const QString folder = home.filePath(QStringLiteral(".config/ft-tracker"));
        QVERIFY(QDir{}.mkpath(folder));
        QFile file{folder + QStringLiteral("/ft-tracker.conf")};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(lines);
    }

    QTemporaryDir home;
    std::unique_ptr<Program> program;
    quint16 port = 0;
    QString out;
    QString err;
};

const QStringList &loud()
{
    static const QStringList arguments{QStringLiteral("--log-level"), QStringLiteral("info")};
    return arguments;
}

} // namespace

/// What an operator does with the real program.
class TestOperation : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("FT_BIN"))
            QSKIP("FT_BIN does not name the folder of the built programs");
    }

    void takesCommandsOverItsControlSocket();
    void tellsCtlWhatWentWrong_data();
    void tellsCtlWhatWentWrong();
    void quitsOverItsControlSocket();
    void saysWhenNoTrackerTakesCommands();
    void runsBesideAnotherThatHasTheSocket();
    void kicksWithANoticeAndBye();
    void saysToAllThatCanHear();
    void keepsBansOverARestart();
    void setsDamagedBansAside();
    void reloadsOnHangUp();
    void refusesAWrongConfigurationAndGoesOn();
    void changesLimitsWhileItRuns();
    void servesMetrics();
    void logsInJson();
    void logsNothingByDefault();
    void printsAConfigurationThatItReads();
    void tellsTheServiceManager();
    void servesTheSocketItIsGiven();
};

void TestOperation::takesCommandsOverItsControlSocket()
{
    Service service;
    QVERIFY(service.start());
    RawPeer peer{service.port};
    QVERIFY(peer.join("studio-a"));
    QCOMPARE(service.ctl(QStringLiteral("peers studio")), 0);
    QVERIFY2(service.out.contains(QStringLiteral("\nstudio-a ")), qPrintable(service.out));
    QCOMPARE(service.ctl(QStringLiteral("--json peers")), 0);
    const auto row = QJsonDocument::fromJson(service.out.toUtf8()).object();
    QCOMPARE(row.value(QStringLiteral("name")).toString(), QStringLiteral("studio-a"));
    QCOMPARE(service.err, QString{});
}

void TestOperation::tellsCtlWhatWentWrong_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("error");
    QTest::newRow("discover nobody")
        << 1
        << QStringLiteral("ft-tracker: there is no peer \"nobody\"; 'peers' lists those there are");
    QTest::newRow("frob") << 2
                          << QStringLiteral(
                                 "ft-tracker: unknown command \"frob\"; 'help' lists the commands");
    QTest::newRow("--json frob")
        << 2
        << QStringLiteral(R"({"error":"unknown command \"frob\"; 'help' lists the commands"})");
    QTest::newRow("--frob peers")
        << 2 << QStringLiteral("ft-tracker: Unknown option 'frob'.\nTry 'ft-tracker --help'.");
}

void TestOperation::tellsCtlWhatWentWrong()
{
    QFETCH(const int, status);
    Service service;
    QVERIFY(service.start());
    QCOMPARE(service.ctl(QString::fromLatin1(QTest::currentDataTag())), status);
    QTEST(service.err, "error");
    QCOMPARE(service.out, QString{});
}

void TestOperation::quitsOverItsControlSocket()
{
    Service service;
    QVERIFY(service.start());
    RawPeer peer{service.port};
    QVERIFY(peer.join("studio-a"));
    QCOMPARE(service.ctl(QStringLiteral("quit")), 0);
    QCOMPARE(peer.readToEnd(), QByteArray{"BYE\n"});
    QCOMPARE(service.program->waitForEnd(), std::optional{0});
}

void TestOperation::saysWhenNoTrackerTakesCommands()
{
    Service service;
    QCOMPARE(service.ctl(QStringLiteral("peers")), 1);
    QVERIFY2(service.err.contains(QStringLiteral("--control")), qPrintable(service.err));
    QCOMPARE(service.err.count(u'\n'), 0);
}

void TestOperation::runsBesideAnotherThatHasTheSocket()
{
    Service service;
    QVERIFY(service.start());
    const auto first = std::move(service.program);
    QVERIFY(service.start());
    QVERIFY(service.logs(QStringLiteral("warning control text=.*another tracker takes commands")));
    RawPeer peer{service.port};
    QVERIFY(peer.join("studio-a"));
    Program third{QStringLiteral("ft-tracker"), service.home.path()};
    third.start({QStringLiteral("--port"),
                 QStringLiteral("0"),
                 QStringLiteral("--control"),
                 service.home.filePath(QStringLiteral(".local/share/ft-tracker/control"))});
    QCOMPARE(third.waitForEnd(), std::optional{1});
}

void TestOperation::kicksWithANoticeAndBye()
{
    Service service;
    QVERIFY(service.start(loud()));
    RawPeer silent{service.port};
    QVERIFY(silent.join("silent"));
    RawPeer hearing{service.port};
    QVERIFY(hearing.joinWith("hearing", " can=notice"));
    QCOMPARE(service.ctl(QStringLiteral("kick 127.0.0.0/8 too loud --dry-run")), 0);
    QVERIFY(service.out.contains(QStringLiteral("silent")));
    QCOMPARE(service.ctl(QStringLiteral("kick 127.0.0.0/8 too loud")), 0);
    QCOMPARE(silent.readToEnd(), QByteArray{"BYE\n"});
    const auto last = hearing.readToEnd();
    QVERIFY(last);
    QVERIFY2(last->startsWith("NOTICE: ") && last->endsWith(": too loud\nBYE\n"),
             last->constData());
    QVERIFY(service.logs(QStringLiteral("info left peer=silent address=127.0.0.1 reason=kicked")));
    RawPeer again{service.port};
    QVERIFY(again.join("silent"));
}

void TestOperation::saysToAllThatCanHear()
{
    Service service;
    QVERIFY(service.start());
    RawPeer deaf{service.port};
    QVERIFY(deaf.join("deaf"));
    RawPeer hearing{service.port};
    QVERIFY(hearing.joinWith("hearing", " can=notice"));
    QCOMPARE(service.ctl(QStringLiteral("say back at 7")), 0);
    QCOMPARE(service.out, QStringLiteral("told 1 peers"));
    QCOMPARE(hearing.readLine(), QByteArray{"NOTICE: back at 7"});
    QVERIFY(deaf.send("PING\n"));
    QCOMPARE(deaf.readLine(), QByteArray{"PONG"});
}

void TestOperation::keepsBansOverARestart()
{
    Service service;
    QVERIFY(service.start(loud()));
    QCOMPARE(service.ctl(QStringLiteral("ban Studio-A for 2h be quiet")), 0);
    QCOMPARE(service.ctl(QStringLiteral("quit")), 0);
    QCOMPARE(service.program->waitForEnd(), std::optional{0});
    QVERIFY(service.start(loud()));
    RawPeer peer{service.port};
    QVERIFY(peer.send("HELLO FT/2 name=studio-a port=1\n"));
    const auto answer = peer.readToEnd().value_or(QByteArray{});
    QVERIFY2(answer.startsWith("REFUSED: banned, ") && answer.contains(": be quiet, retry=7"),
             answer.constData());
    QVERIFY(service.logs(QStringLiteral("info banned address=127.0.0.1 peer=studio-a")));
    QCOMPARE(service.ctl(QStringLiteral("unban studio-a")), 0);
    RawPeer again{service.port};
    QVERIFY(again.join("studio-a"));
}

void TestOperation::setsDamagedBansAside()
{
    Service service;
    const QString folder = service.home.filePath(QStringLiteral(".local/share/ft-tracker"));
    QVERIFY(QDir{}.mkpath(folder));
    QFile bans{folder + QStringLiteral("/bans")};
    QVERIFY(bans.open(QIODevice::WriteOnly));
    bans.write("studio-a\n?\n");
    bans.close();
    QVERIFY(service.start());
    QVERIFY(service.logs(QStringLiteral("warning bans text=.*bans\\.damaged-1")));
    QCOMPARE(service.ctl(QStringLiteral("bans")), 0);
    QVERIFY(service.out.contains(QStringLiteral("studio-a")));
}

void TestOperation::reloadsOnHangUp()
{
    Service service;
    service.configure("max-files = 2\nlog-level = info\n");
    QVERIFY(service.start());
    service.configure("max-files = 5\nlog-level = info\nthreads = 7\n");
    service.program->send(SIGHUP);
    QVERIFY(service.logs(
        QStringLiteral("info reloaded changed=\"max-files: 2 -> 5\" need-restart=threads$")));
    RawPeer peer{service.port};
    QVERIFY(peer.send("HELLO FT/2 name=me port=1\n"));
    const auto hi = peer.readLine().value_or(QByteArray{});
    QVERIFY2(hi.contains(" max-files=5 "), hi.constData());
    QVERIFY(service.program->isRunning());
}

void TestOperation::refusesAWrongConfigurationAndGoesOn()
{
    Service service;
    service.configure("max-files = 2\n");
    QVERIFY(service.start());
    service.configure("max-files = many\n");
    service.program->say(QStringLiteral("reload"));
    QVERIFY(
        service.program->waitForLine(Program::Stream::Out,
                                     QStringLiteral("ft-tracker\\.conf:1: max-files: \"many\"")));
    service.program->send(SIGHUP);
    QVERIFY(service.logs(QStringLiteral("warning reload text=.*max-files")));
    service.program->say(QStringLiteral("limit"));
    QVERIFY(service.program->waitForLine(Program::Stream::Out, QStringLiteral("^max-files +2 ")));
}

void TestOperation::changesLimitsWhileItRuns()
{
    Service service;
    QVERIFY(service.start());
    RawPeer silent{service.port};
    QVERIFY(silent.join("silent"));
    QCOMPARE(service.ctl(QStringLiteral("limit ping 1")), 0);
    QCOMPARE(service.ctl(QStringLiteral("limit max-files 3")), 0);
    RawPeer peer{service.port};
    QVERIFY(peer.send("HELLO FT/2 name=me port=1\n"));
    const auto hi = peer.readLine().value_or(QByteArray{});
    QVERIFY2(hi.contains(" ping=1 max-files=3 "), hi.constData());
    RawPeer asked{service.port};
    QVERIFY(asked.join("asked"));
    QCOMPARE(asked.readLine(), QByteArray{"PING"});
    QCOMPARE(service.ctl(QStringLiteral("limit ping 0")), 2);
}

void TestOperation::servesMetrics()
{
    Service service;
    QVERIFY(service.start({QStringLiteral("--metrics"), QStringLiteral("127.0.0.1:0")}));
    RawPeer peer{service.port};
    QVERIFY(peer.join("studio-a"));
    const auto line = service.program->waitForLine(
        Program::Stream::Out, QStringLiteral("^metrics on http://127\\.0\\.0\\.1:\\d+/metrics$"));
    QVERIFY(line);
    RawPeer scraper{line->section(u':', -1).section(u'/', 0, 0).toUShort()};
    QVERIFY(scraper.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"));
    const auto page = scraper.readToEnd().value_or(QByteArray{});
    for (const char *part : {"HTTP/1.1 200 OK\r\n",
                             "\nft_tracker_peers 1\n",
                             "\nft_tracker_connections 1\n",
                             "\nft_tracker_joined_total 1\n"})
        QVERIFY2(page.contains(part), page.constData());
}

void TestOperation::logsInJson()
{
    Service service;
    QVERIFY(service.start(loud()
                          + QStringList{QStringLiteral("--log-format"), QStringLiteral("json")}));
    RawPeer peer{service.port};
    QVERIFY(peer.join("studio-a"));
    const auto line = service.program->waitForLine(Program::Stream::Err,
                                                   QStringLiteral("\"joined\""));
    QVERIFY(line);
    const auto event = QJsonDocument::fromJson(line->toUtf8()).object();
    QCOMPARE(event.value(QStringLiteral("peer")).toString(), QStringLiteral("studio-a"));
    QCOMPARE(event.value(QStringLiteral("level")).toString(), QStringLiteral("info"));
    service.program->send(SIGTERM);
    QCOMPARE(service.program->waitForEnd(), std::optional{0});
    QVERIFY(service.program->err().last().contains(QStringLiteral("\"stopped\"")));
}

void TestOperation::logsNothingByDefault()
{
    Service service;
    QVERIFY(service.start());
    {
        RawPeer peer{service.port};
        QVERIFY(peer.join("studio-a"));
        QCOMPARE(service.ctl(QStringLiteral("kick studio-a")), 0);
        QCOMPARE(peer.readToEnd(), QByteArray{"BYE\n"});
    }
    service.program->send(SIGTERM);
    QCOMPARE(service.program->waitForEnd(), std::optional{0});
    QCOMPARE(service.program->err(), QStringList{});
}

void TestOperation::printsAConfigurationThatItReads()
{
    Service service;
    Program printing{QStringLiteral("ft-tracker"), service.home.path()};
    printing.start({QStringLiteral("--print-config")});
    QCOMPARE(printing.waitForEnd(), std::optional{0});
    QString config = printing.out().join(u'\n');
    for (const char *line : {"#port = 1234", "#max-files = 0", "#no-console = no", "#metrics = "})
        QVERIFY2(config.contains(QLatin1String{line}), qPrintable(config));
    service.configure(config.toUtf8());
    QVERIFY(service.start());
    // Every line with a value may be uncommented as it is.
    static const QRegularExpression shown{QStringLiteral(
                                              "^#((?!listen|metrics|control)[a-z-]+ = )"),
                                          QRegularExpression::MultilineOption};
    config.replace(shown, QStringLiteral("\\1"));
    QVERIFY(config.contains(QStringLiteral("\nport = 1234\n")));
    service.configure(config.toUtf8());
    QCOMPARE(service.ctl(QStringLiteral("reload")), 0);
    QCOMPARE(service.out, QStringLiteral("nothing has changed that holds while the tracker runs"));
}

void TestOperation::tellsTheServiceManager()
{
    ServiceManagerEnd manager;
    qputenv("NOTIFY_SOCKET", manager.path());
    qputenv("WATCHDOG_USEC", "300000");
    Service service;
    const bool started = service.start();
    qunsetenv("NOTIFY_SOCKET");
    qunsetenv("WATCHDOG_USEC");
    QVERIFY(started);
    QVERIFY(manager.waitFor("READY=1", 5s));
    for (int i = 0; i < 3; ++i)
        QVERIFY(manager.waitFor("WATCHDOG=1", 5s));
    service.program->send(SIGHUP);
    QVERIFY(manager.waitFor("RELOADING=1", 5s));
    QVERIFY(manager.waitFor("READY=1", 5s));
    service.program->send(SIGTERM);
    QVERIFY(manager.waitFor("STOPPING=1", 5s));
}

void TestOperation::servesTheSocketItIsGiven()
{
    const QString bin = qEnvironmentVariable("FT_BIN");
    Service service;
    QVERIFY(service.start({},
                          {QStringLiteral("../tests/bin/ft_activator"),
                           bin + QStringLiteral("/ft-tracker")}));
    const auto activated = service.program->waitForLine(Program::Stream::Out,
                                                        QStringLiteral("^activated on \\d+$"));
    QVERIFY(activated);
    QCOMPARE(activated->section(u' ', -1).toUShort(), service.port);
    RawPeer peer{service.port};
    QVERIFY(peer.join("studio-a"));
}

QTEST_GUILESS_MAIN(TestOperation)
#include "tst_operation.moc"
