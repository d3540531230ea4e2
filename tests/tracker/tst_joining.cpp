#include "tests/tracker/records.h"
#include "tests/tracker/trackeroflines.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

namespace {

/// Notes what is asked of connections.
class FakeSessions final : public SessionControl
{
public:
    void ask(SessionId id) override { asked.push_back(id); }
    void close(SessionId id) override { closed.push_back(id); }

    std::vector<SessionId> asked;
    std::vector<SessionId> closed;
};

/// Notes whose ports are to be tried.
class FakeReach final : public ReachWatch
{
public:
    void watch(const ProbeTarget &target) override { watched.push_back(target); }

    std::vector<ProbeTarget> watched;
};

struct Attached
{
    Attached() { tracker.service.attach({&sessions, &reach}); }

    QByteArray say(Session &session, const QByteArray &lines)
    {
        return tracker.say(session, lines);
    }
    /// A peer that shares these paths and has marked them as epoch 1, share 9f.
    Session marked(const QByteArray &name, const QByteArray &paths)
    {
        Session session = tracker.joined(name, paths);
        say(session, "EPOCH: 1, share=9f\n");
        return session;
    }
    /// Whether the asker finds a file of this name.
    bool isFound(Session &asker, const QByteArray &name)
    {
        return say(asker, "SEARCH: " + name + '\n').startsWith("FOUND: ");
    }
    void passTime(std::chrono::nanoseconds time)
    {
        tracker.clock.advance(time);
        while (tracker.catalogue.tidy()) {}
    }
    [[nodiscard]] std::uint64_t records() const { return tracker.catalogue.totals().records; }

    TrackerOfLines tracker;
    FakeSessions sessions;
    FakeReach reach;
};

const QByteArray Hello = "HELLO FT/2 name=me port=4000\n";
const QByteArray MarkedHello = "HELLO FT/2 name=me port=5000 epoch=1 share=9f\n";

} // namespace

class TestJoining : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void asksTheBearerOfANameFirst();
    void leavesTheNameToABearerThatAnswers();
    void givesTheNameOfOneThatDoesNotAnswer();
    void givesTheNameOfASilentOneAtOnce();
    void neverGivesTheNameToAnotherAddress();
    void hearsNoMoreOfADisplacedPeer();
    void givesTheRecordsOfADisplacedPeerBack();

    void acceptsWhoComesBackUnchanged();
    void hidesWhatIsKept();
    void keepsNothing_data();
    void keepsNothing();
    void offersAnotherStateForTakingOver();
    void dropsWhatIsNotTakenOver_data();
    void dropsWhatIsNotTakenOver();
    void keepsForAnotherAddressNothing();
    void leavesTheNameToOthersMeanwhile();
    void forgetsAfterTheTime();
    void removesBigSharesInSteps();
    void marksOnlyForAcceptedPeers();

    void watchesThePortsOfPeers();
    void tellsWhetherPeersAreReached();
    void ignoresWhatIsFoundOfAnEarlierSession();
};

void TestJoining::asksTheBearerOfANameFirst()
{
    Attached attached;
    const auto holder = attached.tracker.joined("me");
    auto newcomer = attached.tracker.session();
    const auto answer = attached.say(newcomer, Hello);
    QVERIFY2(answer.startsWith("REFUSED: name-taken, "), answer.constData());
    QVERIFY(answer.endsWith(", retry=3\n"));
    QVERIFY(attached.tracker.closed);
    QCOMPARE(attached.sessions.asked, std::vector{holder.id});
    QCOMPARE(attached.sessions.closed.size(), std::size_t{0});
}

void TestJoining::leavesTheNameToABearerThatAnswers()
{
    Attached attached;
    const auto holder = attached.tracker.joined("me");
    for (int i = 0; i < 5; ++i) {
        auto newcomer = attached.tracker.session();
        QVERIFY(attached.say(newcomer, Hello).startsWith("REFUSED: name-taken, "));
        attached.tracker.clock.advance(1s);
        holder.peer->heard = attached.tracker.clock.now();
        attached.tracker.clock.advance(2s);
    }
    QCOMPARE(attached.sessions.asked.size(), std::size_t{5});
    QCOMPARE(attached.sessions.closed.size(), std::size_t{0});
}

void TestJoining::givesTheNameOfOneThatDoesNotAnswer()
{
    Attached attached;
    auto holder = attached.tracker.joined("me", "old.pdf");
    auto first = attached.tracker.session();
    attached.say(first, Hello);
    attached.tracker.clock.advance(1s);
    auto early = attached.tracker.session();
    QVERIFY(attached.say(early, Hello).endsWith(", retry=3\n"));
    QCOMPARE(attached.sessions.asked.size(), std::size_t{1});
    attached.tracker.clock.advance(1s);
    auto second = attached.tracker.joined("me", "new.pdf");
    QCOMPARE(attached.sessions.closed, std::vector{holder.id});
    QVERIFY(attached.isFound(second, "new.pdf"));
    QVERIFY(!attached.isFound(second, "old.pdf"));
}

void TestJoining::givesTheNameOfASilentOneAtOnce()
{
    Attached attached;
    const auto holder = attached.tracker.joined("me");
    attached.tracker.clock.advance(36s);
    auto newcomer = attached.tracker.session();
    QVERIFY(attached.say(newcomer, Hello).startsWith("HI FT/2 "));
    QCOMPARE(attached.sessions.closed, std::vector{holder.id});
    QCOMPARE(attached.sessions.asked.size(), std::size_t{0});
}

void TestJoining::neverGivesTheNameToAnotherAddress()
{
    Attached attached;
    const auto holder = attached.tracker.joined("me");
    for (int i = 0; i < 3; ++i) {
        attached.tracker.clock.advance(36s);
        auto newcomer = attached.tracker.session("10.0.0.5");
        const auto answer = attached.say(newcomer, Hello);
        QVERIFY2(answer.startsWith("REFUSED: name-taken, "), answer.constData());
        QVERIFY(!answer.contains("retry="));
    }
    QCOMPARE(attached.sessions.asked.size(), std::size_t{0});
    QCOMPARE(attached.sessions.closed.size(), std::size_t{0});
}

void TestJoining::hearsNoMoreOfADisplacedPeer()
{
    Attached attached;
    auto holder = attached.tracker.joined("me", "old.pdf");
    attached.tracker.clock.advance(36s);
    auto newcomer = attached.tracker.joined("me", "new.pdf");
    attached.say(holder,
                 TrackerOfLines::shareOf("late.pdf") + "UNSHARE: <new.pdf>\nEPOCH: 2, share=9f\n");
    QVERIFY(!attached.isFound(newcomer, "late.pdf"));
    QVERIFY(attached.isFound(newcomer, "new.pdf"));
    attached.tracker.service.lose(holder);
    QCOMPARE(attached.tracker.catalogue.totals().peers, std::size_t{1});
    QVERIFY(attached.isFound(newcomer, "new.pdf"));
    attached.passTime(1s);
    QCOMPARE(attached.records(), 1U);
}

void TestJoining::givesTheRecordsOfADisplacedPeerBack()
{
    Attached attached;
    const auto holder = attached.marked("me", "a.pdf");
    attached.tracker.clock.advance(36s);
    auto newcomer = attached.tracker.session();
    QVERIFY(attached.say(newcomer, MarkedHello).contains(" total=1 "));
    QVERIFY(attached.isFound(newcomer, "a.pdf"));
}

void TestJoining::acceptsWhoComesBackUnchanged()
{
    Attached attached;
    auto lost = attached.marked("me", "a.pdf b.pdf");
    attached.tracker.service.lose(lost);
    QCOMPARE(attached.tracker.catalogue.totals().keptShares, std::size_t{1});
    attached.passTime(59s);
    auto back = attached.tracker.session();
    const auto hi = attached.say(back, MarkedHello);
    QVERIFY2(hi.startsWith("HI FT/2 ") && hi.contains(" total=2 epoch=1 share=9f"), hi.constData());
    QVERIFY(attached.say(back, "SEARCH: b.pdf\n").contains(", 10.0.0.4, 5000, "));
    QCOMPARE(attached.tracker.catalogue.totals().keptShares, std::size_t{0});
    QVERIFY(!back.hasFailed);
    // Unmarked again by the first change, and kept again after the next mark.
    QCOMPARE(attached.say(back, TrackerOfLines::shareOf("c.pdf")), QByteArray{"SHARED: total=3\n"});
}

void TestJoining::hidesWhatIsKept()
{
    Attached attached;
    auto lost = attached.marked("me", "a.pdf");
    auto other = attached.tracker.joined("other", "b.pdf");
    attached.tracker.service.lose(lost);
    QVERIFY(!attached.isFound(other, "a.pdf"));
    QCOMPARE(attached.say(other, "PEERS: name=me\n"), QByteArray{"PEERS:\n"});
}

void TestJoining::keepsNothing_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QByteArray>("lastWord");
    QTest::newRow("never marked") << QByteArray{} << QByteArray{};
    QTest::newRow("shared more since")
        << "EPOCH: 1, share=9f\n" + TrackerOfLines::shareOf("b") << QByteArray{};
    QTest::newRow("shared less since")
        << QByteArray{"EPOCH: 1, share=9f\nUNSHARE: <b>\n"} << QByteArray{};
    QTest::newRow("nothing shared any more")
        << QByteArray{"UNSHARE: <a>\nEPOCH: 1, share=9f\n"} << QByteArray{};
    QTest::newRow("said BYE") << QByteArray{"EPOCH: 1, share=9f\n"} << QByteArray{"BYE\n"};
    QTest::newRow("undecodable") << QByteArray{"EPOCH: 1, share=9f\n"} << QByteArray{"FROB\n"};
}

void TestJoining::keepsNothing()
{
    QFETCH(const QByteArray, said);
    QFETCH(const QByteArray, lastWord);
    Attached attached;
    auto lost = attached.tracker.joined("me", "a");
    attached.say(lost, said + lastWord);
    attached.tracker.service.lose(lost);
    QCOMPARE(attached.tracker.catalogue.totals().keptShares, std::size_t{0});
    auto back = attached.tracker.session();
    QVERIFY(!attached.say(back, MarkedHello).contains("total="));
    QCOMPARE(attached.records(), 0U);
}

void TestJoining::offersAnotherStateForTakingOver()
{
    Attached attached;
    auto lost = attached.marked("me", "a.pdf b.pdf");
    attached.tracker.service.lose(lost);
    auto back = attached.tracker.session();
    const auto hi = attached.say(back, "HELLO FT/2 name=me port=5000 epoch=2 share=aa\n");
    QVERIFY2(hi.contains(" total=2 epoch=1 share=9f"), hi.constData());
    QCOMPARE(attached.say(back, "SEARCH: a.pdf\n"), QByteArray{}); // not accepted yet
    QCOMPARE(attached.say(back, "EPOCH: 1, share=9f\nUNSHARE: <a.pdf>\nEPOCH: 2, share=aa\n"),
             QByteArray{"SHARED: total=2, epoch=1\nSHARED: total=1\nSHARED: total=1, epoch=2\n"});
    QVERIFY(attached.isFound(back, "b.pdf"));
    QVERIFY(!attached.isFound(back, "a.pdf"));
}

void TestJoining::dropsWhatIsNotTakenOver_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("another mark") << QByteArray{"EPOCH: 3, share=bb\n"};
    QTest::newRow("SHARE of nothing first") << QByteArray{"SHARE:\nEPOCH: 1, share=9f\n"};
    QTest::newRow("UNSHARE first") << QByteArray{"UNSHARE: <a.pdf>\nEPOCH: 1, share=9f\n"};
}

void TestJoining::dropsWhatIsNotTakenOver()
{
    QFETCH(const QByteArray, said);
    Attached attached;
    auto lost = attached.marked("me", "a.pdf");
    attached.tracker.service.lose(lost);
    auto back = attached.tracker.session();
    attached.say(back, "HELLO FT/2 name=me port=5000 epoch=2 share=aa\n");
    QCOMPARE(attached.say(back, said), QByteArray{});
    attached.say(back, TrackerOfLines::shareOf("b.pdf"));
    QVERIFY(!attached.isFound(back, "a.pdf"));
    QVERIFY(attached.isFound(back, "b.pdf"));
    attached.passTime(1s);
    QCOMPARE(attached.records(), 1U);
}

void TestJoining::keepsForAnotherAddressNothing()
{
    Attached attached;
    auto lost = attached.marked("me", "a.pdf");
    attached.tracker.service.lose(lost);
    auto stranger = attached.tracker.session("10.0.0.5");
    QVERIFY(!attached.say(stranger, MarkedHello).contains("total="));
    QCOMPARE(attached.say(stranger, "EPOCH: 1, share=9f\n"), QByteArray{});
    // Who only says HELLO takes nothing from the peer that may still come back.
    auto back = attached.tracker.session();
    QVERIFY(attached.say(back, MarkedHello).contains(" total=1 "));
}

void TestJoining::leavesTheNameToOthersMeanwhile()
{
    Attached attached;
    auto lost = attached.marked("me", "a.pdf");
    attached.tracker.service.lose(lost);
    const auto other = attached.tracker.joined("me", "b.pdf", "10.0.0.5");
    QVERIFY(other.peer);
    QCOMPARE(attached.tracker.catalogue.totals().keptShares, std::size_t{0});
    attached.passTime(1s);
    QCOMPARE(attached.records(), 1U);
}

void TestJoining::forgetsAfterTheTime()
{
    Attached attached;
    auto lost = attached.marked("me", "a.pdf");
    attached.tracker.service.lose(lost);
    attached.passTime(60s);
    QCOMPARE(attached.records(), 0U);
    auto back = attached.tracker.session();
    QVERIFY(!attached.say(back, MarkedHello).contains("total="));
}

void TestJoining::removesBigSharesInSteps()
{
    Attached attached;
    auto big = attached.tracker.joined("big", "0");
    for (int i = 0; i < 10; ++i) {
        QByteArray paths;
        for (int k = 0; k < 1'000; ++k)
            paths += QByteArray::number(i) + '/' + QByteArray::number(k) + ' ';
        attached.say(big, TrackerOfLines::shareOf(paths.trimmed()));
    }
    QCOMPARE(attached.records(), 10'001U);
    attached.say(big, "BYE\n");
    int steps = 0;
    const auto held = [&] {
        return attached.tracker.catalogue.totals().heldRecords;
    };
    auto before = held();
    QVERIFY(before > 5'000);
    QCOMPARE(attached.records(), 0U);
    while (attached.tracker.catalogue.tidy()) {
        QVERIFY(before - held() <= 4'096);
        before = held();
        ++steps;
    }
    QCOMPARE(before, 0U);
    QVERIFY(steps >= 2);
}

void TestJoining::marksOnlyForAcceptedPeers()
{
    Attached attached;
    auto session = attached.tracker.session();
    QCOMPARE(attached.say(session, "EPOCH: 1, share=9f\n"), QByteArray{});
    attached.say(session, Hello);
    QCOMPARE(attached.say(session, "EPOCH: 1, share=9f\n"), QByteArray{});
    attached.say(session, TrackerOfLines::shareOf("a"));
    QCOMPARE(attached.say(session, "EPOCH: 1, share=9f\n"),
             QByteArray{"SHARED: total=1, epoch=1\n"});
}

void TestJoining::watchesThePortsOfPeers()
{
    Attached attached;
    auto greeted = attached.tracker.session();
    attached.say(greeted, Hello);
    QCOMPARE(attached.reach.watched.size(), std::size_t{0});
    attached.say(greeted, TrackerOfLines::shareOf("a") + "EPOCH: 1, share=9f\n");
    const ProbeTarget first{hostName("me"), greeted.id, {address("10.0.0.4"), 4000}};
    QCOMPARE(attached.reach.watched, std::vector{first});
    attached.tracker.service.lose(greeted);
    auto back = attached.tracker.session();
    attached.say(back, MarkedHello);
    const ProbeTarget second{hostName("me"), back.id, {address("10.0.0.4"), 5000}};
    QCOMPARE(attached.reach.watched, (std::vector{first, second}));
}

void TestJoining::tellsWhetherPeersAreReached()
{
    using State = Reach::State;
    Attached attached;
    auto session = attached.tracker.joined("me");
    auto &catalogue = attached.tracker.catalogue;
    const auto target = attached.reach.watched.front();
    const auto listed = [&] {
        return attached.say(session, "PEERS:\n");
    };
    QCOMPARE(listed(), QByteArray{"PEERS: <me, 10.0.0.4, 4000, files=1, bytes=1>\n"});
    QVERIFY(!catalogue.peer(hostName("me"))->isReachable);
    QVERIFY(catalogue.noteReach(target, {State::Reachable, Reach::Microseconds{1'500}}));
    QCOMPARE(listed(),
             QByteArray{"PEERS: <me, 10.0.0.4, 4000, files=1, bytes=1, reach=yes, rtt=1500>\n"});
    QCOMPARE(catalogue.peer(hostName("me"))->isReachable, true);
    QCOMPARE(catalogue.peer(hostName("me"))->roundTrip, 1'500us);
    QVERIFY(catalogue.noteReach(target, {State::Unknown, {}})); // could not be tried: as before
    QCOMPARE(catalogue.peer(hostName("me"))->isReachable, true);
    QVERIFY(catalogue.noteReach(target, {State::Unreachable, {}}));
    QCOMPARE(listed(), QByteArray{"PEERS: <me, 10.0.0.4, 4000, files=1, bytes=1, reach=no>\n"});
    QVERIFY(!catalogue.peer(hostName("me"))->roundTrip);
}

void TestJoining::ignoresWhatIsFoundOfAnEarlierSession()
{
    Attached attached;
    auto first = attached.tracker.joined("me");
    attached.say(first, "BYE\n");
    const Reach reached{Reach::State::Reachable, Reach::Microseconds{1}};
    QVERIFY(!attached.tracker.catalogue.noteReach(attached.reach.watched.front(), reached));
    const auto second = attached.tracker.joined("me");
    QVERIFY(!attached.tracker.catalogue.noteReach(attached.reach.watched.front(), reached));
    QVERIFY(!attached.tracker.catalogue.peer(hostName("me"))->isReachable);
    QVERIFY(attached.tracker.catalogue.noteReach(attached.reach.watched.back(), reached));
}

QTEST_APPLESS_MAIN(TestJoining)
#include "tst_joining.moc"
