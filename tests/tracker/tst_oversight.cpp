#include "common/protocol/trackercodec.h"
#include "tests/support/manualclock.h"
#include "tests/tracker/records.h"
#include "tracker/core/trackerservice.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::protocol;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(ft::protocol::RefusalCode)

namespace {

const QByteArray HelloLine = "HELLO FT/2 name=me port=4000";
const QByteArray ShareLine = "SHARE: <a.pdf, t, 1, 05/11/25, 1.1.1.1, 9>";

/// A service under the eyes of its operator, and one session.
class Watched
{
public:
    Watched()
    {
        session.id = SessionId{1};
        session.remote = QHostAddress{QStringLiteral("10.0.0.4")};
        session.local = QHostAddress{QStringLiteral("10.0.0.1")};
    }

    QByteArray say(const QByteArray &line)
    {
        QByteArray out;
        const auto request = decodeTrackerRequest(line);
        const auto next = request ? service.handle(session, *request, out)
                                  : service.reject(session, request.error(), out);
        closed = next == TrackerService::Next::Close;
        return out;
    }
    void ban(const char *who, const QString &reason = {})
    {
        bans.add({parsePeerSelector(QString::fromLatin1(who)).value(), {}, reason});
    }

    ManualClock clock;
    Catalogue catalogue{clock};
    BanList bans{clock};
    std::vector<PeerEvent> events;
    Activity activity{[this](const PeerEvent &event) {
        events.push_back(event);
    }};
    TrackerService service{catalogue, {}, {&bans, &activity}};
    Session session;
    bool closed = false;
};

} // namespace

/// What a TrackerService asks of its operator, and tells.
class TestOversight : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void refusesTheBanned_data();
    void refusesTheBanned();
    void refusesWhoIsBannedBetweenHelloAndShare();
    void letsInWhoseBanHasRunOut();
    void tellsOfJoiningAndLeaving_data();
    void tellsOfJoiningAndLeaving();
    void tellsOfRefusals_data();
    void tellsOfRefusals();
    void takesANewPolicy();
};

void TestOversight::refusesTheBanned_data()
{
    QTest::addColumn<QByteArray>("who");
    QTest::addColumn<bool>("isRefused");
    for (const char *who : {"me", "ME", "10.0.0.4", "10.0.0.0/8"})
        QTest::newRow(who) << QByteArray{who} << true;
    for (const char *who : {"you", "10.0.0.5", "name:10.0.0.4", "2001:db8::/32"})
        QTest::newRow(who) << QByteArray{who} << false;
}

void TestOversight::refusesTheBanned()
{
    QFETCH(const QByteArray, who);
    QFETCH(const bool, isRefused);
    Watched tracker;
    tracker.ban(who.constData(), QStringLiteral("too loud"));
    const auto answer = tracker.say(HelloLine);
    QCOMPARE(answer.startsWith("REFUSED: banned, "), isRefused);
    QCOMPARE(answer.contains("too loud"), isRefused);
    QCOMPARE(tracker.closed, isRefused);
    QCOMPARE(tracker.activity.refused(RefusalCode::Banned), isRefused ? 1U : 0U);
}

void TestOversight::refusesWhoIsBannedBetweenHelloAndShare()
{
    Watched tracker;
    QVERIFY(tracker.say(HelloLine).startsWith("HI "));
    tracker.ban("me");
    QVERIFY(tracker.say(ShareLine).startsWith("REFUSED: banned, "));
    QVERIFY(tracker.closed);
    QCOMPARE(tracker.catalogue.totals().peers, std::size_t{0});
}

void TestOversight::letsInWhoseBanHasRunOut()
{
    Watched tracker;
    tracker.bans.add({hostName("me"), tracker.clock.wallTime() + 60s, {}});
    tracker.clock.advance(60s);
    QVERIFY(tracker.say(HelloLine).startsWith("HI "));
}

void TestOversight::tellsOfJoiningAndLeaving_data()
{
    QTest::addColumn<QByteArray>("last");
    QTest::addColumn<int>("reason");
    QTest::newRow("bye") << QByteArray{"BYE"} << static_cast<int>(LeaveReason::Bye);
    QTest::newRow("faulty") << QByteArray{"FROB"} << static_cast<int>(LeaveReason::Faulty);
    QTest::newRow("lost") << QByteArray{} << static_cast<int>(LeaveReason::Lost);
}

void TestOversight::tellsOfJoiningAndLeaving()
{
    QFETCH(const QByteArray, last);
    QFETCH(const int, reason);
    Watched tracker;
    tracker.say(HelloLine);
    QVERIFY(tracker.events.empty());
    tracker.say(ShareLine);
    QCOMPARE(tracker.events.size(), std::size_t{1});
    const auto *joined = std::get_if<PeerJoined>(&tracker.events.back());
    QVERIFY(joined);
    QCOMPARE(joined->name, hostName("me"));
    QCOMPARE(joined->endpoint, (Endpoint{QHostAddress{QStringLiteral("10.0.0.4")}, 4000}));
    if (!last.isEmpty())
        tracker.say(last);
    tracker.service.end(tracker.session);
    QCOMPARE(tracker.events.size(), std::size_t{2});
    const auto *left = std::get_if<PeerLeft>(&tracker.events.back());
    QVERIFY(left);
    QCOMPARE(left->name, hostName("me"));
    QCOMPARE(static_cast<int>(left->reason), reason);
    QCOMPARE(tracker.activity.joined(), 1U);
    QCOMPARE(tracker.activity.left(left->reason), 1U);
}

void TestOversight::tellsOfRefusals_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<RefusalCode>("code");
    QTest::newRow("a name in use") << HelloLine << RefusalCode::NameTaken;
    QTest::newRow("nothing shared")
        << QByteArray{"HELLO FT/2 name=you port=1\n" + ShareLine + "\nUNSHARE: <a.pdf>\nSEARCH: x"}
        << RefusalCode::NothingShared;
}

void TestOversight::tellsOfRefusals()
{
    QFETCH(const QByteArray, lines);
    QFETCH(const RefusalCode, code);
    Watched tracker;
    QVERIFY(tracker.catalogue.join({hostName("me"), 1, {}}, {}, SessionId{9}));
    for (const QByteArray &line : lines.split('\n'))
        tracker.say(line);
    const auto *refused = std::get_if<PeerRefused>(&tracker.events.back());
    QVERIFY(refused);
    QCOMPARE(refused->code, code);
    QCOMPARE(refused->address, tracker.session.remote);
    QVERIFY(refused->name);
    QCOMPARE(tracker.activity.refused(), 1U);
}

void TestOversight::takesANewPolicy()
{
    Watched tracker;
    tracker.service.setPolicy({.maxFiles = 1, .ping = 7s});
    QVERIFY(tracker.say(HelloLine).contains(" ping=7 max-files=1 "));
    tracker.say(ShareLine);
    QCOMPARE(tracker.say("SHARE: <b.pdf, t, 1, 05/11/25, 1.1.1.1, 9>"),
             QByteArray{"SHARED: total=1, dropped=1\n"});
    tracker.service.setPolicy({.maxFiles = 2, .ping = 7s});
    QCOMPARE(tracker.say("SHARE: <b.pdf, t, 1, 05/11/25, 1.1.1.1, 9>"),
             QByteArray{"SHARED: total=2\n"});
}

QTEST_APPLESS_MAIN(TestOversight)
#include "tst_oversight.moc"
