#include "tests/tracker/consolefixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;

/// limit, say, log and reload.
class TestOperatorCommands : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void listsLimits();
    void changesALimit();
    void refusesLimits_data();
    void refusesLimits();
    void tellsEveryPeer();
    void showsAndSetsTheLogLevel();
    void reloads_data();
    void reloads();
    void saysWhatIsWrongWithTheConfiguration();

private:
    std::uint64_t m_slots = 3;

    void addLimitTo(Desk &desk)
    {
        desk.limits.add({QStringLiteral("slots"),
                         QStringLiteral("how many at once"),
                         1,
                         10,
                         [this] { return m_slots; },
                         [this](std::uint64_t value) {
                             m_slots = value;
                         }});
    }
};

void TestOperatorCommands::listsLimits()
{
    Desk desk;
    addLimitTo(desk);
    QCOMPARE(desk.execute("limit"),
             QStringLiteral("LIMIT  VALUE  WHAT IT IS\nslots      3  how many at once"));
}

void TestOperatorCommands::changesALimit()
{
    Desk desk;
    addLimitTo(desk);
    QCOMPARE(desk.execute("limit slots 10"), QStringLiteral("slots is 10 from now on"));
    QCOMPARE(m_slots, 10U);
    QVERIFY(desk.logged.contains(" limit name=slots value=10\n"));
}

void TestOperatorCommands::refusesLimits_data()
{
    QTest::addColumn<QString>("error");
    QTest::newRow("limit slots 0") << QStringLiteral("slots is a number from 1 to 10");
    QTest::newRow("limit slots 11") << QStringLiteral("slots is a number from 1 to 10");
    QTest::newRow("limit shoes 1")
        << QStringLiteral("there is no limit \"shoes\"; 'limit' lists those there are");
}

void TestOperatorCommands::refusesLimits()
{
    m_slots = 3;
    Desk desk;
    addLimitTo(desk);
    QTEST(desk.execute(QTest::currentDataTag()), "error");
    QCOMPARE(m_slots, 3U);
}

void TestOperatorCommands::tellsEveryPeer()
{
    Desk desk;
    QCOMPARE(desk.execute("say back at 7, all"), QStringLiteral("told 2 peers"));
    QCOMPARE(desk.said, QByteArray{"NOTICE: back at 7%2C all\n"});
}

void TestOperatorCommands::showsAndSetsTheLogLevel()
{
    Desk desk;
    QCOMPARE(desk.execute("log"), QStringLiteral("the log tells info"));
    QCOMPARE(desk.execute("log error"), QStringLiteral("the log tells error"));
    QVERIFY(!desk.log.shows(LogLevel::Warning));
}

void TestOperatorCommands::reloads_data()
{
    QTest::addColumn<QStringList>("changed");
    QTest::addColumn<QStringList>("needRestart");
    QTest::addColumn<QString>("output");
    const QStringList none;
    const QStringList change{QStringLiteral("ping: 30 -> 5")};
    const QString nothing = QStringLiteral("nothing has changed that holds while the tracker runs");
    QTest::newRow("nothing") << none << none << nothing;
    QTest::newRow("a change") << change << none << change.front();
    QTest::newRow("a change for later")
        << none << QStringList{QStringLiteral("port")}
        << nothing + QStringLiteral("\nonly from the next start: port");
}

void TestOperatorCommands::reloads()
{
    QFETCH(const QStringList, changed);
    QFETCH(const QStringList, needRestart);
    Desk desk;
    desk.reloaded = ReloadOutcome{changed, needRestart};
    QTEST(desk.execute("reload"), "output");
}

void TestOperatorCommands::saysWhatIsWrongWithTheConfiguration()
{
    Desk desk;
    desk.reloaded = tl::unexpected(QStringLiteral("line 3 is wrong"));
    const auto answer = desk.answer(QStringLiteral("reload"));
    QVERIFY(answer);
    QCOMPARE(answer->status, Answer::Status::Failed);
    QCOMPARE(answer->error, QStringLiteral("line 3 is wrong"));
}

QTEST_GUILESS_MAIN(TestOperatorCommands)
#include "tst_operatorcommands.moc"
