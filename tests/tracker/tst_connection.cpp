#include "tests/tracker/heldconnection.h"

#include <QRegularExpression>
#include <QTest>

#include <sys/epoll.h>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

class TestConnection : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void understandsLinesHoweverTheyAreCut_data();
    void understandsLinesHoweverTheyAreCut();
    void closesWhoIsNotAcceptedInTime_data();
    void closesWhoIsNotAcceptedInTime();
    void pingsASilentPeerAndRemovesIt();
    void keepsAPeerThatShowsAnySign_data();
    void keepsAPeerThatShowsAnySign();
    void stopsReadingFromAPeerThatTakesNothing();
    void removesAPeerThatTakesNothing();
    void tellsWhetherItCameToAnything_data();
    void tellsWhetherItCameToAnything();
    void isCutOffWithoutAWord();
    void givesOthersATurnBetweenBigAnswers();
    void cutsOffWhoWouldExceedTheTotal();
    void closesAfterTheErrorLine_data();
    void closesAfterTheErrorLine();
    void givesUpOnAPeerThatDoesNotClose();
    void givesUpOnAPeerThatNeverStopsTalking();
    void answersAPeerThatHasFinished();
    void dropsThePeerOfABrokenConnection();
    void measuresTheRoundTripOfAProbe();
    void saysByeWhenShutDown_data();
    void saysByeWhenShutDown();
    void isSmall();
};

void TestConnection::understandsLinesHoweverTheyAreCut_data()
{
    QTest::addColumn<int>("bytes");
    for (const int bytes : {1, 2, 7, 64, 10'000})
        QTest::addRow("%d at a time", bytes) << bytes;
}

void TestConnection::understandsLinesHoweverTheyAreCut()
{
    QFETCH(const int, bytes);
    Held held;
    const QByteArray said = "HELLO FT/2 name=me port=4000\r\n"
                            "SHARE: <docs/a.pdf, t, 1, 05/11/25, 1.1.1.1, 9>\n"
                            "SEARCH: b.pdf\nPING\n";
    QByteArray answer;
    for (qsizetype i = 0; i < said.size(); i += bytes)
        answer += held.say(said.mid(i, bytes));
    QVERIFY(answer.startsWith("HI FT/2 "));
    QVERIFY(answer.endsWith("\nSHARED: total=1\nNOT FOUND\nPONG\n"));
}

void TestConnection::closesWhoIsNotAcceptedInTime_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("silent") << QByteArray{};
    QTest::newRow("part of a line") << QByteArray{"HEL"};
    QTest::newRow("greeted, shares nothing")
        << QByteArray{"HELLO FT/2 name=me port=4000\nSHARE:\n"};
}

void TestConnection::closesWhoIsNotAcceptedInTime()
{
    QFETCH(const QByteArray, said);
    Held held;
    held.passTime(held.limits.handshake - 1ms);
    held.say(said); // life does not move this deadline
    QVERIFY(!held.wire.trackerFinished);
    held.passTime(1ms);
    QVERIFY(held.wire.trackerFinished);
    QCOMPARE(held.heard(), QByteArray{});
}

void TestConnection::pingsASilentPeerAndRemovesIt()
{
    Held held;
    held.join();
    held.passTime(held.limits.ping - 1ms);
    QCOMPARE(held.heard(), QByteArray{});
    held.passTime(1ms);
    QCOMPARE(held.heard(), QByteArray{"PING\n"});
    held.passTime(held.limits.ping - 1ms);
    QVERIFY(!held.connection->isGone());
    QCOMPARE(held.peers(), std::size_t{1});
    held.passTime(1ms);
    QVERIFY(held.connection->isGone());
    QCOMPARE(held.peers(), std::size_t{0});
    QCOMPARE(held.heard(), QByteArray{});
}

void TestConnection::keepsAPeerThatShowsAnySign_data()
{
    QTest::addColumn<QByteArray>("sign");
    QTest::newRow("PONG") << QByteArray{"PONG\n"};
    QTest::newRow("a request") << QByteArray{"SEARCH: x\n"};
    QTest::newRow("one byte") << QByteArray{"S"};
}

void TestConnection::keepsAPeerThatShowsAnySign()
{
    QFETCH(const QByteArray, sign);
    Held held;
    held.join();
    held.passTime(held.limits.ping);
    QCOMPARE(held.heard(), QByteArray{"PING\n"});
    held.passTime(held.limits.ping - 1ms);
    held.say(sign);
    held.passTime(held.limits.ping - 1ms);
    QCOMPARE(held.heard(), QByteArray{});
    held.passTime(1ms);
    QCOMPARE(held.heard(), QByteArray{"PING\n"});
    QVERIFY(!held.connection->isGone());
}

void TestConnection::stopsReadingFromAPeerThatTakesNothing()
{
    Held held;
    held.limits.pending = 100;
    held.join();
    held.wire.room = 0;
    held.say(QByteArray{"SEARCH: a.pdf\n"}.repeated(5));
    QCOMPARE(held.connection->events(), std::uint32_t{EPOLLOUT});
    const auto waiting = held.context.pendingTotal;
    QVERIFY(waiting > 100);
    held.say("SEARCH: a.pdf\n");
    QCOMPARE(held.context.pendingTotal, waiting);
    held.take(1'000'000);
    QCOMPARE(held.heard().count("FOUND: "), 5);
    QCOMPARE(held.connection->events(), std::uint32_t{EPOLLIN});
    QCOMPARE(held.context.pendingTotal, 0);
    QCOMPARE(held.say({}).count("FOUND: "), 1);
}

void TestConnection::removesAPeerThatTakesNothing()
{
    Held held;
    held.join();
    held.wire.room = 0;
    held.say("SEARCH: a.pdf\n");
    held.passTime(held.limits.stall - 1ms);
    QVERIFY(!held.connection->isGone());
    held.passTime(1ms);
    QVERIFY(held.connection->isGone());
    QCOMPARE(held.peers(), std::size_t{0});
    held.connection.reset();
    QCOMPARE(held.context.pendingTotal, 0);
}

void TestConnection::tellsWhetherItCameToAnything_data()
{
    const QByteArray hello = "HELLO FT/2 name=me port=1\n";
    const QByteArray share = "SHARE: <a, t, 1, 05/11/25, 1.1.1.1, 9>\n";
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<bool>("hasFailed");
    QTest::newRow("nothing said") << QByteArray{} << true;
    QTest::newRow("greeted") << hello << true;
    QTest::newRow("refused") << QByteArray{"HELLO FT/2 name=taken port=1\n"} << true;
    QTest::newRow("accepted") << hello + share << false;
    QTest::newRow("accepted, left") << hello + share + "BYE\n" << false;
    QTest::newRow("accepted, then undecodable") << hello + share + "FROB\n" << true;
}

void TestConnection::tellsWhetherItCameToAnything()
{
    QFETCH(const QByteArray, said);
    Held held;
    const Greeting other{hostName("taken"), 1, {}};
    QVERIFY(held.catalogue.join(other, QHostAddress{QStringLiteral("10.0.0.5")}, SessionId{2}));
    held.say(said);
    held.wire.peerFinished = true;
    held.connection->onReadable();
    QVERIFY(held.connection->isGone());
    QTEST(held.connection->hasFailed(), "hasFailed");
}

void TestConnection::isCutOffWithoutAWord()
{
    Held held;
    held.join();
    held.connection->cutOff();
    QVERIFY(held.connection->isGone());
    QCOMPARE(held.heard(), QByteArray{});
    QCOMPARE(held.peers(), std::size_t{0});
}

void TestConnection::givesOthersATurnBetweenBigAnswers()
{
    Held held;
    held.limits.outputPerTurn = 50; // less than one answer
    held.join();
    held.wire.toTracker = QByteArray{"SEARCH: a.pdf\n"}.repeated(3);
    held.connection->onReadable();
    for (int answers = 1; answers < 3; ++answers) {
        QCOMPARE(held.wire.fromTracker.count("FOUND: "), answers);
        QVERIFY(held.connection->wantsTurn());
        QCOMPARE(held.connection->events(), 0U); // nothing is read meanwhile
        held.connection->takeTurn();
    }
    held.takeTurns();
    QCOMPARE(held.wire.fromTracker.count("FOUND: "), 3);
    QCOMPARE(held.connection->events(), std::uint32_t{EPOLLIN});
}

void TestConnection::cutsOffWhoWouldExceedTheTotal()
{
    Held held;
    held.limits.pendingTotal = 1'000;
    held.join();
    held.wire.room = 0;
    held.context.pendingTotal = 990; // of others
    held.say("SEARCH: a.pdf\n");
    QVERIFY(held.connection->isGone());
    QCOMPARE(held.peers(), std::size_t{0});
    held.connection.reset();
    QCOMPARE(held.context.pendingTotal, 990);
}

void TestConnection::closesAfterTheErrorLine_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("unknown verb") << QByteArray{"FROB\n"} << QByteArray{"unknown-verb"};
    QTest::newRow("bad UTF-8") << QByteArray{"FIND: \xff\n"} << QByteArray{"bad-utf8"};
    QTest::newRow("zero bytes") << QByteArray(100, '\0') + '\n' << QByteArray{"malformed"};
    QTest::newRow("a line of 65,536 bytes and no end")
        << QByteArray(65'536, 'A') << QByteArray{"too-long"};
    QTest::newRow("a TLS handshake") << QByteArray{"\x16\x03\x01"} << QByteArray{"malformed"};
}

void TestConnection::closesAfterTheErrorLine()
{
    QFETCH(const QByteArray, said);
    QFETCH(const QByteArray, code);
    Held held;
    const auto answer = held.say(said + "PING\nPING\n");
    QVERIFY2(answer.startsWith(QByteArray{"ERROR: " + code + ' '}), answer.constData());
    QCOMPARE(answer.count('\n'), 1);
    QVERIFY(held.wire.trackerFinished);
    held.say("what comes later is dropped\n");
    QVERIFY(!held.connection->isGone());
    held.wire.peerFinished = true;
    held.connection->onReadable();
    QVERIFY(held.connection->isGone());
}

void TestConnection::givesUpOnAPeerThatDoesNotClose()
{
    Held held;
    held.say("FROB\n");
    held.passTime(held.limits.closing - 1ms);
    QVERIFY(!held.connection->isGone());
    held.passTime(1ms);
    QVERIFY(held.connection->isGone());
}

void TestConnection::givesUpOnAPeerThatNeverStopsTalking()
{
    Held held;
    held.limits.drained = 100'000;
    held.say("FROB\n");
    held.say(QByteArray(50'000, 'x'));
    QVERIFY(!held.connection->isGone());
    held.say(QByteArray(60'000, 'x'));
    QVERIFY(held.connection->isGone());
}

void TestConnection::answersAPeerThatHasFinished()
{
    Held held;
    held.join();
    held.wire.peerFinished = true;
    held.wire.toTracker = "SEARCH: b.pdf\nPIN";
    held.connection->onReadable();
    held.connection->onReadable();
    QCOMPARE(held.heard(), QByteArray{"NOT FOUND\n"});
    QVERIFY(held.wire.trackerFinished);
    QVERIFY(held.connection->isGone());
    QCOMPARE(held.peers(), std::size_t{0});
}

void TestConnection::dropsThePeerOfABrokenConnection()
{
    Held held;
    held.join();
    held.wire.broken = true;
    held.connection->onReadable();
    QVERIFY(held.connection->isGone());
    QCOMPARE(held.peers(), std::size_t{0});
}

void TestConnection::measuresTheRoundTripOfAProbe()
{
    Held held;
    held.join();
    held.passTime(held.limits.ping); // a PING of its own is on the way
    QList<int> answers;
    const auto note = [&](std::chrono::nanoseconds time) {
        answers << static_cast<int>(time / 1ms);
    };
    held.connection->probe(note);
    QCOMPARE(held.heard(), QByteArray{"PING\nPING\n"});
    held.clock.advance(4ms);
    held.context.now = held.clock.now();
    held.say("PONG\n"); // to the first
    QCOMPARE(answers, QList<int>{});
    held.clock.advance(3ms);
    held.context.now = held.clock.now();
    held.say("PONG\nPONG\n");
    QCOMPARE(answers, QList<int>{7});
}

void TestConnection::saysByeWhenShutDown_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QByteArray>("bye");
    QTest::newRow("silent") << QByteArray{} << QByteArray{};
    QTest::newRow("greeted") << QByteArray{"HELLO FT/2 name=me port=1\n"} << QByteArray{"BYE\n"};
    QTest::newRow("accepted") << QByteArray{"HELLO FT/2 name=me port=1\n"
                                            "SHARE: <a, t, 1, 05/11/25, 1.1.1.1, 9>\n"}
                              << QByteArray{"BYE\n"};
    QTest::newRow("in error") << QByteArray{"FROB\n"} << QByteArray{};
}

void TestConnection::saysByeWhenShutDown()
{
    QFETCH(const QByteArray, said);
    Held held;
    held.say(said);
    held.connection->shutDown();
    QTEST(held.heard(), "bye");
    QVERIFY(held.wire.trackerFinished);
    QVERIFY(held.connection->isGone());
    QCOMPARE(held.peers(), std::size_t{0});
}

/// 9,000 idle ones shall not be noticed: at most 1 KB each with what they point to.
void TestConnection::isSmall()
{
    QVERIFY2(sizeof(Connection) <= 384, qPrintable(QString::number(sizeof(Connection))));
}

QTEST_APPLESS_MAIN(TestConnection)
#include "tst_connection.moc"
