#include "common/protocol/classic/classicsilence.h"
#include "tests/tracker/heldconnection.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;
using protocol::ClassicSilence;

namespace {

const QByteArray A = "<a.txt, txt, 12, 05/11/26, 10.0.0.4, 4000>";
const QByteArray FoundA = "FOUND: " + A;

/// What is said and then silence; the answer.
QByteArray ask(Held &held, const QByteArray &text)
{
    QByteArray answer = held.say(text);
    held.passTime(ClassicSilence);
    held.takeTurns();
    return answer + held.heard();
}

} // namespace

class TestClassicConnection : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void answersAfterSilence();
    void answersAtOnceWhatIsCertain();
    void answersWhoEndsItsDirection_data();
    void answersWhoEndsItsDirection();
    void waitsForTheRestOfAMessage_data();
    void waitsForTheRestOfAMessage();
    void speaksOurDialectWithWhomItBegins();
    void takesSeveralMessagesAtOnce();
    void takesAListOfAnyLength();
    void closesWhoIsNotAcceptedInTime_data();
    void closesWhoIsNotAcceptedInTime();
    void keepsTheConnectionOfAnAcceptedPeer();
    void closesAnAnsweredOneShotConnection();
    void closesInSilenceWhatItDoesNotUnderstand_data();
    void closesInSilenceWhatItDoesNotUnderstand();
    void tellsItNothingUnasked();
    void holdsBackWhoAsksTooMuch();
};

void TestClassicConnection::answersAfterSilence()
{
    Held held;
    QCOMPARE(held.say("HELLO"), QByteArray{});
    held.passTime(ClassicSilence - 1ms);
    QCOMPARE(held.heard(), QByteArray{});
    held.passTime(1ms);
    QCOMPARE(held.heard(), QByteArray{"HI"});
    QCOMPARE(held.say(A), QByteArray{});
    QCOMPARE(held.peers(), std::size_t{1});
    QCOMPARE(held.say("SEARCH: a.txt"), QByteArray{});
    held.passTime(ClassicSilence);
    QCOMPARE(held.heard(), FoundA);
    held.passTime(ClassicSilence);
    QCOMPARE(held.heard(), QByteArray{});
}

void TestClassicConnection::answersAtOnceWhatIsCertain()
{
    Held held;
    QCOMPARE(held.say("HELLO" + A), QByteArray{"HI"});
    QCOMPARE(held.say("SEARCH: a.txt\n"), FoundA);
    held.say("BYE");
    QCOMPARE(held.peers(), std::size_t{0});
    QVERIFY(held.wire.trackerFinished);
}

void TestClassicConnection::answersWhoEndsItsDirection_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("hello") << QByteArray{"HELLO"} << QByteArray{"HI"};
    QTest::newRow("hello and records") << "HELLO" + A << QByteArray{"HI"};
    QTest::newRow("a search, too") << "HELLO" + A + "SEARCH: a.txt"
                                   << "HI" + FoundA;
    QTest::newRow("part of hello") << QByteArray{"HEL"} << QByteArray{};
}

void TestClassicConnection::answersWhoEndsItsDirection()
{
    QFETCH(QByteArray, said);
    QFETCH(QByteArray, answer);
    Held held;
    const auto early = held.say(said);
    held.wire.peerFinished = true;
    held.connection->onReadable();
    QCOMPARE(early + held.heard(), answer);
    QVERIFY(held.connection->isGone());
}

void TestClassicConnection::waitsForTheRestOfAMessage_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("hello") << QByteArray{"HELLO"} << QByteArray{"HI"};
    QTest::newRow("hello and a search") << "HELLO" + A + "SEARCH: a.txt\n"
                                        << "HI" + FoundA;
}

void TestClassicConnection::waitsForTheRestOfAMessage()
{
    QFETCH(QByteArray, said);
    QFETCH(QByteArray, answer);
    Held held;
    held.limits.handshake = 1h;
    QByteArray heard;
    // Up to the name that is searched for, silence ends no message that is not whole.
    const auto slow = said.contains("SEARCH") ? said.indexOf("SEARCH: ") + 8 : said.size();
    for (qsizetype i = 0; i < slow; ++i)
        heard += ask(held, said.sliced(i, 1));
    heard += ask(held, said.sliced(slow));
    QCOMPARE(heard, answer);
}

void TestClassicConnection::speaksOurDialectWithWhomItBegins()
{
    Held held;
    for (const char c : QByteArray{"HELLO FT/2 name=me port=4000\n"})
        held.say(QByteArray{1, c});
    QCOMPARE(held.say("SHARE: <a.pdf, t, 1, 05/11/25, 1.1.1.1, 9>\n"),
             QByteArray{"SHARED: total=1\n"});
}

void TestClassicConnection::takesSeveralMessagesAtOnce()
{
    Held held;
    QCOMPARE(ask(held,
                 "HELLO" + A + "|<b, pdf, 1, 05/11/26, 10.0.0.4, 4000>\nSEARCH: b\nSEARCH: c"),
             QByteArray{"HIFOUND: <b, pdf, 1, 05/11/26, 10.0.0.4, 4000>NOT FOUND"});
}

void TestClassicConnection::takesAListOfAnyLength()
{
    Held held;
    QByteArray list;
    for (int i = 0; i < 5'000; ++i)
        list += "<file " + QByteArray::number(i) + ", txt, 1, 05/11/26, 10.0.0.4, 4000>\n";
    QCOMPARE_GT(list.size(), 64 * 1024);
    QCOMPARE(ask(held, "HELLO" + list + "SEARCH: file 4"),
             QByteArray{"HIFOUND: <file 4, txt, 1, 05/11/26, 10.0.0.4, 4000>"});
    QCOMPARE(ask(held, "SEARCH: file 5"), QByteArray{"NOT FOUND"});
}

void TestClassicConnection::closesWhoIsNotAcceptedInTime_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("nothing") << QByteArray{};
    QTest::newRow("part of hello") << QByteArray{"HEL"};
    QTest::newRow("hello") << QByteArray{"HELLO"};
    QTest::newRow("hello and a search") << QByteArray{"HELLOSEARCH: a"};
    QTest::newRow("a search") << QByteArray{"SEARCH: a"};
    QTest::newRow("a record that does not end") << QByteArray{"HELLO<a, txt"};
}

void TestClassicConnection::closesWhoIsNotAcceptedInTime()
{
    QFETCH(QByteArray, said);
    Held held;
    ask(held, said);
    held.passTime(held.limits.handshake - ClassicSilence - 1ms);
    QVERIFY(!held.wire.trackerFinished);
    held.passTime(1ms);
    QCOMPARE(held.heard(), QByteArray{});
    QVERIFY(held.wire.trackerFinished);
}

void TestClassicConnection::keepsTheConnectionOfAnAcceptedPeer()
{
    Held held;
    ask(held, "HELLO" + A);
    for (int hour = 0; hour < 24; ++hour)
        held.passTime(1h);
    QCOMPARE(held.heard(), QByteArray{});
    QCOMPARE(ask(held, "SEARCH: a.txt"), FoundA);
}

void TestClassicConnection::closesAnAnsweredOneShotConnection()
{
    Held held;
    // The peer, on a connection that has ended.
    Session session;
    session.id = SessionId{2};
    session.remote = QHostAddress{QStringLiteral("10.0.0.4")};
    session.classic = std::make_unique<ClassicSession>();
    const auto record = protocol::decodeClassicRecord(QByteArrayView{A}.sliced(1).chopped(1));
    for (const auto &said : std::initializer_list<protocol::ClassicMessage>{
             protocol::ClassicHello{}, protocol::ClassicOffer{*record, true, {}}}) {
        QByteArray ignored;
        QCOMPARE(held.service.handle(session, said, ignored), TrackerService::Next::Continue);
    }
    held.service.lose(session);

    QCOMPARE(ask(held, "SEARCH: a.txt"), FoundA);
    QVERIFY(!held.wire.trackerFinished);
    QCOMPARE(ask(held, "SEARCH: b"), QByteArray{"NOT FOUND"});
    held.passTime(1s);
    QVERIFY(held.wire.trackerFinished);
    QCOMPARE(held.peers(), std::size_t{1});
}

void TestClassicConnection::closesInSilenceWhatItDoesNotUnderstand_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("text behind hello") << QByteArray{"HELLO there"};
    QTest::newRow("binary behind hello") << QByteArray::fromHex("48454c4c4f00ff1002");
    QTest::newRow("text behind records") << A + "x";
    QTest::newRow("a search without an end") << QByteArray{"SEARCH: "}.leftJustified(5'000, 'x');
    QTest::newRow("a record without an end") << QByteArray(70'000, '<');
    QTest::newRow("a download") << "HELLO" + A + "DOWNLOAD: a.txt, txt, 12";
}

void TestClassicConnection::closesInSilenceWhatItDoesNotUnderstand()
{
    QFETCH(QByteArray, said);
    Held held;
    const auto answer = ask(held, said);
    QVERIFY2(answer.isEmpty() || answer == "HI", answer.constData());
    QVERIFY(held.wire.trackerFinished);
}

void TestClassicConnection::tellsItNothingUnasked()
{
    Held held;
    ask(held, "HELLO" + A);
    held.connection->dismiss({LeaveReason::Kicked, "BYE\n", "NOTICE: away\n"});
    QCOMPARE(held.heard(), QByteArray{});
    QVERIFY(held.wire.trackerFinished);
}

void TestClassicConnection::holdsBackWhoAsksTooMuch()
{
    Held held{{.askedPerSecond = 1ms, .askedAtOnce = 1ms}};
    ask(held, "HELLO" + A);
    held.clock.step = 20ms;
    held.say(QByteArray{"SEARCH: a.txt\n"}.repeated(100));
    QVERIFY(held.connection->isHeldBack());
    QCOMPARE(held.connection->events() & EPOLLIN, 0U);
}

QTEST_APPLESS_MAIN(TestClassicConnection)
#include "tst_classicconnection.moc"
