#include "tests/tracker/records.h"
#include "tracker/net/connection.h"

#include <QRegularExpression>
#include <QTest>

#include <sys/epoll.h>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

namespace {

/// The other end of a connection without a socket: what it sends, takes, and closes.
struct Wire
{
    QByteArray toTracker;
    QByteArray fromTracker;
    qsizetype room = 1 << 30; ///< bytes the other end still takes
    bool peerFinished = false;
    bool broken = false;
    bool trackerFinished = false;
};

class FakeTransport final : public Transport
{
public:
    explicit FakeTransport(Wire &wire)
        : m_wire(wire)
    {}

    [[nodiscard]] int descriptor() const override { return -1; }
    [[nodiscard]] Moved receive(char *room, qsizetype size) override
    {
        if (m_wire.broken)
            return {Moved::State::Broken, 0};
        const auto count = std::min(size, m_wire.toTracker.size());
        if (count == 0)
            return {m_wire.peerFinished ? Moved::State::Ended : Moved::State::NotNow, 0};
        std::copy_n(m_wire.toTracker.cbegin(), count, room);
        m_wire.toTracker.remove(0, count);
        return {Moved::State::Done, count};
    }
    [[nodiscard]] Moved send(QByteArrayView bytes) override
    {
        if (m_wire.broken)
            return {Moved::State::Broken, 0};
        const auto count = std::min(bytes.size(), m_wire.room);
        if (count == 0)
            return {Moved::State::NotNow, 0};
        m_wire.fromTracker.append(bytes.first(count));
        m_wire.room -= count;
        return {Moved::State::Done, count};
    }
    void finishSending() override { m_wire.trackerFinished = true; }

private:
    Wire &m_wire;
};

/// A clock that moves by itself only when it is looked at, by as much as it is told.
class StepClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return m_now += step; }
    [[nodiscard]] std::chrono::sys_seconds wallTime() const override { return {}; }
    void advance(std::chrono::nanoseconds time) { m_now += time; }

    std::chrono::nanoseconds step{};

private:
    mutable Instant m_now{std::chrono::hours{1}};
};

/// A connection as its reactor holds it, on a clock that stands still.
class Held
{
public:
    explicit Held(const PeerBudget::Limits &budget = {})
    {
        limits.peer = budget;
        Session session;
        session.id = SessionId{1};
        session.remote = QHostAddress{QStringLiteral("10.0.0.4")};
        session.local = QHostAddress{QStringLiteral("10.0.0.1")};
        connection = std::make_unique<Connection>(std::make_unique<FakeTransport>(wire),
                                                  std::move(session),
                                                  context);
    }

    /// Sends bytes to the tracker and lets it work as long as it wants to.
    QByteArray say(const QByteArray &bytes)
    {
        wire.toTracker += bytes;
        while (!wire.toTracker.isEmpty() && (connection->events() & EPOLLIN) != 0)
            connection->onReadable();
        takeTurns();
        return heard();
    }
    void takeTurns()
    {
        while (connection->wantsTurn())
            connection->takeTurn();
    }
    QByteArray heard() { return std::exchange(wire.fromTracker, {}); }

    void join()
    {
        say("HELLO FT/2 name=me port=4000\n");
        say("SHARE: <a.pdf, t, 1, 05/11/25, 1.1.1.1, 9>\n");
    }

    void passTime(std::chrono::nanoseconds time)
    {
        clock.advance(time);
        context.now = clock.now();
        if (connection->isHeldBack() && connection->heldBackUntil() <= context.now)
            connection->readOn();
        connection->onDeadline();
    }

    /// The other end takes that many bytes.
    void take(qsizetype bytes)
    {
        wire.room += bytes;
        connection->onWritable();
    }

    [[nodiscard]] std::size_t peers() const { return catalogue.totals().peers; }

    StepClock clock;
    NetLimits limits;
    ManualClock catalogueClock; ///< a step of the other is a turn of the connection
    Catalogue catalogue{catalogueClock};
    TrackerService service{catalogue, {}};
    ConnectionContext context{
        service, limits, clock, QByteArray{200'000, Qt::Uninitialized}, {}, 0, clock.now()};
    Wire wire;
    std::unique_ptr<Connection> connection;
};

} // namespace

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

void TestConnection::keepsAPeerThatTakesALittle()
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

void TestConnection::removesAPeerThatTakesTooLittle()
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

void TestConnection::closesWhoDoesNotEndALine()
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

void TestConnection::waitsForALineThatComesSlowly()
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

void TestConnection::letsOthersGoOnBetweenManyRequests_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("perTurn");
    QTest::newRow("cheap ones") << QByteArray{"SEARCH: b\n"} << 16;
    QTest::newRow("others") << QByteArray{"PEERS: name=me\n"} << 1;
}

void TestConnection::letsOthersGoOnBetweenManyRequests()
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

void TestConnection::stopsReadingFromWhoAnnouncesTooMuch()
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

void TestConnection::restsWhileOthersAreServed_data()
{
    QTest::addColumn<bool>("areOthersServed");
    QTest::addColumn<int>("requests");
    QTest::addColumn<bool>("rests");
    QTest::newRow("more than a turn, beside others") << true << 100 << true;
    QTest::newRow("more than a turn, alone") << false << 100 << false;
    QTest::newRow("a turn, beside others") << true << 16 << false;
}

void TestConnection::restsWhileOthersAreServed()
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

void TestConnection::refusesQuestionsOfWhoAskedTooMuch()
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
    QTest::newRow("bad UTF-8") << QByteArray{"SEARCH: \xff\n"} << QByteArray{"bad-utf8"};
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
