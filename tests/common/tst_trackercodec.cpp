#include "common/protocol/limits.h"
#include "common/protocol/trackercodec.h"
#include "tests/common/samples.h"
#include "tests/support/wireprinters.h"

#include <QTest>

using namespace ft;
using namespace ft::protocol;
using namespace ft::test;

class TestTrackerCodec final : public QObject
{
    Q_OBJECT

private slots:
    void writesEveryMessage();
    void writesSearchesByQueries();
    void writesWhatItFoundOutAboutPorts();
    void takesUnknownKeys();
    void readsLists_data();
    void readsLists();
    void refusesRequests_data();
    void refusesRequests();
    void refusesReplies_data();
    void refusesReplies();
    void searchesWithoutCopying();
    void keepsPlusSignsOfPaths();
};

void TestTrackerCodec::writesEveryMessage()
{
    QCOMPARE(encode(TrackerRequest{Unshare{{pathOf("a b"), pathOf("c,d/e")}}}),
             "UNSHARE: <a b> <c%2Cd/e>\n");
    QCOMPARE(encode(TrackerRequest{Search{"a, b", 0}}), "SEARCH: a%2C b\n");
    QCOMPARE(encode(TrackerRequest{Search{"a", 5}}), "SEARCH: a, limit=5\n");
    QCOMPARE(encode(TrackerRequest{PeersQuery{}}), "PEERS:\n");
    QCOMPARE(encode(TrackerRequest{PeersQuery{hostOf("a"), addressOf("::1")}}),
             "PEERS: name=a, address=::1\n");
    QCOMPARE(encode(TrackerRequest{Share{{plainRecord("a")}}}),
             "SHARE: <a, text/plain, 1, 01/01/70, 10.0.0.4, 40112, mtime=0>\n");
    QCOMPARE(encode(TrackerReply{Shared{3, 0, {}}}), "SHARED: total=3\n");
    QCOMPARE(encode(TrackerReply{Shared{3, 2, {}}}), "SHARED: total=3, dropped=2\n");
    QCOMPARE(encode(TrackerReply{NotFound{}}), "NOT FOUND\n");
    QCOMPARE(encode(TrackerReply{Found{{}, true}}), "FOUND: +\n");
    QCOMPARE(encode(
                 TrackerReply{Peers{{{hostOf("a"), {addressOf("::1"), 7}, 1, 2, {}, {}}}, true}}),
             "PEERS: <a, ::1, 7, files=1, bytes=2> +\n");
    QCOMPARE(encode(TrackerReply{Notice{"a\nb, c"}}), "NOTICE: a b%2C c\n");
}

void TestTrackerCodec::writesSearchesByQueries()
{
    QCOMPARE(encode(TrackerRequest{Find{"a, b", 0, {}, 0}}), "FIND: a%2C b\n");
    QCOMPARE(encode(TrackerRequest{Find{"size:>1M", 5, "x-1", 7}}),
             "FIND: size:%3E1M, limit=5, after=x-1, live=7\n");
    QCOMPARE(encode(TrackerRequest{Stop{7}}), "STOP: live=7\n");
    QCOMPARE(encode(TrackerRequest{Epoch{{12, "9f"}}}), "EPOCH: 12, share=9f\n");
    QCOMPARE(encode(TrackerReply{Shared{5, 0, 12}}), "SHARED: total=5, epoch=12\n");
    QCOMPARE(encode(TrackerReply{Results{3, 2, 1, "x", true, 7}}),
             "RESULTS: total=3, shown=2, contents=1, after=x, partial=yes, live=7\n");
    QCOMPARE(encode(TrackerReply{Came{7, {plainRecord("a")}}}),
             "CAME: <a, text/plain, 1, 01/01/70, 10.0.0.4, 40112, mtime=0> live=7\n");
    QCOMPARE(encode(TrackerReply{Went{7, {{pathOf("a b"), hostOf("kim")}}}}),
             "WENT: <a b, peer=kim> live=7\n");
    QCOMPARE(encode(TrackerReply{Missed{7, 9}}), "MISSED: live=7, count=9\n");
}

void TestTrackerCodec::writesWhatItFoundOutAboutPorts()
{
    PeerRecord peer{hostOf("a"), {addressOf("::1"), 7}, 1, 2, false, {}};
    QCOMPARE(encode(TrackerReply{Peers{{peer}, false}}),
             "PEERS: <a, ::1, 7, files=1, bytes=2, reach=no>\n");
    peer.isReachable = true;
    peer.roundTrip = std::chrono::milliseconds{2};
    QCOMPARE(encode(TrackerReply{Peers{{peer}, false}}),
             "PEERS: <a, ::1, 7, files=1, bytes=2, reach=yes, rtt=2000>\n");
    peer.roundTrip = std::chrono::hours{24};
    QVERIFY(encode(TrackerReply{Peers{{peer}, false}}).contains("rtt=4294967295>"));
}

void TestTrackerCodec::takesUnknownKeys()
{
    QVERIFY(decodeTrackerRequest("FIND: a, sort=size, live=1"));
    QVERIFY(decodeTrackerRequest("STOP: live=1, why=x"));
    QVERIFY(decodeTrackerRequest("EPOCH: 1, share=a, total=3"));
    QVERIFY(decodeTrackerReply("RESULTS: total=1, shown=1, contents=1, took=9"));
    QVERIFY(decodeTrackerReply("CAME: live=1 more=yes"));
    QVERIFY(decodeTrackerReply("WENT: <a, peer=b, id=x> live=1 k=v"));
    QVERIFY(decodeTrackerReply("MISSED: live=1, count=1, k=v"));
    QVERIFY(decodeTrackerReply("NOTICE: text, k=v"));
}

void TestTrackerCodec::readsLists_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("more");
    const QByteArray peer = "<a,::1,7,files=1,bytes=2>";
    QTest::newRow("none") << QByteArray{"PEERS:"} << 0 << false;
    QTest::newRow("one") << QByteArray{"PEERS: " + peer} << 1 << false;
    QTest::newRow("no space between") << QByteArray{"PEERS:" + peer + peer} << 2 << false;
    QTest::newRow("many spaces") << QByteArray{"PEERS:   " + peer + "    " + peer + "  "} << 2
                                 << false;
    QTest::newRow("more") << QByteArray{"PEERS: " + peer + " +"} << 1 << true;
    QTest::newRow("more, spaces") << QByteArray{"PEERS: " + peer + "   +  "} << 1 << true;
    QTest::newRow("only more") << QByteArray{"PEERS: +"} << 0 << true;
    QTest::newRow("only more without space") << QByteArray{"PEERS:+"} << 0 << true;
}

void TestTrackerCodec::readsLists()
{
    QFETCH(QByteArray, line);
    const auto reply = decodeTrackerReply(line);
    QVERIFY2(reply, whyNot(reply, line).constData());
    const auto &peers = std::get<Peers>(*reply);
    QTEST(static_cast<int>(peers.records.size()), "count");
    QTEST(peers.more, "more");
}

void TestTrackerCodec::refusesRequests_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<DecodeError>("error");
    const auto row = [](const QByteArray &line, DecodeFault fault, const char *where) {
        QTest::newRow(line.left(60).constData()) << line << DecodeError{fault, where};
    };
    using enum DecodeFault;
    const QByteArray record = "<a, b, 1, 01/01/70, 10.0.0.4, 1>";
    row("HELP", UnknownVerb, "HELP");
    row("FOUND:", UnknownVerb, "FOUND");
    row("HI FT/2 seen=::1", UnknownVerb, "HI");
    row("DOWNLOAD: a, b, 1", UnknownVerb, "DOWNLOAD");
    row("NOT FOUND", UnknownVerb, "NOT FOUND");
    row("HELLO: FT/2 name=a port=1", Malformed, "HELLO");
    row("PING:", Malformed, "PING");
    row("PING x", Malformed, "PING");
    row("PONG 1", Malformed, "PONG");
    row("BYE bye", Malformed, "BYE");
    row("SEARCH a", Malformed, "SEARCH");
    row("SEARCH", Malformed, "SEARCH");
    row("SEARCH:", MissingField, "SEARCH");
    row("SEARCH: , limit=5", BadValue, "name");
    row("SEARCH: a, b", Malformed, "SEARCH");
    row("SEARCH: a, limit=1001", BadValue, "limit");
    row("SEARCH: a, limit=-1", BadValue, "limit");
    row("SEARCH: a, limit=1, limit=2", DuplicateKey, "limit");
    row("SEARCH: " + QByteArray(2049, 'a'), BadValue, "name");
    row("SEARCH: a%", BadEscape, "name");
    row("SEARCH: a%ff", BadUtf8, "name");
    row("SHARE", Malformed, "SHARE");
    row("SHARE: a", Malformed, "SHARE");
    row("SHARE: <", Malformed, "SHARE");
    row("SHARE: >", Malformed, "SHARE");
    row("SHARE: " + record + " +", Malformed, "SHARE");
    row("SHARE: " + record + ", " + record, Malformed, "SHARE");
    row("SHARE: <" + record + ">", Malformed, "SHARE");
    row("SHARE: " + record.chopped(1), Malformed, "SHARE");
    row("SHARE: " + record + " <a>", MissingField, "record");
    row("SHARE: <>", MissingField, "record");
    row("SHARE: <a, b, 1, 01/01/70, 10.0.0.4, 1" + QByteArray(", k=1").repeated(1)
            + QByteArray(", k=1") + ">",
        DuplicateKey,
        "k");
    row("UNSHARE: <..>", BadValue, "name");
    row("UNSHARE: <>", MissingField, "UNSHARE");
    row("UNSHARE: <a, b>", Malformed, "UNSHARE");
    row("PEERS", Malformed, "PEERS");
    row("PEERS: studio", Malformed, "PEERS");
    row("PEERS: name=", BadValue, "name");
    row("PEERS: name=a,", Malformed, "PEERS");
    row("PEERS: address=1.2", BadValue, "address");
    row("FIND", Malformed, "FIND");
    row("FIND:", MissingField, "FIND");
    row("FIND: , live=1", BadValue, "query");
    row("FIND: a, b", Malformed, "FIND");
    row("FIND: a%", BadEscape, "query");
    row("FIND: a%ff", BadUtf8, "query");
    row("FIND: " + QByteArray(2049, 'a'), BadValue, "query");
    row("FIND: a, limit=1001", BadValue, "limit");
    row("FIND: a, live=0", BadValue, "live");
    row("FIND: a, live=4294967296", BadValue, "live");
    row("FIND: a, live=", BadValue, "live");
    row("FIND: a, after=", BadValue, "after");
    row("FIND: a, after=a_b", BadValue, "after");
    row("FIND: a, after=" + QByteArray(65, 'a'), BadValue, "after");
    row("STOP:", MissingKey, "live");
    row("STOP: live=0", BadValue, "live");
    row("STOP: 7", Malformed, "STOP");
    row("EPOCH:", MissingField, "EPOCH");
    row("EPOCH: 1", MissingKey, "share");
    row("EPOCH: -1, share=a", BadValue, "epoch");
    row("EPOCH: 1, share=", BadValue, "share");
    row("EPOCH: 1, share=A", BadValue, "share");
    row("EPOCH: 1, share=" + QByteArray(65, 'a'), BadValue, "share");
    row("RESULTS: total=1, shown=1, contents=1", UnknownVerb, "RESULTS");
    row("CAME: live=1", UnknownVerb, "CAME");
    row("NOTICE: a", UnknownVerb, "NOTICE");
}

void TestTrackerCodec::refusesRequests()
{
    QFETCH(QByteArray, line);
    const auto request = decodeTrackerRequest(line);
    QVERIFY(!request);
    QTEST(request.error(), "error");
}

void TestTrackerCodec::refusesReplies_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<DecodeError>("error");
    const auto row = [](const QByteArray &line, DecodeFault fault, const char *where) {
        QTest::newRow(line.left(60).constData()) << line << DecodeError{fault, where};
    };
    using enum DecodeFault;
    row("SEARCH: a", UnknownVerb, "SEARCH");
    row("HELLO FT/2 name=a port=1", UnknownVerb, "HELLO");
    row("NOT: FOUND", UnknownVerb, "NOT");
    row("HI: FT/2 seen=::1", Malformed, "HI");
    row("FOUND", Malformed, "FOUND");
    row("FOUND: ++", Malformed, "FOUND");
    row("FOUND: + <a>", Malformed, "FOUND");
    row("FOUND: <a, b, 1, 01/01/70, 10.0.0.4, 1>+", Malformed, "FOUND");
    row("FOUND: <a, b, 1, 01/01/70, 10.0.0.4>", MissingField, "record");
    row("SHARED:", MissingKey, "total");
    row("SHARED: total=4294967296", BadValue, "total");
    row("SHARED: total=1, dropped=x", BadValue, "dropped");
    row("SHARED: 5", Malformed, "SHARED");
    row("PEERS: <a, ::1>", MissingField, "peer");
    row("PEERS: <a, ::1, 7>", MissingKey, "files");
    row("PEERS: <a, ::1, 7, files=1>", MissingKey, "bytes");
    row("PEERS: <a, ::1, 7, files=1, bytes=18446744073709551616>", BadValue, "bytes");
    row("PEERS: <a, ::1, 70000, files=1, bytes=1>", BadValue, "port");
    row("PEERS: <.a, ::1, 7, files=1, bytes=1>", BadValue, "name");
    row("PEERS: <a, 7, 7, files=1, bytes=1>", BadValue, "address");
    row("PEERS: <a, ::1, 7, files=1, bytes=1, reach=>", BadValue, "reach");
    row("PEERS: <a, ::1, 7, files=1, bytes=1, rtt=4294967296>", BadValue, "rtt");
    row("SHARED: total=1, epoch=x", BadValue, "epoch");
    row("RESULTS: shown=0, contents=0", MissingKey, "total");
    row("RESULTS: total=1, contents=1", MissingKey, "shown");
    row("RESULTS: total=1, shown=1", MissingKey, "contents");
    row("RESULTS: total=1, shown=1001, contents=1", BadValue, "shown");
    row("RESULTS: total=1, shown=1, contents=1, live=0", BadValue, "live");
    row("RESULTS: total=1, shown=1, contents=1, partial=1", BadValue, "partial");
    row("RESULTS: total=1, shown=1, contents=1, after=+", BadValue, "after");
    row("CAME:", MissingKey, "live");
    row("CAME: live=0", BadValue, "live");
    row("CAME: live=1 +", Malformed, "CAME");
    row("CAME: <a> live=1", MissingField, "record");
    row("CAME: <a, b, 1, 01/01/70, 10.0.0.4, 1>", MissingKey, "live");
    row("CAME: <a, b, 1, 01/01/70, 10.0.0.4, 1>live=1 x", Malformed, "CAME");
    row("WENT: <a, peer=kim>", MissingKey, "live");
    row("WENT: <a> live=1", MissingKey, "peer");
    row("WENT: <a, peer=.> live=1", BadValue, "peer");
    row("WENT: <../a, peer=b> live=1", BadValue, "name");
    row("MISSED: live=1", MissingKey, "count");
    row("MISSED: count=1", MissingKey, "live");
    row("NOTICE:", MissingField, "NOTICE");
    row("NOTICE: , k=v", BadValue, "text");
    row("NOTICE: a%0Ab", BadValue, "text");
    row("NOTICE: " + QByteArray(1025, 'a'), BadValue, "text");
    row("FIND: a", UnknownVerb, "FIND");
    row("REFUSED busy", Malformed, "REFUSED");
    row("ERROR bad", Malformed, "ERROR");
}

void TestTrackerCodec::refusesReplies()
{
    QFETCH(QByteArray, line);
    const auto reply = decodeTrackerReply(line);
    QVERIFY(!reply);
    QTEST(reply.error(), "error");
}

void TestTrackerCodec::searchesWithoutCopying()
{
    const QByteArray line{"SEARCH: report.pdf"};
    const auto request = decodeTrackerRequest(line);
    QVERIFY(request);
    const char *name = std::get<Search>(*request).name.constData();
    QVERIFY(name >= line.constData() && name < line.constData() + line.size());
}

void TestTrackerCodec::keepsPlusSignsOfPaths()
{
    const auto reply = decodeTrackerReply("FOUND: <a +, b, 1, 01/01/70, 10.0.0.4, 1>");
    QVERIFY(reply);
    QVERIFY(!std::get<Found>(*reply).more);
    QCOMPARE(std::get<Found>(*reply).records.front().file.path.utf8(), "a +");
}

QTEST_APPLESS_MAIN(TestTrackerCodec)
#include "tst_trackercodec.moc"
