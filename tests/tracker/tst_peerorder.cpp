#include "tests/tracker/records.h"
#include "tracker/console/peerorder.h"

#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

namespace {

PeerSnapshot peerAt(const char *name, const char *address)
{
    PeerSnapshot peer{hostName(name), {}, {}, {}, {}, {}, 0, 0, {}, {}};
    peer.endpoint = {QHostAddress{QString::fromLatin1(address)}, 1};
    return peer;
}

/// Every property orders them differently.
std::vector<PeerSnapshot> somePeers()
{
    std::vector<PeerSnapshot> peers{peerAt("Alpha", "10.0.0.20"),
                                    peerAt("beta", "10.0.0.3"),
                                    peerAt("gamma", "2001:db8::1")};
    peers[0].files = 2, peers[1].files = 3, peers[2].files = 1;
    peers[0].bytes = 3, peers[1].bytes = 1, peers[2].bytes = 2;
    peers[0].joinedFor = 2s, peers[1].joinedFor = 1s, peers[2].joinedFor = 3s;
    peers[0].silentFor = 3s, peers[1].silentFor = 2s, peers[2].silentFor = 1s;
    peers[0].roundTrip = 7us, peers[2].roundTrip = 5us;
    return peers;
}

QString namesOf(const std::vector<PeerSnapshot> &peers)
{
    QStringList names;
    for (const PeerSnapshot &is : peers)
        names << is.name.toString();
    return names.join(u' ');
}

} // namespace

class TestPeerOrder : public QObject
{
    Q_OBJECT

private slots:
    void sorts_data();
    void sorts();
    void filters_data();
    void filters();
};

void TestPeerOrder::sorts_data()
{
    using Key = ListPeers::Key;
    QTest::addColumn<Key>("key");
    QTest::addColumn<QString>("up");
    QTest::addColumn<QString>("down");
    const auto row = [](const char *name, Key key, const char *up, const char *down) {
        QTest::newRow(name) << key << QString::fromLatin1(up) << QString::fromLatin1(down);
    };
    row("name", Key::Name, "Alpha beta gamma", "gamma beta Alpha");
    row("files", Key::Files, "gamma Alpha beta", "beta Alpha gamma");
    row("bytes", Key::Bytes, "beta gamma Alpha", "Alpha gamma beta");
    row("joined", Key::Joined, "beta Alpha gamma", "gamma Alpha beta");
    row("silent", Key::Silent, "gamma beta Alpha", "Alpha beta gamma");
    row("address", Key::Address, "beta Alpha gamma", "gamma Alpha beta");
    row("rtt, the unknown last", Key::RoundTrip, "gamma Alpha beta", "Alpha gamma beta");
}

void TestPeerOrder::sorts()
{
    QFETCH(const ListPeers::Key, key);
    QTEST(namesOf(ordered(somePeers(), {key, false, {}})), "up");
    QTEST(namesOf(ordered(somePeers(), {key, true, {}})), "down");
}

void TestPeerOrder::filters_data()
{
    QTest::addColumn<QString>("names");
    const auto row = [](const char *filter, const char *names) {
        QTest::newRow(filter) << QString::fromLatin1(names);
    };
    row("ALPH", "Alpha");
    row("a", "Alpha beta gamma");
    row("10.0.0.", "Alpha beta");
    row("10.0.0.3", "beta");
    row("10.0.0.0/28", "beta");
    row("2001:db8::/32", "gamma");
    row("10.0.0.2", "");
    row("10.0.0.20", "Alpha");
    row("nobody", "");
}

void TestPeerOrder::filters()
{
    const ListPeers command{ListPeers::Key::Name,
                            false,
                            QString::fromLatin1(QTest::currentDataTag())};
    QTEST(namesOf(ordered(somePeers(), command)), "names");
}

QTEST_APPLESS_MAIN(TestPeerOrder)
#include "tst_peerorder.moc"
