#include "common/protocol/trackercodec.h"
#include "tests/support/manualclock.h"
#include "tests/tracker/records.h"
#include "tracker/console/console.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

namespace {

/// A console over two peers: `studio-a` shares docs/a.pdf, `studio-b` nothing any more.
class Desk
{
public:
    explicit Desk(Console::Style style = Console::Style::Tables)
        : console(catalogue, clock, surroundings(), style)
    {
        auto *a = catalogue.join({hostName("studio-a"), 4000, "agent\x1b[31m/1"},
                                 QHostAddress{QStringLiteral("10.0.0.4")},
                                 SessionId{7});
        catalogue.add(*a, {sourceRecord("docs/a.pdf", 2'048)}, 0);
        [[maybe_unused]] const auto *b = catalogue.join({hostName("studio-b"), 4001, {}},
                                                        QHostAddress{QStringLiteral("2001:db8::5")},
                                                        SessionId{8});
    }

    QString execute(const char *line)
    {
        printed.clear();
        console.execute(QString::fromUtf8(line));
        return printed.join(u'\n');
    }

    ManualClock clock;
    Catalogue catalogue{clock};
    QStringList printed;
    std::uint64_t searches = 0;
    SessionId pinged;
    Console::PingAnswered pingAnswered;
    Console console;

private:
    Console::Surroundings surroundings()
    {
        return {.connections = [] { return std::size_t{3}; },
                .searches = [this] { return searches; },
                .ping =
                    [this](SessionId session, Console::PingAnswered answered) {
                        pinged = session;
                        pingAnswered = std::move(answered);
                    },
                .print =
                    [this](const QString &lines) {
                        printed << lines;
                    }};
    }
};

} // namespace

class TestConsole : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void answers_data();
    void answers();
    void answersInJson_data();
    void answersInJson();
    void showsStats();
    void tellsTheRoundTripOfAPing();
    void tellsOfAPingWithoutAnswer();
    void asksToQuit();
};

void TestConsole::answers_data()
{
    QTest::addColumn<QString>("output");
    const auto row = [](const char *line, const char *output) {
        QTest::newRow(line) << QString::fromUtf8(output);
    };
    row("", "");
    row("   ", "");
    row("peers",
        "NAME      ADDRESS      PORT  FILES      SIZE  JOINED FOR  SILENT FOR  PROGRAM\n"
        "studio-a  10.0.0.4     4000      1  2.00 KiB         0 s         0 s  agent\ufffd[31m/1\n"
        "studio-b  2001:db8::5  4001      0   0 bytes         0 s         0 s");
    row("discover STUDIO-A",
        "PATH        TYPE            SIZE  MODIFIED\n"
        "docs/a.pdf  text/plain  2.00 KiB  2025-11-05 00:00:00");
    row("discover studio-b", "studio-b shares nothing at the moment");
    row("discover studio-c", "there is no peer \"studio-c\"; 'peers' lists those there are");
    row("ping studio-c", "there is no peer \"studio-c\"; 'peers' lists those there are");
    row("search a.pdf",
        "PATH        TYPE            SIZE  MODIFIED             PEER      ADDRESS   PORT\n"
        "docs/a.pdf  text/plain  2.00 KiB  2025-11-05 00:00:00  studio-a  10.0.0.4  4000");
    row("search b.pdf", "no peer offers \"b.pdf\"");
    row("frob", "unknown command \"frob\"; 'help' lists the commands");
}

void TestConsole::answers()
{
    Desk desk;
    QTEST(desk.execute(QTest::currentDataTag()), "output");
}

void TestConsole::answersInJson_data()
{
    QTest::addColumn<QString>("output");
    const auto row = [](const char *line, const char *output) {
        QTest::newRow(line) << QString::fromUtf8(output);
    };
    row("peers",
        R"({"address":"10.0.0.4","agent":"agent\u001b[31m/1","bytes":2048,"files":1,"joined":0,"name":"studio-a","port":4000,"silent":0})"
        "\n"
        R"({"address":"2001:db8::5","agent":"","bytes":0,"files":0,"joined":0,"name":"studio-b","port":4001,"silent":0})");
    row("discover studio-a",
        R"({"modified":1762300800,"path":"docs/a.pdf","size":2048,"type":"text/plain"})");
    row("discover studio-b", "");
    row("search a.pdf",
        R"({"address":"10.0.0.4","modified":1762300800,"path":"docs/a.pdf","peer":"studio-a","port":4000,"size":2048,"type":"text/plain"})");
    row("frob", R"({"error":"unknown command \"frob\"; 'help' lists the commands"})");
}

void TestConsole::answersInJson()
{
    Desk desk{Console::Style::Json};
    QTEST(desk.execute(QTest::currentDataTag()), "output");
}

void TestConsole::showsStats()
{
    Desk desk{Console::Style::Json};
    desk.clock.advance(65s);
    desk.searches = 42;
    const auto stats = QJsonDocument::fromJson(desk.execute("stats").toUtf8()).object();
    QCOMPARE(stats.value(QStringLiteral("uptime")).toInteger(), 65);
    QCOMPARE(stats.value(QStringLiteral("peers")).toInteger(), 2);
    QCOMPARE(stats.value(QStringLiteral("connections")).toInteger(), 3);
    QCOMPARE(stats.value(QStringLiteral("records")).toInteger(), 1);
    QCOMPARE(stats.value(QStringLiteral("bytes")).toInteger(), 2'048);
    QCOMPARE(stats.value(QStringLiteral("searches")).toInteger(), 42);
    QVERIFY(stats.value(QStringLiteral("searchesPerSecond")).isDouble());
    QVERIFY(stats.value(QStringLiteral("memory")).toInteger() > 0);
}

void TestConsole::tellsTheRoundTripOfAPing()
{
    Desk desk;
    QCOMPARE(desk.execute("ping Studio-A"), QString{});
    QCOMPARE(desk.pinged, SessionId{7});
    desk.pingAnswered(1'250us);
    QCOMPARE(desk.printed, QStringList{QStringLiteral("studio-a answered in 1.25 ms")});
    desk.pingAnswered(1'250us); // once is enough
    QCOMPARE(desk.printed.size(), 1);
}

void TestConsole::tellsOfAPingWithoutAnswer()
{
    Desk desk;
    desk.execute("ping studio-a");
    for (auto *timer : desk.console.findChildren<QTimer *>()) {
        QCOMPARE(timer->intervalAsDuration(), std::chrono::milliseconds{Console::PingPatience});
        timer->start(1ms);
    }
    QTRY_COMPARE(desk.printed, QStringList{QStringLiteral("studio-a: no answer within 5 s")});
    desk.pingAnswered(6s);
    QCOMPARE(desk.printed.size(), 1);
}

void TestConsole::asksToQuit()
{
    Desk desk;
    const QSignalSpy quits{&desk.console, &Console::quitRequested};
    QCOMPARE(desk.execute("quit"), QString{});
    QCOMPARE(quits.count(), 1);
}

QTEST_GUILESS_MAIN(TestConsole)
#include "tst_console.moc"
