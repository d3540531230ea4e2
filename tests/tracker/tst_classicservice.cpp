#include "tests/tracker/classicend.h"
#include "tests/tracker/records.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using Again = ReachWatch::Again;

namespace {

class FakeReach final : public ReachWatch
{
public:
    void watch(const ProbeTarget &target) override { watched.push_back(target); }

    std::vector<ProbeTarget> watched;
};

struct World
{
    World() { tracker.service.attach({nullptr, nullptr, &reach}); }

    std::unique_ptr<ClassicEnd> connect(const char *from)
    {
        return std::make_unique<ClassicEnd>(tracker, from, ++lastId);
    }
    std::unique_ptr<ClassicEnd> join(const char *from, const QByteArray &records)
    {
        auto peer = connect(from);
        peer->say("HELLO" + records);
        return peer;
    }
    QByteArray ask(const char *from, const QByteArray &text) { return connect(from)->say(text); }
    Again tried(const char *name, Reach::State state)
    {
        const auto peer = tracker.catalogue.peer(*PeerName::parse(QString::fromLatin1(name)));
        return peer
                   ? tracker.service.tried({peer->name, peer->session, peer->endpoint}, {state, {}})
                   : Again::Never;
    }

    TrackerOfLines tracker;
    FakeReach reach;
    std::uint64_t lastId = 1'000;
};

const QByteArray A = "<a.txt, txt, 12, 05/11/26, 10.0.0.4, 4000>";
const QByteArray B = "<b.txt, txt, 13, 06/11/26, 10.0.0.4, 4000>";

} // namespace

class TestClassicService : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void saysHiAndNothingElseToWhoOffersNothing();
    void answersWhoIsNotAcceptedWithSilence_data();
    void answersWhoIsNotAcceptedWithSilence();
    void answersInTheStyleOfThePeer_data();
    void answersInTheStyleOfThePeer();
    void findsByName_data();
    void findsByName();
    void showsFilesOfNamedPeersAsClassicRecords();
    void showsClassicFilesToNamedPeers();
    void leavesOutMoreFilesThanTheLimit();
    void believesOnlyItsOwnEyesAboutAddresses_data();
    void believesOnlyItsOwnEyesAboutAddresses();
    void knowsOneShotConnectionsByTheirAddress();
    void tellsPeersOfOneAddressApartByTheirPorts();
    void takesANewListInPlaceOfTheOld();
    void addsToAListOnTheSameConnection();
    void changesTheListOfAPeerThatIsThereWithoutHello();
    void leavesOnBye();
    void leavesOnByeFromAnotherConnection();
    void triesWhoLeftWhenThereAreSeveral();
    void triesThePortOfWhoseConnectionEnded();
    void removesWhoStopsAnswering();
    void takesNoMorePeersOfOneAddressThanTheLimit();
    void doesNotLetBannedPeersIn();
    void dropsNamesThatNoPathMayHave();
    void listsItAmongThePeers();
};

void TestClassicService::saysHiAndNothingElseToWhoOffersNothing()
{
    World world;
    const auto other = world.join("10.0.0.4", A);
    const auto peer = world.connect("10.0.0.4");
    QCOMPARE(peer->say("HELLO"), QByteArray{"HI"});
    // Although there is a peer at its address, which it does not claim to be.
    QCOMPARE(peer->say("SEARCH: a.txt"), QByteArray{});
    QCOMPARE(peer->say("BYE"), QByteArray{});
    QVERIFY(peer->isClosed());
    QCOMPARE(world.tracker.catalogue.totals().peers, std::size_t{1});
}

void TestClassicService::answersWhoIsNotAcceptedWithSilence_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("search") << QByteArray{"SEARCH: a.txt"};
    QTest::newRow("bye") << QByteArray{"BYE"};
    QTest::newRow("records") << B;
    QTest::newRow("download") << QByteArray{"DOWNLOAD: a.txt, txt, 12"};
    QTest::newRow("records and search") << B + "SEARCH: a.txt";
}

void TestClassicService::answersWhoIsNotAcceptedWithSilence()
{
    QFETCH(QByteArray, said);
    World world;
    const auto other = world.join("10.0.0.4", A);
    QCOMPARE(world.ask("10.0.0.5", said), QByteArray{});
    QCOMPARE(world.tracker.catalogue.totals().records, std::uint64_t{1});
}

void TestClassicService::answersInTheStyleOfThePeer_data()
{
    QTest::addColumn<QByteArray>("records");
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("lines") << A + '\n' + B << QByteArray{"SEARCH: a.txt"}
                           << QByteArray{"FOUND: <a.txt, txt, 12, 05/11/26, 10.0.0.4, 4000>\n"
                                         "<a.txt, text/plain, 1, 05/11/25, 10.0.0.9, 4000>"};
    QTest::newRow("bars, no spaces")
        << QByteArray{"<a.txt,txt,12,05/11/2026,10.0.0.4,4000>|<b.txt,txt,1,1/1/26,1.1.1.1,4000>"}
        << QByteArray{"SEARCH:a.txt"}
        << QByteArray{"FOUND:<a.txt,txt,12,05/11/26,10.0.0.4,4000>|"
                      "<a.txt,text/plain,1,05/11/25,10.0.0.9,4000>"};
    QTest::newRow("nothing between")
        << A + B << QByteArray{"SEARCH: a.txt"}
        << QByteArray{"FOUND: <a.txt, txt, 12, 05/11/26, 10.0.0.4, 4000>"
                      "<a.txt, text/plain, 1, 05/11/25, 10.0.0.9, 4000>"};
    QTest::newRow("no colon") << A + B << QByteArray{"SEARCHb.txt"}
                              << QByteArray{"FOUND<b.txt, txt, 13, 06/11/26, 10.0.0.4, 4000>"};
    QTest::newRow("nothing found") << A << QByteArray{"SEARCH: c"} << QByteArray{"NOT FOUND"};
    QTest::newRow("nothing asked") << A << QByteArray{"SEARCH:\n"} << QByteArray{"NOT FOUND"};
}

void TestClassicService::answersInTheStyleOfThePeer()
{
    QFETCH(QByteArray, records);
    QFETCH(QByteArray, said);
    World world;
    Session named = world.tracker.joined("other", "docs/a.txt", "10.0.0.9");
    const auto peer = world.join("10.0.0.4", records);
    QTEST(peer->say(said), "answer");
    // And the same on a connection of its own.
    QTEST(world.ask("10.0.0.4", said), "answer");
}

void TestClassicService::findsByName_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("isFound");
    const auto row = [](const char *record, const char *name, bool isFound) {
        QTest::addRow("%s in %s", name, record)
            << QByteArray{record} << QByteArray{name} << isFound;
    };
    row("<a.txt, txt, 12, 05/11/26, 10.0.0.4, 4000>", "a.txt", true);
    row("<a.txt, txt, 12, 05/11/26, 10.0.0.4, 4000>", "a", false);
    row("<a, txt, 12, 05/11/26, 10.0.0.4, 4000>", "a", true);
    row("<a, txt, 12, 05/11/26, 10.0.0.4, 4000>", "a.TXT", true);
    row("<a, txt, 12, 05/11/26, 10.0.0.4, 4000>", "a.pdf", false);
    row("<a, b.txt, text/plain, 12, 05/11/26, 10.0.0.4, 4000>", "a, b.txt", true);
    row("<x <y>.txt, txt, 12, 05/11/26, 10.0.0.4, 4000>", "x <y>.txt", true);
}

void TestClassicService::findsByName()
{
    QFETCH(QByteArray, record);
    QFETCH(QByteArray, name);
    QFETCH(bool, isFound);
    World world;
    const auto peer = world.join("10.0.0.4", record);
    QCOMPARE(peer->say("SEARCH: " + name), isFound ? "FOUND: " + record : QByteArray{"NOT FOUND"});
}

void TestClassicService::showsFilesOfNamedPeersAsClassicRecords()
{
    World world;
    Session named = world.tracker.joined("other", "q", "10.0.0.9");
    world.tracker.say(named,
                      "SHARE: <docs/q.pdf, application/pdf, 7, 05/11/25, 1.1.1.1, 9, "
                      "mtime=1762300800, root="
                          + QByteArray(64, 'a')
                          + "> <q.pdf, t, 8, 05/11/25, 1.1.1.1, 9, part=yes>\n");
    const auto peer = world.join("10.0.0.4", A);
    // What it has in part only is left out: the dialect has no words for that.
    QCOMPARE(peer->say("SEARCH: q.pdf"),
             QByteArray{"FOUND: <q.pdf, application/pdf, 7, 05/11/25, 10.0.0.9, 4000>"});
}

void TestClassicService::showsClassicFilesToNamedPeers()
{
    World world;
    const auto peer = world.join("10.0.0.4", A);
    Session named = world.tracker.joined("other", "q", "10.0.0.9");
    QCOMPARE(world.tracker.say(named, "SEARCH: a.txt\n"),
             QByteArray{"FOUND: <a.txt, txt, 12, 05/11/26, 10.0.0.4, 4000, mtime=1793836800>\n"});
}

void TestClassicService::leavesOutMoreFilesThanTheLimit()
{
    World world;
    QByteArray records;
    for (char c = 'a'; c <= 'h'; ++c)
        records += QByteArray{"<"} + c + ", txt, 1, 05/11/26, 10.0.0.4, 4000>";
    const auto peer = world.join("10.0.0.4", records);
    QCOMPARE(world.tracker.catalogue.totals().records, std::uint64_t{5});
    QVERIFY(peer->say("SEARCH: e").startsWith("FOUND"));
    QCOMPARE(peer->say("SEARCH: f"), QByteArray{"NOT FOUND"});
    world.tracker.service.setPolicy({.maxFiles = 2});
    const auto other = world.join("10.0.0.5", records);
    QCOMPARE(world.tracker.catalogue.totals().records, std::uint64_t{7});
    world.tracker.service.setPolicy({.classicMaxFiles = 0});
    const auto third = world.join("10.0.0.6", records);
    QCOMPARE(world.tracker.catalogue.totals().records, std::uint64_t{15});
}

void TestClassicService::believesOnlyItsOwnEyesAboutAddresses_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("told");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char *from, const char *told, const char *shown) {
        QTest::addRow("%s says %s", from, told)
            << QByteArray{from} << QByteArray{told} << QByteArray{shown};
    };
    row("10.0.0.4", "10.0.0.4", "10.0.0.4");
    row("10.0.0.4", "10.0.0.99", "10.0.0.4");
    row("10.0.0.4", "127.0.1.1", "10.0.0.4");
    row("127.0.0.1", "127.0.0.7", "127.0.0.7");
    row("127.0.0.1", "10.0.0.99", "127.0.0.1");
}

void TestClassicService::believesOnlyItsOwnEyesAboutAddresses()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, told);
    QFETCH(QByteArray, shown);
    World world;
    const auto peer = world.join(from.constData(), "<a, txt, 1, 05/11/26, " + told + ", 4000>");
    QCOMPARE(world.ask(from.constData(), "SEARCH: a"),
             "FOUND: <a, txt, 1, 05/11/26, " + shown + ", 4000>");
}

void TestClassicService::knowsOneShotConnectionsByTheirAddress()
{
    World world;
    auto peer = world.join("10.0.0.4", A);
    peer->close();
    QVERIFY(world.ask("10.0.0.4", "SEARCH: a.txt").startsWith("FOUND"));
    QCOMPARE(world.ask("10.0.0.5", "SEARCH: a.txt"), QByteArray{});
}

void TestClassicService::tellsPeersOfOneAddressApartByTheirPorts()
{
    World world;
    const auto first = world.join("10.0.0.4", A);
    const auto second = world.join("10.0.0.4", "<a.txt, txt, 9, 05/11/26, 10.0.0.4, 4001>");
    QCOMPARE(world.tracker.catalogue.totals().peers, std::size_t{2});
    QCOMPARE(second->say("SEARCH: a.txt").count('<'), qsizetype{2});
    first->say("BYE");
    QCOMPARE(second->say("SEARCH: a.txt"),
             QByteArray{"FOUND: <a.txt, txt, 9, 05/11/26, 10.0.0.4, 4001>"});
}

void TestClassicService::takesANewListInPlaceOfTheOld()
{
    World world;
    auto first = world.join("10.0.0.4", A);
    const auto second = world.join("10.0.0.4", B);
    QCOMPARE(second->say("SEARCH: a.txt"), QByteArray{"NOT FOUND"});
    QCOMPARE(second->say("HELLO"), QByteArray{"HI"});
    second->say(A);
    QCOMPARE(second->say("SEARCH: b.txt"), QByteArray{"NOT FOUND"});
    // The connection that ends is not that of the peer any more.
    world.reach.watched.clear();
    first->close();
    QVERIFY(world.reach.watched.empty());
    QVERIFY(second->say("SEARCH: a.txt").startsWith("FOUND"));
}

void TestClassicService::addsToAListOnTheSameConnection()
{
    World world;
    const auto peer = world.join("10.0.0.4", A);
    QCOMPARE(peer->say(B), QByteArray{});
    QVERIFY(peer->say("SEARCH: a.txt").startsWith("FOUND"));
    QVERIFY(peer->say("SEARCH: b.txt").startsWith("FOUND"));
}

void TestClassicService::changesTheListOfAPeerThatIsThereWithoutHello()
{
    World world;
    auto peer = world.join("10.0.0.4", A);
    peer->close();
    QCOMPARE(world.ask("10.0.0.4", B), QByteArray{});
    QCOMPARE(world.ask("10.0.0.4", "SEARCH: a.txt"), QByteArray{"NOT FOUND"});
    QVERIFY(world.ask("10.0.0.4", "SEARCH: b.txt").startsWith("FOUND"));
}

void TestClassicService::leavesOnBye()
{
    World world;
    const auto peer = world.join("10.0.0.4", A);
    QCOMPARE(peer->say("BYE"), QByteArray{});
    QVERIFY(peer->isClosed());
    QCOMPARE(world.tracker.catalogue.totals().peers, std::size_t{0});
    QCOMPARE(world.ask("10.0.0.4", "SEARCH: a.txt"), QByteArray{});
}

void TestClassicService::leavesOnByeFromAnotherConnection()
{
    World world;
    auto peer = world.join("10.0.0.4", A);
    peer->close();
    const auto bye = world.connect("10.0.0.4");
    QCOMPARE(bye->say("BYE"), QByteArray{});
    QVERIFY(bye->isClosed());
    QCOMPARE(world.tracker.catalogue.totals().peers, std::size_t{0});
}

void TestClassicService::triesWhoLeftWhenThereAreSeveral()
{
    World world;
    auto first = world.join("10.0.0.4", A);
    auto second = world.join("10.0.0.4", "<a.txt, txt, 9, 05/11/26, 10.0.0.4, 4001>");
    first->close();
    second->close();
    world.reach.watched.clear();
    world.ask("10.0.0.4", "BYE");
    QCOMPARE(world.tracker.catalogue.totals().peers, std::size_t{2});
    QCOMPARE(world.reach.watched.size(), std::size_t{2});
    QVERIFY(world.reach.watched[0].isOnce);
    QCOMPARE(world.tried("10.0.0.4:4000", Reach::State::Reachable), Again::Closely);
    QCOMPARE(world.tried("10.0.0.4:4001", Reach::State::Unreachable), Again::Never);
    QCOMPARE(world.ask("10.0.0.4", "SEARCH: a.txt"), "FOUND: " + A);
}

void TestClassicService::triesThePortOfWhoseConnectionEnded()
{
    World world;
    auto peer = world.join("10.0.0.4", A);
    QCOMPARE(world.reach.watched.size(), std::size_t{1});
    QVERIFY(!world.reach.watched[0].isOnce);
    QCOMPARE(world.reach.watched[0].endpoint.toString(), QStringLiteral("10.0.0.4:4000"));
    peer->close();
    QCOMPARE(world.reach.watched.size(), std::size_t{2});
    QVERIFY(world.reach.watched[1].isOnce);
    QCOMPARE(world.tracker.service.tried(world.reach.watched[1], {Reach::State::Reachable, {}}),
             Again::Never);
    QCOMPARE(world.tracker.service.tried(world.reach.watched[1], {Reach::State::Unknown, {}}),
             Again::Soon);
}

void TestClassicService::removesWhoStopsAnswering()
{
    World world;
    auto peer = world.join("10.0.0.4", A);
    QCOMPARE(world.tried("10.0.0.4:4000", Reach::State::Unreachable), Again::Usual);
    QCOMPARE(world.tried("10.0.0.4:4000", Reach::State::Reachable), Again::Closely);
    peer->close();
    QCOMPARE(world.tried("10.0.0.4:4000", Reach::State::Unreachable), Again::Soon);
    QCOMPARE(world.tried("10.0.0.4:4000", Reach::State::Unreachable), Again::Never);
    QCOMPARE(world.tracker.catalogue.totals().peers, std::size_t{0});
    QCOMPARE(world.tracker.catalogue.totals().records, std::uint64_t{0});
}

void TestClassicService::takesNoMorePeersOfOneAddressThanTheLimit()
{
    World world;
    std::vector<std::unique_ptr<ClassicEnd>> peers;
    for (std::size_t i = 0; i <= Catalogue::MaxClassicPeers; ++i)
        peers.push_back(world.join("10.0.0.4",
                                   "<a, txt, 1, 05/11/26, 10.0.0.4, "
                                       + QByteArray::number(1'000 + static_cast<int>(i)) + '>'));
    QCOMPARE(world.tracker.catalogue.totals().peers, Catalogue::MaxClassicPeers);
    QCOMPARE(peers.back()->say("SEARCH: a"), QByteArray{});
    const auto elsewhere = world.join("10.0.0.5", A);
    QCOMPARE(world.tracker.catalogue.totals().peers, Catalogue::MaxClassicPeers + 1);
}

void TestClassicService::doesNotLetBannedPeersIn()
{
    World world;
    world.tracker.bans.add({*parsePeerSelector(u"10.0.0.4:4000"), {}, {}});
    const auto banned = world.join("10.0.0.4", A);
    QCOMPARE(banned->say("SEARCH: a.txt"), QByteArray{});
    const auto other = world.join("10.0.0.4", "<a.txt, txt, 9, 05/11/26, 10.0.0.4, 4001>");
    QVERIFY(other->say("SEARCH: a.txt").startsWith("FOUND"));
}

void TestClassicService::dropsNamesThatNoPathMayHave()
{
    World world;
    const auto peer = world.join("10.0.0.4",
                                 "<../x, txt, 1, 05/11/26, 10.0.0.4, 4000>"
                                 "</etc/passwd, txt, 1, 05/11/26, 10.0.0.4, 4000>"
                                 "<con, txt, 1, 05/11/26, 10.0.0.4, 4000>");
    QCOMPARE(world.tracker.catalogue.totals().peers, std::size_t{0});
    QCOMPARE(peer->say("SEARCH: passwd"), QByteArray{});
}

void TestClassicService::listsItAmongThePeers()
{
    World world;
    const auto peer = world.join("10.0.0.4", A);
    Session named = world.tracker.joined("other", "q", "10.0.0.9");
    QCOMPARE(world.tracker.say(named, "PEERS: address=10.0.0.4\n"),
             QByteArray{"PEERS: <-, 10.0.0.4, 4000, files=1, bytes=12>\n"});
}

QTEST_APPLESS_MAIN(TestClassicService)
#include "tst_classicservice.moc"
