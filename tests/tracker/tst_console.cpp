#include "tests/tracker/consolefixture.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

class TestConsole : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void answers_data();
    void answers();
    void answersInJson_data();
    void answersInJson();
    void tellsDoneFromFailedAndWrong_data();
    void tellsDoneFromFailedAndWrong();
    void showsStats();
    void tellsTheRoundTripOfAPing();
    void tellsOfAPingWithoutAnswer();
    void helpsWithOneCommand();
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
        "NAME      ADDRESS      PORT  FILES      SIZE  JOINED FOR  SILENT FOR  REACHABLE  RTT ms  "
        "PROGRAM\n"
        "studio-a  10.0.0.4     4000      1  2.00 KiB         0 s         0 s                     "
        "agent\ufffd[31m/1\n"
        "studio-b  2001:db8::5  4001      0   0 bytes         0 s         0 s");
    row("peers studio-c", "no peer matches \"studio-c\"");
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
    row("search \"", "a quote is not closed");
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
    Desk desk{Style::Json};
    QTEST(desk.execute(QTest::currentDataTag()), "output");
}

void TestConsole::tellsDoneFromFailedAndWrong_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("") << 0;
    QTest::newRow("peers") << 0;
    QTest::newRow("discover studio-b") << 0;
    QTest::newRow("discover studio-c") << 1;
    QTest::newRow("unban studio-c") << 1;
    QTest::newRow("frob") << 2;
    QTest::newRow("discover") << 2;
    QTest::newRow("search \"") << 2;
    QTest::newRow("limit nothing 1") << 2;
}

void TestConsole::tellsDoneFromFailedAndWrong()
{
    QFETCH(const int, status);
    Desk desk;
    const auto answer = desk.answer(QString::fromUtf8(QTest::currentDataTag()));
    QVERIFY(answer);
    QCOMPARE(static_cast<int>(answer->status), status);
    QCOMPARE(answer->error.isEmpty(), status == 0);
}

void TestConsole::showsStats()
{
    Desk desk{Style::Json};
    desk.clock.advance(65s);
    desk.memory += 10'000'000;
    { // its time is that of the clock: none
        const auto timing = desk.searches.answering(0, SearchKind::Exact);
    }
    desk.activity.happened(PeerRefused{{}, {}, protocol::RefusalCode::Busy});
    desk.bans.add({hostName("studio-c"), {}, {}});
    const auto stats = QJsonDocument::fromJson(desk.execute("stats").toUtf8()).object();
    const auto number = [&](const char *key) {
        return stats.value(QLatin1String{key}).toInteger(-1);
    };
    QCOMPARE(number("uptime"), 65);
    QCOMPARE(number("peers"), 2);
    QCOMPARE(number("connections"), 3);
    QCOMPARE(number("records"), 1);
    QCOMPARE(number("bytes"), 2'048);
    QCOMPARE(number("searches"), 1);
    QVERIFY(stats.value(QStringLiteral("searchesPerSecond")).isDouble());
    QVERIFY(stats.value(QStringLiteral("answerP99")).isDouble());
    QVERIFY(number("memory") > 0);
    QCOMPARE(number("bytesPerRecord"), number("memory"));
    QCOMPARE(number("process"), 15'000'000);
    QCOMPARE(number("bytesPerPeer"), (10'000'000 - number("memory")) / 2);
    QCOMPARE(number("refused"), 1);
    QCOMPARE(number("bans"), 1);
}

void TestConsole::tellsTheRoundTripOfAPing()
{
    Desk desk;
    QVERIFY(!desk.answer(QStringLiteral("ping Studio-A")));
    QCOMPARE(desk.pinged, SessionId{7});
    desk.pingAnswered(1'250us);
    QCOMPARE(desk.answers.size(), std::size_t{1});
    QCOMPARE(desk.answers.front().output, QStringLiteral("studio-a answered in 1.25 ms"));
    desk.pingAnswered(1'250us); // once is enough
    QCOMPARE(desk.answers.size(), std::size_t{1});
}

void TestConsole::tellsOfAPingWithoutAnswer()
{
    Desk desk;
    QVERIFY(!desk.answer(QStringLiteral("ping studio-a")));
    bool hasTimer = false;
    for (auto *timer : desk.console.findChildren<QTimer *>()) {
        if (timer->intervalAsDuration() != std::chrono::milliseconds{PeerCommands::PingPatience})
            continue;
        hasTimer = true;
        timer->start(1ms);
    }
    QVERIFY(hasTimer);
    QTRY_COMPARE(desk.answers.size(), std::size_t{1});
    QCOMPARE(desk.answers.front().error, QStringLiteral("studio-a: no answer within 5 s"));
    QCOMPARE(desk.answers.front().status, Answer::Status::Failed);
    desk.pingAnswered(6s);
    QCOMPARE(desk.answers.size(), std::size_t{1});
}

void TestConsole::helpsWithOneCommand()
{
    Desk desk;
    QVERIFY(desk.execute("help kick").startsWith(QStringLiteral("kick WHO [REASON]")));
    QVERIFY(desk.execute("help kick").contains(QStringLiteral("--dry-run only lists")));
    QVERIFY(!desk.execute("help kick").contains(QStringLiteral("discover")));
    QCOMPARE(desk.execute("help frob"),
             QStringLiteral("unknown command \"frob\"; 'help' lists the commands"));
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
