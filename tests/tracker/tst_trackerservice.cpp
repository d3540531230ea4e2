#include "common/protocol/limits.h"
#include "common/protocol/trackercodec.h"
#include "tests/tracker/records.h"
#include "tests/tracker/trackeroflines.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::protocol;
using namespace ft::test;
using namespace ft::tracker;

namespace {

const QByteArray HiLine = "HI FT/2 seen=10.0.0.4 ping=30 agent=ft-tracker/" FT_VERSION
                          " can=find+live+epoch\n";

} // namespace

class TestTrackerService : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void answersOneConversation_data();
    void answersOneConversation();
    void refusesAQueryThatCannotBeUsed_data();
    void refusesAQueryThatCannotBeUsed();
    void findsPageAfterPage();
    void tellsItsLimitsInHi();
    void dropsWhatIsOverMaxFiles();
    void refusesANameInUse();
    void refusesANameThatWentToAnotherBetweenHelloAndShare();
    void givesRecordsTheAddressItSees();
    void showsLoopbackPeersWhereTheAskerReachesThem_data();
    void showsLoopbackPeersWhereTheAskerReachesThem();
    void filtersPeers_data();
    void filtersPeers();
    void forgetsAPeerWithItsLastWord_data();
    void forgetsAPeerWithItsLastWord();
    void limitsAnAnswer_data();
    void limitsAnAnswer();
    void countsSearches();
    void tellsPeopleOfPeersAndFiles();
    void keepsOnlyAShortAgent();
};

void TestTrackerService::answersOneConversation_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("closed");

    const QByteArray hello = "HELLO FT/2 name=me port=4000\n";
    const QByteArray record =
        "<docs/a.pdf, application/pdf, 5, 05/11/25, 1.1.1.1, 9, mtime=1762300800>";
    const QByteArray mine = "<docs/a.pdf, application/pdf, 5, 05/11/25, 10.0.0.4, 4000, "
                            "mtime=1762300800, peer=me>";
    const QByteArray accepted = hello + "SHARE: " + record + '\n';
    const QByteArray welcome = HiLine + "SHARED: total=1\n";
    const auto row = [](const char *name,
                        const QByteArray &said,
                        const QByteArray &answer,
                        bool closed = false) {
        QTest::newRow(name) << said << answer << closed;
    };

    row("HELLO", hello, HiLine);
    row("HELLO of another version",
        "HELLO FT/3 name=me port=1\n",
        "ERROR: bad-version FT/3 is not spoken here; this is FT/2\n",
        true);
    row("HELLO without port",
        "HELLO FT/2 name=me\n",
        "ERROR: missing-key the key port is missing\n",
        true);
    row("second HELLO",
        hello + hello,
        HiLine + "ERROR: unknown-verb HELLO is not a message that may stand here\n",
        true);
    row("HELLO of an accepted peer",
        accepted + hello,
        welcome + "ERROR: unknown-verb HELLO is not a message that may stand here\n",
        true);
    row("unknown verb",
        "FROB: x\n",
        "ERROR: unknown-verb FROB is not a message that may stand here\n",
        true);

    row("before HELLO, SEARCH", "SEARCH: a.pdf\n", {});
    row("before HELLO, SHARE", "SHARE: " + record + '\n', {});
    row("before HELLO, PING", "PING\n", {});
    row("before HELLO, BYE", "BYE\n", {}, true);
    row("not accepted, SEARCH", hello + "SEARCH: a.pdf\n", HiLine);
    row("not accepted, PEERS", hello + "PEERS:\n", HiLine);
    row("not accepted, UNSHARE", hello + "UNSHARE: <a.pdf>\n", HiLine);
    row("not accepted, SHARE of nothing", hello + "SHARE:\n", HiLine);
    row("not accepted, PING", hello + "PING\n", HiLine + "PONG\n");
    row("not accepted, PONG", hello + "PONG\n", HiLine);
    row("not accepted, BYE", hello + "BYE\n", HiLine + "BYE\n", true);

    row("first SHARE", accepted, welcome);
    row("SHARE of nothing once accepted", accepted + "SHARE:\n", welcome + "SHARED: total=1\n");
    row("SHARE adds",
        accepted + "SHARE: <b, t, 1, 05/11/25, 1.1.1.1, 9>\n",
        welcome + "SHARED: total=2\n");
    row("SHARE replaces the same path",
        accepted + "SHARE: " + record + '\n',
        welcome + "SHARED: total=1\n");
    row("SEARCH of a name", accepted + "SEARCH: a.pdf\n", welcome + "FOUND: " + mine + '\n');
    row("SEARCH of a path", accepted + "SEARCH: docs/a.pdf\n", welcome + "FOUND: " + mine + '\n');
    row("SEARCH of a file whose sharer has a part of it",
        accepted
            + "SHARE: <b.bin, x, 5, 05/11/25, ::, 1, mtime=1762300800, part=yes>\nSEARCH: b.bin\n",
        welcome
            + "SHARED: total=2\nFOUND: <b.bin, x, 5, 05/11/25, 10.0.0.4, 4000, mtime=1762300800, "
              "part=yes, peer=me>\n");
    row("SEARCH of a file that has become whole",
        accepted
            + "SHARE: <b.bin, x, 5, 05/11/25, ::, 1, mtime=1762300800, part=yes>\n"
              "SHARE: <b.bin, x, 5, 05/11/25, ::, 1, mtime=1762300800>\nSEARCH: b.bin\n",
        welcome
            + "SHARED: total=2\nSHARED: total=2\nFOUND: <b.bin, x, 5, 05/11/25, 10.0.0.4, 4000, "
              "mtime=1762300800, peer=me>\n");
    row("SEARCH of another path", accepted + "SEARCH: other/a.pdf\n", welcome + "NOT FOUND\n");
    row("SEARCH of nothing shared", accepted + "SEARCH: b.pdf\n", welcome + "NOT FOUND\n");
    row("FIND of a part of a name",
        accepted + "FIND: a.p\n",
        welcome
            + "RESULTS: total=1, shown=1, contents=1\n"
              "FOUND: <docs/a.pdf, application/pdf, 5, 05/11/25, 10.0.0.4, 4000, "
              "mtime=1762300800, peer=me>\n");
    row("FIND of nothing shared",
        accepted + "FIND: music\n",
        welcome + "RESULTS: total=0, shown=0, contents=0\n");
    row("FIND that stays open, and STOP",
        accepted + "FIND: music, live=7\nSTOP: live=7\n",
        welcome + "RESULTS: total=0, shown=0, contents=0, live=7\n");
    row("FIND behind a page of another tracker",
        accepted + "FIND: a, after=page-2\n",
        welcome + "REFUSED: bad-query, \"after\" is not of an answer of this tracker\n");
    row("not accepted, FIND", hello + "FIND: a\n", HiLine);
    row("PEERS",
        accepted + "PEERS:\n",
        welcome + "PEERS: <me, 10.0.0.4, 4000, files=1, bytes=5>\n");
    row("PING", accepted + "PING\n", welcome + "PONG\n");
    row("BYE", accepted + "BYE\n", welcome + "BYE\n", true);

    const QByteArray emptied = accepted + "UNSHARE: <docs/a.pdf>\n";
    const QByteArray none = welcome + "SHARED: total=0\n";
    const QByteArray refused =
        "REFUSED: nothing-shared, share at least one file to use this tracker\n";
    row("UNSHARE", emptied, none);
    row("UNSHARE of what is not shared",
        accepted + "UNSHARE: <b>\n",
        welcome + "SHARED: total=1\n");
    row("nothing left, SEARCH", emptied + "SEARCH: a.pdf\n", none + refused);
    row("nothing left, PEERS", emptied + "PEERS:\n", none + refused);
    row("nothing left, PING", emptied + "PING\n", none + "PONG\n");
    row("nothing left, SHARE again",
        emptied + "SHARE: " + record + "\nSEARCH: a.pdf\n",
        none + "SHARED: total=1\nFOUND: " + mine + '\n');
}

void TestTrackerService::answersOneConversation()
{
    QFETCH(const QByteArray, said);
    TrackerOfLines tracker;
    auto session = tracker.session();
    QTEST(tracker.say(session, said), "answer");
    QTEST(tracker.closed, "closed");
}

void TestTrackerService::refusesAQueryThatCannotBeUsed_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("a quote left open") << QByteArray{"\"music"} << QByteArray{"\"music: the quot"};
    QTest::newRow("an unknown key") << QByteArray{"colour:red"} << QByteArray{"colour"};
    QTest::newRow("a regular expression") << QByteArray{"re:[a"} << QByteArray{"cannot be used"};
}

void TestTrackerService::refusesAQueryThatCannotBeUsed()
{
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, reason);
    TrackerOfLines tracker;
    auto session = tracker.joined("me");
    const auto answer = tracker.say(session, "FIND: " + query + '\n');
    QVERIFY2(answer.startsWith("REFUSED: bad-query, "), answer.constData());
    QVERIFY2(answer.contains(reason), answer.constData());
    QVERIFY(!tracker.closed);
}

void TestTrackerService::findsPageAfterPage()
{
    TrackerOfLines tracker;
    auto session = tracker.joined("me", "docs/a docs/b docs/c");
    QByteArray after;
    QByteArrayList paths;
    do {
        const auto answer = tracker.say(session, "FIND: docs, limit=1" + after + '\n');
        const auto lines = answer.split('\n');
        const auto results = decodeTrackerReply(lines[0]);
        const auto found = decodeTrackerReply(lines[1]);
        QVERIFY(results && found);
        QCOMPARE(std::get<Results>(*results).total, 3U);
        paths << std::get<Found>(*found).records.front().file.path.utf8();
        const auto &next = std::get<Results>(*results).after;
        after = next.isEmpty() ? QByteArray{} : ", after=" + next;
    } while (!after.isEmpty());
    std::sort(paths.begin(), paths.end());
    QCOMPARE(paths, (QByteArrayList{"docs/a", "docs/b", "docs/c"}));
}

void TestTrackerService::tellsItsLimitsInHi()
{
    TrackerOfLines tracker{{.maxFiles = 5, .ping = std::chrono::seconds{7}}};
    auto session = tracker.session("2001:db8::1");
    QCOMPARE(tracker.say(session, "HELLO FT/2 name=me port=0\n"),
             QByteArray{"HI FT/2 seen=2001:db8::1 ping=7 max-files=5 agent=ft-tracker/" FT_VERSION
                        " can=find+live+epoch\n"});
}

void TestTrackerService::dropsWhatIsOverMaxFiles()
{
    TrackerOfLines tracker{{.maxFiles = 2}};
    auto session = tracker.session();
    tracker.say(session, "HELLO FT/2 name=me port=4000\n");
    QCOMPARE(tracker.say(session, TrackerOfLines::shareOf("a b c d")),
             QByteArray{"SHARED: total=2, dropped=2\n"});
    QCOMPARE(tracker.say(session, TrackerOfLines::shareOf("a c")),
             QByteArray{"SHARED: total=2, dropped=1\n"}); // a is replaced
    tracker.say(session, "UNSHARE: <a>\n");
    QCOMPARE(tracker.say(session, TrackerOfLines::shareOf("c")), QByteArray{"SHARED: total=2\n"});
}

void TestTrackerService::refusesANameInUse()
{
    TrackerOfLines tracker;
    const auto first = tracker.joined("studio-a");
    auto second = tracker.session();
    const auto answer = tracker.say(second, "HELLO FT/2 name=Studio-A port=1\n");
    QVERIFY2(answer.startsWith("REFUSED: name-taken, "), answer.constData());
    QVERIFY(tracker.closed);
    QCOMPARE(tracker.catalogue.totals().peers, std::size_t{1});
}

void TestTrackerService::refusesANameThatWentToAnotherBetweenHelloAndShare()
{
    TrackerOfLines tracker;
    auto slow = tracker.session();
    tracker.say(slow, "HELLO FT/2 name=studio-a port=1\n");
    QVERIFY(!tracker.closed);
    const auto fast = tracker.joined("studio-a", "fast");
    const auto answer = tracker.say(slow, TrackerOfLines::shareOf("slow"));
    QVERIFY2(answer.startsWith("REFUSED: name-taken, "), answer.constData());
    QVERIFY(tracker.closed);
    QCOMPARE(tracker.catalogue.totals().records, 1U);
}

void TestTrackerService::givesRecordsTheAddressItSees()
{
    TrackerOfLines tracker;
    const auto sharer = tracker.joined("sharer", "a.pdf", "192.0.2.7");
    auto asker = tracker.joined("asker", "b.pdf");
    QVERIFY(tracker.say(asker, "SEARCH: a.pdf\n").contains(", 192.0.2.7, 4000, "));
}

void TestTrackerService::showsLoopbackPeersWhereTheAskerReachesThem_data()
{
    QTest::addColumn<QByteArray>("peer");
    QTest::addColumn<QByteArray>("asker");
    QTest::addColumn<QByteArray>("askerCameTo");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char *name,
                        const char *peer,
                        const char *asker,
                        const char *cameTo,
                        const char *shown) {
        QTest::newRow(name) << QByteArray{peer} << QByteArray{asker} << QByteArray{cameTo}
                            << QByteArray{shown};
    };
    row("both loopback", "127.0.0.1", "127.0.0.1", "127.0.0.1", "127.0.0.1");
    row("IPv6 peer, IPv4 asker, both loopback", "::1", "127.0.0.1", "127.0.0.1", "::1");
    row("loopback peer", "127.0.0.1", "10.0.0.4", "10.0.0.1", "10.0.0.1");
    row("IPv6 loopback peer", "::1", "10.0.0.4", "10.0.0.1", "10.0.0.1");
    row("loopback peer, IPv6 asker", "127.0.0.1", "2001:db8::4", "2001:db8::1", "2001:db8::1");
    row("loopback asker", "10.0.0.4", "127.0.0.1", "127.0.0.1", "10.0.0.4");
    row("neither", "10.0.0.4", "10.0.0.5", "10.0.0.1", "10.0.0.4");
}

void TestTrackerService::showsLoopbackPeersWhereTheAskerReachesThem()
{
    QFETCH(const QByteArray, peer);
    QFETCH(const QByteArray, asker);
    QFETCH(const QByteArray, askerCameTo);
    QFETCH(const QByteArray, shown);
    TrackerOfLines tracker;
    const auto sharer = tracker.joined("sharer", "a.pdf", peer);
    auto session = tracker.joined("asker", "b.pdf", asker);
    session.local = address(askerCameTo);
    const auto found = tracker.say(session, "SEARCH: a.pdf\n");
    QVERIFY2(found.contains(QByteArray{", " + shown + ", 4000, "}), found.constData());
    const QByteArray expected = "PEERS: <sharer, " + shown + ", 4000, files=1, bytes=1>\n";
    QCOMPARE(tracker.say(session, "PEERS: name=sharer\n"), expected);
    QCOMPARE(tracker.say(session, "PEERS: name=sharer, address=" + shown + '\n'), expected);
    QVERIFY(tracker.say(session, "PEERS: address=" + shown + '\n').contains("<sharer, "));
}

void TestTrackerService::filtersPeers_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("names");
    QTest::newRow("all") << QByteArray{"PEERS:"} << QByteArray{"a b local"};
    QTest::newRow("name") << QByteArray{"PEERS: name=A"} << QByteArray{"a"};
    QTest::newRow("no such name") << QByteArray{"PEERS: name=x"} << QByteArray{};
    QTest::newRow("address") << QByteArray{"PEERS: address=10.0.0.5"} << QByteArray{"b"};
    QTest::newRow("no such address") << QByteArray{"PEERS: address=10.9.9.9"} << QByteArray{};
    QTest::newRow("both") << QByteArray{"PEERS: name=a, address=10.0.0.4"} << QByteArray{"a"};
    QTest::newRow("both, one wrong")
        << QByteArray{"PEERS: name=b, address=10.0.0.4"} << QByteArray{};
    QTest::newRow("where loopback peers are shown")
        << QByteArray{"PEERS: address=10.0.0.1"} << QByteArray{"local"};
    QTest::newRow("where loopback peers are not shown")
        << QByteArray{"PEERS: address=127.0.0.1"} << QByteArray{};
}

void TestTrackerService::filtersPeers()
{
    QFETCH(const QByteArray, query);
    TrackerOfLines tracker;
    auto a = tracker.joined("a", "x", "10.0.0.4");
    const auto b = tracker.joined("b", "x", "10.0.0.5");
    const auto local = tracker.joined("local", "x", "127.0.0.1");
    const auto reply = decodeTrackerReply(tracker.say(a, query + '\n').trimmed());
    QVERIFY(reply && std::holds_alternative<Peers>(*reply));
    QList<QByteArray> names;
    for (const PeerRecord &peer : std::get<Peers>(*reply).records)
        names << peer.name->bytes();
    std::sort(names.begin(), names.end());
    QTEST(names.join(' '), "names");
}

void TestTrackerService::forgetsAPeerWithItsLastWord_data()
{
    QTest::addColumn<QByteArray>("lastWord");
    QTest::newRow("BYE") << QByteArray{"BYE\n"};
    QTest::newRow("undecodable") << QByteArray{"\xff\xfe\n"};
    QTest::newRow("connection lost") << QByteArray{};
}

void TestTrackerService::forgetsAPeerWithItsLastWord()
{
    QFETCH(const QByteArray, lastWord);
    TrackerOfLines tracker;
    auto leaving = tracker.joined("leaving", "a.pdf");
    auto staying = tracker.joined("staying", "b.pdf");
    if (lastWord.isEmpty())
        tracker.service.end(leaving);
    tracker.say(leaving, lastWord);
    QCOMPARE(tracker.say(staying, "SEARCH: a.pdf\n"), QByteArray{"NOT FOUND\n"});
    QCOMPARE(tracker.say(staying, "PEERS: name=leaving\n"), QByteArray{"PEERS:\n"});
    QCOMPARE(tracker.catalogue.totals().peers, std::size_t{1});
    const auto again = tracker.joined("leaving", "a.pdf");
    QVERIFY(tracker.say(staying, "SEARCH: a.pdf\n").startsWith("FOUND: "));
}

void TestTrackerService::limitsAnAnswer_data()
{
    QTest::addColumn<QByteArray>("search");
    QTest::addColumn<qsizetype>("records");
    QTest::newRow("the tracker's limit")
        << QByteArray{"SEARCH: x\n"} << qsizetype{limits::MaxFoundRecords};
    QTest::newRow("one") << QByteArray{"SEARCH: x, limit=1\n"} << qsizetype{1};
    QTest::newRow("0 is none") << QByteArray{"SEARCH: x, limit=0\n"}
                               << qsizetype{limits::MaxFoundRecords};
}

void TestTrackerService::limitsAnAnswer()
{
    QFETCH(const QByteArray, search);
    TrackerOfLines tracker;
    auto session = tracker.joined("me", "first");
    for (std::uint32_t i = 0; i <= limits::MaxFoundRecords; ++i)
        tracker.say(session, TrackerOfLines::shareOf(QByteArray::number(i) + "/x"));
    qsizetype records = 0;
    bool more = true;
    for (const QByteArray &line : tracker.say(session, search).trimmed().split('\n')) {
        QVERIFY(more);
        const auto reply = decodeTrackerReply(line);
        QVERIFY(reply && std::holds_alternative<Found>(*reply));
        records += static_cast<qsizetype>(std::get<Found>(*reply).records.size());
        more = std::get<Found>(*reply).more;
    }
    QVERIFY(!more);
    QTEST(records, "records");
}

void TestTrackerService::countsSearches()
{
    TrackerOfLines tracker;
    auto a = tracker.joined("a");
    auto b = tracker.joined("b");
    auto stranger = tracker.session();
    for (Session *session : {&a, &b, &a, &stranger})
        tracker.say(*session, "SEARCH: x\n");
    QCOMPARE(tracker.service.searches().count(), 3U);
}

void TestTrackerService::tellsPeopleOfPeersAndFiles()
{
    TrackerOfLines tracker;
    const auto b = tracker.joined("B", "z/1 a/2");
    tracker.clock.advance(std::chrono::seconds{5});
    const auto a = tracker.joined("a", "q");
    tracker.clock.advance(std::chrono::seconds{2});
    const auto peers = tracker.catalogue.peers();
    QCOMPARE(peers.size(), std::size_t{2});
    QCOMPARE(peers[0].name.toString().toLatin1(), QByteArray{"a"});
    QCOMPARE(peers[1].joinedFor, std::chrono::nanoseconds{std::chrono::seconds{7}});
    QCOMPARE(peers[1].files, 2U);
    const auto files = tracker.catalogue.filesOf(hostName("b"));
    QVERIFY(files);
    QCOMPARE(files->size(), std::size_t{2});
    QCOMPARE(files->front().path.utf8(), QByteArray{"a/2"});
    QVERIFY(!tracker.catalogue.filesOf(hostName("c")));
    const auto matcher = QueryMatcher::compile(parseSearchQuery(QStringLiteral("q")).value());
    const auto found = tracker.catalogue.search(*matcher, {});
    QCOMPARE(found.outcome.total, 1U);
    QCOMPARE(found.records.size(), std::size_t{1});
    QCOMPARE(found.records[0].host, hostName("a"));
    QCOMPARE(found.records[0].endpoint.toString(), QStringLiteral("10.0.0.4:4000"));
}

void TestTrackerService::keepsOnlyAShortAgent()
{
    TrackerOfLines tracker;
    auto session = tracker.session();
    tracker.say(session, "HELLO FT/2 name=a port=1 agent=" + QByteArray(128, 'x') + '\n');
    tracker.say(session, TrackerOfLines::shareOf("a"));
    QCOMPARE(tracker.catalogue.peers().front().agent, QByteArray(64, 'x'));
}

QTEST_APPLESS_MAIN(TestTrackerService)
#include "tst_trackerservice.moc"
