#include "tests/tracker/consolefixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

/// kick, ban, unban and bans.
class TestAccessCommands : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void listsWhoWouldBeHit_data();
    void listsWhoWouldBeHit();
    void kicksWithAReason();
    void kicksEverybodyInANetwork();
    void saysWhenThereIsNobodyToKick();
    void bansAndSendsAway();
    void bansForATime();
    void saysWhenABanDoesNotLast();
    void liftsABan();
    void saysWhenThereIsNoBanToLift();
    void listsBans();
    void answersInJson();
};

void TestAccessCommands::listsWhoWouldBeHit_data()
{
    QTest::addColumn<QString>("output");
    const auto row = [](const char *line, const char *output) {
        QTest::newRow(line) << QString::fromUtf8(output);
    };
    row("kick --dry-run studio-a",
        "WOULD BE SENT AWAY  ADDRESS   PORT  FILES\n"
        "studio-a            10.0.0.4  4000      1");
    row("ban 10.0.0.0/8 for 2h too loud --dry-run",
        "WOULD BE SENT AWAY  ADDRESS   PORT  FILES\n"
        "studio-a            10.0.0.4  4000      1");
    row("ban 2001:db8::/32 --dry-run",
        "WOULD BE SENT AWAY  ADDRESS      PORT  FILES\n"
        "studio-b            2001:db8::5  4001      0");
    row("ban 10.1.0.0/16 --dry-run", "nobody there would be sent away");
}

void TestAccessCommands::listsWhoWouldBeHit()
{
    Desk desk;
    QTEST(desk.execute(QTest::currentDataTag()), "output");
    QVERIFY(desk.dismissed.empty());
    QVERIFY(desk.bans.isEmpty());
    QCOMPARE(desk.logged, QByteArray{});
}

void TestAccessCommands::kicksWithAReason()
{
    Desk desk;
    QCOMPARE(desk.execute("kick Studio-A too loud"), QStringLiteral("studio-a was sent away"));
    QCOMPARE(desk.dismissed.size(), std::size_t{1});
    const auto &[session, farewell] = desk.dismissed.front();
    QCOMPARE(session, SessionId{7});
    QCOMPARE(farewell.reason, LeaveReason::Kicked);
    QCOMPARE(farewell.lines, QByteArray{"BYE\n"});
    QCOMPARE(farewell.notice,
             QByteArray{"NOTICE: the operator of this tracker ended your connection: too loud\n"});
    QVERIFY(desk.logged.contains(" kicked peer=studio-a reason=\"too loud\"\n"));
    QVERIFY(desk.bans.isEmpty());
}

void TestAccessCommands::kicksEverybodyInANetwork()
{
    Desk desk;
    [[maybe_unused]] const auto *c = desk.catalogue.join({hostName("studio-c"), 4002, {}},
                                                         QHostAddress{QStringLiteral("10.0.0.9")},
                                                         SessionId{9});
    QCOMPARE(desk.execute("kick 10.0.0.0/24"), QStringLiteral("2 peers were sent away"));
    QCOMPARE(desk.dismissed.size(), std::size_t{2});
}

void TestAccessCommands::saysWhenThereIsNobodyToKick()
{
    Desk desk;
    QCOMPARE(desk.execute("kick studio-c"),
             QStringLiteral("there is no peer studio-c; 'peers' lists those there are"));
}

void TestAccessCommands::bansAndSendsAway()
{
    Desk desk;
    QCOMPARE(desk.execute("ban 10.0.0.0/24 be quiet"),
             QStringLiteral("10.0.0.0/24 is banned; studio-a was sent away"));
    QCOMPARE(desk.dismissed.size(), std::size_t{1});
    QCOMPARE(desk.dismissed.front().second.reason, LeaveReason::Banned);
    QVERIFY(desk.dismissed.front().second.notice.contains("be quiet"));
    const auto ban = desk.bans.find(QHostAddress{QStringLiteral("10.0.0.77")});
    QVERIFY(ban);
    QVERIFY(!ban->until);
    QCOMPARE(ban->reason, QStringLiteral("be quiet"));
    QVERIFY(desk.logged.contains(" ban who=10.0.0.0/24 reason=\"be quiet\"\n"));
}

void TestAccessCommands::bansForATime()
{
    Desk desk;
    QCOMPARE(desk.execute("ban studio-z for 2h"),
             QStringLiteral("studio-z is banned; nobody there was sent away"));
    const auto address = QHostAddress{QStringLiteral("::1")};
    desk.clock.advance(2h - 1s);
    QVERIFY(desk.bans.find(hostName("studio-z"), address));
    desk.clock.advance(1s);
    QVERIFY(!desk.bans.find(hostName("studio-z"), address));
}

void TestAccessCommands::saysWhenABanDoesNotLast()
{
    Desk desk;
    QVERIFY(desk.folder.remove());
    QFile inTheWay{desk.folder.path()};
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const auto answer = desk.answer(QStringLiteral("ban studio-z"));
    QVERIFY(inTheWay.remove());
    QVERIFY(answer);
    QCOMPARE(answer->status, Answer::Status::Failed);
    QVERIFY2(answer->error.contains(QStringLiteral("only until the tracker ends")),
             qPrintable(answer->error));
    QCOMPARE(desk.bans.count(), std::size_t{1});
}

void TestAccessCommands::liftsABan()
{
    Desk desk;
    desk.execute("ban 10.0.0.0/24");
    QCOMPARE(desk.execute("unban 10.0.0.0/24"), QStringLiteral("10.0.0.0/24 is let in again"));
    QVERIFY(desk.bans.isEmpty());
    QVERIFY(desk.logged.contains(" unban who=10.0.0.0/24\n"));
}

void TestAccessCommands::saysWhenThereIsNoBanToLift()
{
    Desk desk;
    desk.execute("ban 10.0.0.0/24");
    QCOMPARE(desk.execute("unban 10.0.0.4"),
             QStringLiteral("10.0.0.4 is not banned; 'bans' lists who is"));
    QCOMPARE(desk.bans.count(), std::size_t{1});
}

void TestAccessCommands::listsBans()
{
    Desk desk;
    QCOMPARE(desk.execute("bans"), QStringLiteral("nobody is banned"));
    desk.execute("ban studio-z for 1d be quiet");
    desk.execute("ban 10.9.0.0/16");
    QCOMPARE(desk.execute("bans"),
             QStringLiteral("BANNED       UNTIL (UTC)          REASON\n"
                            "studio-z     2023-11-15 23:13:20  be quiet\n"
                            "10.9.0.0/16"));
}

void TestAccessCommands::answersInJson()
{
    Desk desk{Style::Json};
    const auto banned = QJsonDocument::fromJson(desk.execute("ban studio-a").toUtf8()).object();
    QCOMPARE(banned.value(QStringLiteral("who")).toString(), QStringLiteral("studio-a"));
    QCOMPARE(banned.value(QStringLiteral("hit")).toArray().size(), 1);
    QCOMPARE(desk.execute("bans"), QStringLiteral(R"({"who":"studio-a"})"));
    QCOMPARE(desk.execute("unban studio-a"), QStringLiteral(R"({"unbanned":"studio-a"})"));
    QCOMPARE(desk.execute("kick studio-b"), QStringLiteral(R"({"kicked":["studio-b"]})"));
}

QTEST_GUILESS_MAIN(TestAccessCommands)
#include "tst_accesscommands.moc"
