#include "tests/tracker/records.h"
#include "tracker/core/peerregistry.h"

#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;

namespace {

std::unique_ptr<Peer> makePeer(const QByteArray &name, const char *address)
{
    const Endpoint endpoint{QHostAddress{QString::fromLatin1(address)}, 4000};
    return std::unique_ptr<Peer>(
        new Peer{hostName(name), endpoint, SessionId{1}, {}, PeerId{}, {}, PeerHandle{0}, {}});
}

QList<QByteArray> sorted(QList<QByteArray> names)
{
    std::sort(names.begin(), names.end());
    return names;
}

QList<QByteArray> namesAt(const PeerRegistry &registry, const char *address)
{
    QList<QByteArray> names;
    registry.visitAt(QHostAddress{QString::fromLatin1(address)}, [&](const Peer &peer) {
        names << peer.name.toString().toLatin1();
        return true;
    });
    return sorted(names);
}

QList<QByteArray> loopbackNames(const PeerRegistry &registry)
{
    QList<QByteArray> names;
    registry.visitLoopback([&](const Peer &peer) {
        names << peer.name.toString().toLatin1();
        return true;
    });
    return sorted(names);
}

} // namespace

class TestPeerRegistry : public QObject
{
    Q_OBJECT

private slots:
    void findsByNameOfAnyCase();
    void refusesANameInUse();
    void freesTheNameOfARemovedPeer();
    void findsByAddress();
    void knowsWhoJoinedOverLoopback();
    void stopsWhenTheVisitorHasEnough();
};

void TestPeerRegistry::findsByNameOfAnyCase()
{
    PeerRegistry registry;
    const Peer *peer = registry.add(makePeer("Studio-A", "10.0.0.4"));
    QVERIFY(peer);
    QCOMPARE(registry.find(hostName("studio-a")), peer);
    QCOMPARE(registry.find(hostName("STUDIO-A")), peer);
    QCOMPARE(registry.find(hostName("studio-b")), nullptr);
}

void TestPeerRegistry::refusesANameInUse()
{
    PeerRegistry registry;
    const Peer *first = registry.add(makePeer("studio-a", "10.0.0.4"));
    QCOMPARE(registry.add(makePeer("STUDIO-A", "10.0.0.5")), nullptr);
    QCOMPARE(registry.count(), std::size_t{1});
    QCOMPARE(registry.find(hostName("studio-a")), first);
    QCOMPARE(namesAt(registry, "10.0.0.5"), QList<QByteArray>{});
}

void TestPeerRegistry::freesTheNameOfARemovedPeer()
{
    PeerRegistry registry;
    registry.remove(*registry.add(makePeer("studio-a", "127.0.0.1")));
    QCOMPARE(registry.count(), std::size_t{0});
    QCOMPARE(registry.find(hostName("studio-a")), nullptr);
    QCOMPARE(namesAt(registry, "127.0.0.1"), QList<QByteArray>{});
    QCOMPARE(loopbackNames(registry), QList<QByteArray>{});
    QVERIFY(registry.add(makePeer("studio-a", "10.0.0.5")));
}

void TestPeerRegistry::findsByAddress()
{
    PeerRegistry registry;
    registry.add(makePeer("a", "10.0.0.4"));
    Peer *b = registry.add(makePeer("b", "10.0.0.4"));
    registry.add(makePeer("c", "2001:db8::1"));
    QCOMPARE(namesAt(registry, "10.0.0.4"), (QList<QByteArray>{"a", "b"}));
    QCOMPARE(namesAt(registry, "2001:db8::1"), QList<QByteArray>{"c"});
    registry.remove(*b);
    QCOMPARE(namesAt(registry, "10.0.0.4"), QList<QByteArray>{"a"});
}

void TestPeerRegistry::knowsWhoJoinedOverLoopback()
{
    PeerRegistry registry;
    registry.add(makePeer("a", "127.0.0.1"));
    registry.add(makePeer("b", "::1"));
    registry.add(makePeer("c", "10.0.0.4"));
    QCOMPARE(loopbackNames(registry), (QList<QByteArray>{"a", "b"}));
}

void TestPeerRegistry::stopsWhenTheVisitorHasEnough()
{
    PeerRegistry registry;
    for (const char *name : {"a", "b", "c"})
        registry.add(makePeer(name, "10.0.0.4"));
    int shown = 0;
    registry.visitAll([&](const Peer &) { return ++shown < 2; });
    QCOMPARE(shown, 2);
}

QTEST_APPLESS_MAIN(TestPeerRegistry)
#include "tst_peerregistry.moc"
