#include "tests/tracker/rawpeer.h"
#include "tests/tracker/records.h"
#include "tracker/net/reactor.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

#include <future>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

namespace {

/// Reactors on real sockets, with a bare listening socket in front.
class Net
{
public:
    explicit Net(const NetLimits &limits = {}, std::uint32_t threads = 2)
        : pool(std::make_unique<ReactorPool>(threads, service, limits, clock))
        , m_listening(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        service.attach({pool.get(), nullptr});
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto *any = reinterpret_cast<sockaddr *>(&address);
        socklen_t size = sizeof address;
        if (::bind(m_listening, any, size) == 0 && ::listen(m_listening, 100) == 0
            && ::getsockname(m_listening, any, &size) == 0)
            m_port = ntohs(address.sin_port);
    }
    ~Net() { ::close(m_listening); }
    Q_DISABLE_COPY_MOVE(Net)

    RawPeer connect(int receiveBuffer = 0)
    {
        RawPeer peer{m_port, receiveBuffer};
        pool->adopt(::accept4(m_listening, nullptr, nullptr, SOCK_CLOEXEC));
        return peer;
    }
    [[nodiscard]] std::size_t peers() const { return catalogue.totals().peers; }

    SystemClock clock;
    Catalogue catalogue{clock};
    Activity activity;
    TrackerService service{catalogue, {}, {nullptr, &activity}};
    std::unique_ptr<ReactorPool> pool;

private:
    int m_listening;
    quint16 m_port = 0;
};

/// A SHARE of as many files named x as fit into one line, in folders of long names.
QByteArray shareManyNamedX()
{
    QByteArray line = "SHARE:";
    for (int i = 0; line.size() < 60'000; ++i)
        line += " <" + QByteArray(200, 'd') + QByteArray::number(i)
                + "/x, t, 1, 05/11/25, 1.1.1.1, 9>";
    return line + '\n';
}

} // namespace

class TestReactor : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void answersBytesThatComeOneByOne();
    void answersSeveralMessagesOfOneSegment();
    void answersPipelinedSearchesInOrder();
    void closesASilentConnectionAtItsDeadline();
    void pingsASilentPeerAndRemovesIt();
    void holdsASlowReaderBackAndServesItLater();
    void removesAReaderThatStopped();
    void removesAPeerWhoseConnectionEnds_data();
    void removesAPeerWhoseConnectionEnds();
    void refusesANameAcrossThreads();
    void replacesABearerOfANameThatIsNotThere();
    void leavesTheNameToABearerThatIsThere();
    void findsAHalfOpenConnection();
    void givesTheShareBackToAPeerThatWasLost();
    void countsTheConnectionsOfAnAddress();
    void closesWhoTricklesItsGreeting();
    void closesWhoNeverEndsItsLine();
    void holdsBackWhoAnnouncesTooFast();
    void servesOthersBesideAFlood();
    void deliversTheErrorLineToAPeerThatStillTalks();
    void probesAPeer();
    void sendsAPeerAway_data();
    void sendsAPeerAway();
    void tellsOnlyThoseThatTakeNotices();
    void tellsWhenEveryThreadHasGotRound();
    void takesNewLimits();
    void saysByeToEverybodyAtTheEnd();
    void servesManyConnections();
};

void TestReactor::answersBytesThatComeOneByOne()
{
    Net net;
    auto peer = net.connect();
    for (const char c : QByteArray{"HELLO FT/2 name=me port=1\n"})
        QVERIFY(peer.send(QByteArray{1, c}));
    const auto hi = peer.readLine();
    QVERIFY(hi);
    QVERIFY2(hi->startsWith("HI FT/2 seen=127.0.0.1 "), hi->constData());
}

void TestReactor::answersSeveralMessagesOfOneSegment()
{
    Net net;
    auto peer = net.connect();
    QVERIFY(peer.send("HELLO FT/2 name=me port=1\nSHARE: <a, t, 1, 05/11/25, 1.1.1.1, 9>\n"
                      "SEARCH: b\nPING\nBYE\n"));
    const auto answer = peer.readToEnd();
    QVERIFY(answer);
    QVERIFY(answer->endsWith("\nSHARED: total=1\nNOT FOUND\nPONG\nBYE\n"));
    QTRY_COMPARE(net.peers(), std::size_t{0});
}

void TestReactor::answersPipelinedSearchesInOrder()
{
    constexpr int Searches = 10'000;
    Net net;
    auto peer = net.connect();
    QVERIFY(peer.join("me", "0"));
    QByteArray share = "SHARE:";
    for (int i = 1; i < 100; ++i)
        share += " <" + QByteArray::number(i) + ", t, 1, 05/11/25, 1.1.1.1, 9>";
    QVERIFY(peer.send(share + '\n'));
    QCOMPARE(peer.readLine(), QByteArray{"SHARED: total=100"});
    QByteArray searches;
    for (int i = 0; i < Searches; ++i)
        searches += "SEARCH: " + QByteArray::number(i % 100) + '\n';
    std::thread sender{[&] {
        peer.send(searches);
    }};
    int inOrder = 0;
    for (int i = 0; i < Searches; ++i) {
        const QByteArray expected = "FOUND: <" + QByteArray::number(i % 100) + ", ";
        inOrder += peer.readLine().value_or(QByteArray{}).startsWith(expected) ? 1 : 0;
    }
    sender.join();
    QCOMPARE(inOrder, Searches);
}

void TestReactor::closesASilentConnectionAtItsDeadline()
{
    Net net{{.handshake = 200ms}};
    QElapsedTimer time;
    time.start();
    auto silent = net.connect();
    auto greeted = net.connect();
    auto accepted = net.connect();
    QVERIFY(greeted.send("HELLO FT/2 name=greeted port=1\n"));
    QVERIFY(greeted.readLine());
    QVERIFY(accepted.join("accepted"));
    QCOMPARE(silent.readToEnd(), QByteArray{});
    QVERIFY(time.elapsed() >= 200);
    QCOMPARE(greeted.readToEnd(), QByteArray{});
    QVERIFY(accepted.isSilentFor(100ms));
    QCOMPARE(net.peers(), std::size_t{1});
}

void TestReactor::pingsASilentPeerAndRemovesIt()
{
    Net net{{.ping = 150ms}};
    auto dead = net.connect();
    auto alive = net.connect();
    QVERIFY(dead.join("dead"));
    QVERIFY(alive.join("alive"));
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(alive.readLine(), QByteArray{"PING"});
        QVERIFY(alive.send("PONG\n"));
    }
    QCOMPARE(dead.readToEnd(), QByteArray{"PING\n"});
    QTRY_COMPARE(net.peers(), std::size_t{1});
    QCOMPARE(alive.readLine(), QByteArray{"PING"});
}

void TestReactor::holdsASlowReaderBackAndServesItLater()
{
    Net net;
    auto peer = net.connect(4'096);
    QVERIFY(peer.join("slow"));
    QVERIFY(peer.send(shareManyNamedX()));
    QVERIFY(peer.readLine());
    // Answers of about 60 KB each; unheld they would fill any memory.
    const auto sent = peer.sendUntilStuck("SEARCH: x\n", 300ms);
    QVERIFY(sent > 0);
    const auto answered = net.service.searches().count();
    QVERIFY2(answered < 400, qPrintable(QString::number(answered)));
    QVERIFY(sent / 10 > static_cast<qsizetype>(answered));
    for (std::uint64_t i = 0; i < answered + 100; ++i) {
        auto line = peer.readLine();
        QVERIFY(line);
        while (line->endsWith(" +"))
            line = peer.readLine();
        QVERIFY(line->startsWith("FOUND: <d"));
    }
}

void TestReactor::removesAReaderThatStopped()
{
    Net net{{.stall = 300ms}};
    auto peer = net.connect(4'096);
    QVERIFY(peer.join("stopped"));
    QVERIFY(peer.send(shareManyNamedX()));
    QVERIFY(peer.readLine());
    QVERIFY(peer.sendUntilStuck("SEARCH: x\n", 100ms) > 0);
    QTRY_COMPARE(net.peers(), std::size_t{0});
    QTRY_COMPARE(net.pool->connections(), std::size_t{0});
}

void TestReactor::removesAPeerWhoseConnectionEnds_data()
{
    QTest::addColumn<QByteArray>("how");
    for (const char *how : {"close", "half-close", "reset"})
        QTest::newRow(how) << QByteArray{how};
}

void TestReactor::removesAPeerWhoseConnectionEnds()
{
    QFETCH(const QByteArray, how);
    Net net;
    auto peer = net.connect();
    QVERIFY(peer.join("me"));
    QCOMPARE(net.peers(), std::size_t{1});
    if (how == "close")
        peer.close();
    else if (how == "reset")
        peer.reset();
    else
        peer.halfClose();
    QTRY_COMPARE(net.peers(), std::size_t{0});
    QTRY_COMPARE(net.pool->connections(), std::size_t{0});
    if (how == "half-close")
        QCOMPARE(peer.readToEnd(), QByteArray{});
}

void TestReactor::refusesANameAcrossThreads()
{
    Net net;
    auto first = net.connect();
    auto second = net.connect();
    QVERIFY(first.join("me"));
    QVERIFY(second.send("HELLO FT/2 name=ME port=1\n"));
    const auto answer = second.readToEnd();
    QVERIFY(answer && answer->startsWith("REFUSED: name-taken, "));
    QCOMPARE(first.readLine(), QByteArray{"PING"});
    QVERIFY(first.send("PING\n"));
    QCOMPARE(first.readLine(), QByteArray{"PONG"});
}

void TestReactor::replacesABearerOfANameThatIsNotThere()
{
    Net net;
    auto gone = net.connect();
    QVERIFY(gone.join("me"));
    auto first = net.connect();
    QVERIFY(first.send("HELLO FT/2 name=me port=1\n"));
    const auto refused = first.readToEnd();
    QVERIFY(refused && refused->startsWith("REFUSED: name-taken, "));
    QVERIFY2(refused->endsWith(", retry=3\n"), refused->constData());
    // It does not answer the PING that this brought it.
    std::vector<RawPeer> tries;
    const auto joins = [&] {
        tries.push_back(net.connect());
        return tries.back().join("me");
    };
    bool hasJoined = false;
    QTRY_VERIFY_WITH_TIMEOUT(hasJoined || (hasJoined = joins()), 4'000);
    QCOMPARE(gone.readToEnd(), QByteArray{"PING\n"});
}

void TestReactor::leavesTheNameToABearerThatIsThere()
{
    Net net;
    auto holder = net.connect();
    QVERIFY(holder.join("me"));
    for (int i = 0; i < 3; ++i) {
        auto other = net.connect();
        QVERIFY(other.send("HELLO FT/2 name=me port=1\n"));
        const auto refused = other.readToEnd();
        QVERIFY(refused && refused->startsWith("REFUSED: name-taken, "));
        QCOMPARE(holder.readLine(), QByteArray{"PING"});
        QVERIFY(holder.send("PONG\nPING\n"));
        QCOMPARE(holder.readLine(), QByteArray{"PONG"});
    }
}

/// Nothing of it is read or answered any more, but the system keeps it open.
void TestReactor::findsAHalfOpenConnection()
{
    Net net{{.ping = 200ms, .stall = 300ms}};
    auto quiet = net.connect();
    QVERIFY(quiet.join("quiet"));
    auto full = net.connect(4'096);
    QVERIFY(full.join("full"));
    QVERIFY(full.send(shareManyNamedX()));
    QVERIFY(full.readLine());
    QVERIFY(full.sendUntilStuck("SEARCH: x\n", 50ms) > 0);
    QTRY_COMPARE(net.peers(), std::size_t{0});
    QTRY_COMPARE(net.pool->connections(), std::size_t{0});
}

void TestReactor::givesTheShareBackToAPeerThatWasLost()
{
    Net net;
    auto lost = net.connect();
    QVERIFY(lost.join("me", "a.pdf"));
    QVERIFY(lost.send("EPOCH: 7, share=9f04\n"));
    QCOMPARE(lost.readLine(), QByteArray{"SHARED: total=1, epoch=7"});
    lost.reset();
    QTRY_COMPARE(net.catalogue.totals().keptShares, std::size_t{1});
    auto back = net.connect();
    QVERIFY(back.send("HELLO FT/2 name=me port=4001 epoch=7 share=9f04\nSEARCH: a.pdf\n"));
    const auto hi = back.readLine();
    QVERIFY(hi && hi->contains(" total=1 epoch=7 share=9f04"));
    const auto found = back.readLine();
    QVERIFY2(found && found->contains(", 127.0.0.1, 4001, "), found->constData());
}

void TestReactor::countsTheConnectionsOfAnAddress()
{
    Net net{{.address = {.perSecond = 1, .burst = 100, .failure = 100}}};
    auto &addresses = net.pool->addresses();
    const QHostAddress here{QHostAddress::LocalHost};
    QVERIFY(!addresses.refusal(here));
    {
        auto good = net.connect();
        QVERIFY(good.join("me"));
        QVERIFY(good.send("BYE\n"));
        QVERIFY(good.readToEnd());
    }
    QTRY_COMPARE(net.pool->connections(), std::size_t{0});
    QVERIFY(!addresses.refusal(here));
    {
        auto bad = net.connect();
        QVERIFY(bad.send("FROB\n"));
        QVERIFY(bad.readToEnd());
    }
    QTRY_COMPARE(net.pool->connections(), std::size_t{0});
    QVERIFY(addresses.refusal(here));
}

void TestReactor::closesWhoTricklesItsGreeting()
{
    Net net{{.handshake = 300ms}};
    auto peer = net.connect();
    QElapsedTimer time;
    time.start();
    const QByteArray hello = "HELLO FT/2 name=me port=1";
    qsizetype sent = 0;
    while (sent < hello.size() && peer.isSilentFor(20ms))
        peer.send(hello.mid(sent++, 1));
    QVERIFY2(sent < hello.size(), "it was let finish");
    QVERIFY(time.elapsed() >= 300);
    QCOMPARE(peer.readToEnd(), QByteArray{});
}

void TestReactor::closesWhoNeverEndsItsLine()
{
    Net net{{.line = 300ms}};
    auto peer = net.connect();
    QVERIFY(peer.join("me"));
    int sent = 0;
    while (sent < 200 && peer.isSilentFor(20ms)) {
        peer.send("S");
        ++sent;
    }
    QVERIFY2(sent < 200, "it was let go on");
    QTRY_COMPARE(net.peers(), std::size_t{0});
}

void TestReactor::holdsBackWhoAnnouncesTooFast()
{
    Net net{{.peer = {.announcedPerSecond = 100'000, .announcedAtOnce = 100'000}}};
    auto peer = net.connect();
    QVERIFY(peer.join("me"));
    const auto share = shareManyNamedX(); // 60 KB
    QElapsedTimer time;
    time.start();
    std::thread sender{[&] {
        for (int i = 0; i < 4; ++i)
            peer.send(share);
    }};
    sender.join();
    for (int i = 0; i < 4; ++i)
        QVERIFY(peer.readLine().value_or(QByteArray{}).startsWith("SHARED: "));
    QVERIFY2(time.elapsed() >= 700, qPrintable(QString::number(time.elapsed())));
    QVERIFY(time.elapsed() < 4'000);
}

void TestReactor::servesOthersBesideAFlood()
{
    Net net{{}, 1};
    auto flooding = net.connect();
    QVERIFY(flooding.join("flooding"));
    auto honest = net.connect();
    QVERIFY(honest.join("honest"));
    std::atomic<bool> isOver{false};
    std::thread flood{[&] {
        const auto searches = QByteArray{"SEARCH: nothing\n"}.repeated(4'000);
        while (!isOver && flooding.send(searches)) {
            while (flooding.readLine(0ms)) {}
        }
    }};
    qint64 worst = 0;
    for (int i = 0; i < 300; ++i) {
        QElapsedTimer time;
        time.start();
        honest.send("SEARCH: nothing\n");
        if (honest.readLine() != QByteArray{"NOT FOUND"})
            worst = 1'000'000;
        worst = std::max(worst, time.nsecsElapsed() / 1'000'000);
    }
    isOver = true;
    flood.join();
    QVERIFY2(worst < 500, qPrintable(QString::number(worst))); // milliseconds
    QVERIFY(net.service.searches().count() > 4'000);
}

void TestReactor::deliversTheErrorLineToAPeerThatStillTalks()
{
    Net net;
    auto peer = net.connect();
    QVERIFY(peer.send(QByteArray{"FROB\n"} + QByteArray(500'000, 'x')));
    peer.halfClose();
    const auto answer = peer.readToEnd();
    QVERIFY2(answer, "the connection was reset");
    QVERIFY(answer->startsWith("ERROR: unknown-verb "));
    QCOMPARE(answer->count('\n'), 1);
}

void TestReactor::probesAPeer()
{
    Net net;
    std::vector<RawPeer> peers;
    for (int i = 0; i < 4; ++i) {
        peers.push_back(net.connect());
        QVERIFY(peers.back().join("peer" + QByteArray::number(i)));
    }
    for (const PeerSnapshot &snapshot : net.catalogue.peers()) {
        std::promise<std::chrono::nanoseconds> promise;
        auto roundTrip = promise.get_future();
        net.pool->probe(snapshot.session, [&promise](auto time) { promise.set_value(time); });
        auto &peer =
            peers[static_cast<std::size_t>(snapshot.name.toString().toLatin1().back() - '0')];
        QCOMPARE(peer.readLine(), QByteArray{"PING"});
        QVERIFY(peer.send("PONG\n"));
        QCOMPARE(roundTrip.wait_for(RawPeer::Patience), std::future_status::ready);
        QVERIFY(roundTrip.get() < RawPeer::Patience);
    }
}

void TestReactor::sendsAPeerAway_data()
{
    QTest::addColumn<QByteArray>("capabilities");
    QTest::addColumn<QByteArray>("last");
    QTest::newRow("that takes notices")
        << QByteArray{" can=notice"} << QByteArray{"NOTICE: x\nBYE\n"};
    QTest::newRow("that takes none") << QByteArray{} << QByteArray{"BYE\n"};
}

void TestReactor::sendsAPeerAway()
{
    QFETCH(const QByteArray, capabilities);
    QFETCH(const QByteArray, last);
    Net net;
    auto other = net.connect();
    QVERIFY(other.join("other"));
    auto peer = net.connect();
    QVERIFY(peer.joinWith("me", capabilities));
    net.pool->dismiss(net.catalogue.peer(hostName("me"))->session,
                      {LeaveReason::Kicked, "BYE\n", "NOTICE: x\n"});
    QCOMPARE(peer.readToEnd(), last);
    QCOMPARE(net.activity.left(LeaveReason::Kicked), 1U);
    QCOMPARE(net.peers(), std::size_t{1});
    QVERIFY(other.send("PING\n"));
    QCOMPARE(other.readLine(), QByteArray{"PONG"});
}

void TestReactor::tellsOnlyThoseThatTakeNotices()
{
    Net net;
    auto deaf = net.connect();
    QVERIFY(deaf.join("deaf"));
    std::vector<RawPeer> hearing;
    for (const char *name : {"a", "b", "c"}) {
        hearing.push_back(net.connect());
        QVERIFY(hearing.back().joinWith(name, " can=notice"));
    }
    std::promise<std::size_t> told;
    net.pool->notifyAll("NOTICE: x\n", [&told](std::size_t count) { told.set_value(count); });
    auto count = told.get_future();
    QCOMPARE(count.wait_for(RawPeer::Patience), std::future_status::ready);
    QCOMPARE(count.get(), std::size_t{3});
    for (RawPeer &peer : hearing)
        QCOMPARE(peer.readLine(), QByteArray{"NOTICE: x"});
    QVERIFY(deaf.send("PING\n"));
    QCOMPARE(deaf.readLine(), QByteArray{"PONG"});
}

void TestReactor::tellsWhenEveryThreadHasGotRound()
{
    Net net{{}, 3};
    std::promise<void> answered;
    net.pool->roundTrip([&answered] { answered.set_value(); });
    QCOMPARE(answered.get_future().wait_for(RawPeer::Patience), std::future_status::ready);
}

void TestReactor::takesNewLimits()
{
    Net net;
    net.pool->setLimits({.handshake = 100ms});
    auto silent = net.connect();
    QCOMPARE(silent.readToEnd(), QByteArray{});
}

void TestReactor::saysByeToEverybodyAtTheEnd()
{
    Net net;
    auto accepted = net.connect();
    auto greeted = net.connect();
    auto silent = net.connect();
    QVERIFY(accepted.join("accepted"));
    QVERIFY(greeted.send("HELLO FT/2 name=greeted port=1\n"));
    QVERIFY(greeted.readLine());
    net.pool.reset();
    QCOMPARE(accepted.readToEnd(), QByteArray{"BYE\n"});
    QCOMPARE(greeted.readToEnd(), QByteArray{"BYE\n"});
    QCOMPARE(silent.readToEnd(), QByteArray{});
    QCOMPARE(net.peers(), std::size_t{0});
}

void TestReactor::servesManyConnections()
{
    constexpr std::size_t Many = 400;
    Net net{{}, 3};
    std::vector<RawPeer> peers;
    for (std::size_t i = 0; i < Many; ++i) {
        peers.push_back(net.connect());
        QVERIFY(peers.back().join("peer" + QByteArray::number(i), QByteArray::number(i)));
    }
    for (std::size_t i = 0; i < Many; ++i) {
        QVERIFY(peers[i].send("SEARCH: " + QByteArray::number(Many - 1 - i) + '\n'));
        QVERIFY(peers[i].readLine().value_or(QByteArray{}).startsWith("FOUND: <"));
    }
    QCOMPARE(net.pool->connections(), Many);
    peers.clear();
    QTRY_COMPARE(net.peers(), std::size_t{0});
    QTRY_COMPARE(net.pool->connections(), std::size_t{0});
}

QTEST_GUILESS_MAIN(TestReactor)
#include "tst_reactor.moc"
