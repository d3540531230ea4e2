#include "tests/tracker/heldconnection.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace std::chrono_literals;

/// What one connection may take of the others' time and memory.
class TestConnectionPace : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void keepsAPeerThatTakesALittle();
    void removesAPeerThatTakesTooLittle();
    void closesWhoDoesNotEndALine();
    void waitsForALineThatComesSlowly();
    void letsOthersGoOnBetweenManyRequests_data();
    void letsOthersGoOnBetweenManyRequests();
    void stopsReadingFromWhoAnnouncesTooMuch();
    void restsWhileOthersAreServed_data();
    void restsWhileOthersAreServed();
    void refusesQuestionsOfWhoAskedTooMuch();
};

void TestConnectionPace::keepsAPeerThatTakesALittle()
{
    Held held;
    held.limits.leastPace = 10;
    held.join();
    held.wire.room = 0;
    held.say(QByteArray{"SEARCH: a.pdf\n"}.repeated(50));
    for (int seconds = 0; seconds < 100; ++seconds) {
        held.passTime(1s);
        held.take(10);
    }
    QVERIFY(!held.connection->isGone());
    QCOMPARE(held.wire.fromTracker.size(), 1'000);
}

void TestConnectionPace::removesAPeerThatTakesTooLittle()
{
    Held held;
    held.limits.leastPace = 10;
    held.limits.stall = 30s;
    held.join();
    held.wire.room = 0;
    held.say(QByteArray{"SEARCH: a.pdf\n"}.repeated(50));
    int seconds = 0;
    for (; seconds < 100 && !held.connection->isGone(); ++seconds) {
        held.passTime(1s);
        held.take(5);
    }
    QCOMPARE(seconds, 59); // it loses half a second in each, and its last word is not waited for
    QCOMPARE(held.peers(), std::size_t{0});
}

void TestConnectionPace::closesWhoDoesNotEndALine()
{
    Held held;
    held.limits.line = 100s;
    held.join();
    for (int seconds = 0; seconds < 100; seconds += 10) {
        QVERIFY(!held.wire.trackerFinished);
        held.say("S"); // always a sign of life
        held.passTime(10s);
    }
    QVERIFY(held.wire.trackerFinished);
    QCOMPARE(held.peers(), std::size_t{0});
    QCOMPARE(held.heard(), QByteArray{});
}

void TestConnectionPace::waitsForALineThatComesSlowly()
{
    Held held;
    held.limits.line = 100s;
    held.join();
    for (int line = 0; line < 5; ++line) {
        held.say("PON");
        held.passTime(20s);
        held.say("G");
        held.passTime(20s);
        held.say("\n");
    }
    QVERIFY(!held.wire.trackerFinished);
    QCOMPARE(held.peers(), std::size_t{1});
}

void TestConnectionPace::letsOthersGoOnBetweenManyRequests_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("perTurn");
    QTest::newRow("cheap ones") << QByteArray{"SEARCH: b\n"} << 16;
    QTest::newRow("others") << QByteArray{"PEERS: name=me\n"} << 1;
}

void TestConnectionPace::letsOthersGoOnBetweenManyRequests()
{
    QFETCH(const QByteArray, request);
    QFETCH(const int, perTurn);
    Held held;
    held.join();
    held.clock.step = held.limits.timePerTurn; // each look at the clock ends the turn
    held.wire.toTracker = request.repeated(3 * perTurn + 1);
    held.connection->onReadable();
    for (int turn = 1; turn < 4; ++turn) {
        QCOMPARE(held.wire.fromTracker.count('\n'), turn * perTurn);
        QVERIFY(held.connection->wantsTurn());
        held.connection->takeTurn();
    }
    QVERIFY(!held.connection->wantsTurn());
    QCOMPARE(held.wire.fromTracker.count('\n'), 3 * perTurn + 1);
}

void TestConnectionPace::stopsReadingFromWhoAnnouncesTooMuch()
{
    const QByteArray share = "SHARE: <b.pdf, t, 1, 05/11/25, 1.1.1.1, 9>\n";
    Held held{{.announcedPerSecond = 10, .announcedAtOnce = 128}};
    held.join();
    QCOMPARE(held.say(share.repeated(3)).count("SHARED: "), 3);
    QVERIFY(held.connection->events() == 0);
    QVERIFY(held.connection->isHeldBack());
    QVERIFY(held.connection->heldBackUntil() > held.clock.now());
    QVERIFY(held.connection->heldBackUntil() <= held.clock.now() + 5s);
    QCOMPARE(held.say(share), QByteArray{});
    held.passTime(5s);
    QCOMPARE(held.connection->events(), std::uint32_t{EPOLLIN});
    QCOMPARE(held.say({}), QByteArray{"SHARED: total=2\n"});
    QVERIFY(held.connection->events() == 0);
    held.passTime(held.connection->heldBackUntil() - held.clock.now());
    QCOMPARE(held.connection->events(), std::uint32_t{EPOLLIN});
}

void TestConnectionPace::restsWhileOthersAreServed_data()
{
    QTest::addColumn<bool>("areOthersServed");
    QTest::addColumn<int>("requests");
    QTest::addColumn<bool>("rests");
    QTest::newRow("more than a turn, beside others") << true << 100 << true;
    QTest::newRow("more than a turn, alone") << false << 100 << false;
    QTest::newRow("a turn, beside others") << true << 16 << false;
}

void TestConnectionPace::restsWhileOthersAreServed()
{
    QFETCH(const bool, areOthersServed);
    QFETCH(const int, requests);
    QFETCH(const bool, rests);
    Held held;
    held.join();
    held.clock.step = held.limits.timePerTurn;
    held.context.turns += areOthersServed ? 1 : 0;
    held.wire.toTracker = QByteArray{"SEARCH: b\n"}.repeated(requests);
    held.connection->onReadable();
    QCOMPARE(held.connection->isHeldBack(), rests);
    QCOMPARE(held.wire.fromTracker.count('\n'), 16);
    if (!rests)
        return;
    QVERIFY(!held.connection->wantsTurn());
    QVERIFY(held.connection->heldBackUntil() >= held.context.now + 3 * held.limits.timePerTurn);
    held.passTime(10ms);
    QVERIFY(held.connection->wantsTurn());
}

void TestConnectionPace::refusesQuestionsOfWhoAskedTooMuch()
{
    Held held{{.askedPerSecond = 10ms, .askedAtOnce = 100ms}};
    held.join();
    held.clock.step = 60ms; // what each turn takes
    QCOMPARE(held.say("SEARCH: b\n"), QByteArray{"NOT FOUND\n"});
    QCOMPARE(held.say("SEARCH: b\n"), QByteArray{"NOT FOUND\n"});
    const auto refused = held.say("SEARCH: b\nPEERS:\nPING\n");
    QVERIFY2(refused.startsWith("REFUSED: busy, "), refused.constData());
    QCOMPARE(refused.count("REFUSED: busy, "), 2);
    QCOMPARE(refused.count(", retry="), 2);
    QVERIFY(refused.endsWith("\nPONG\n"));
    held.clock.step = {};
    held.passTime(20s);
    QCOMPARE(held.say("SEARCH: b\n"), QByteArray{"NOT FOUND\n"});
}

QTEST_APPLESS_MAIN(TestConnectionPace)
#include "tst_connectionpace.moc"
