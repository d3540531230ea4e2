#include "tests/tracker/records.h"
#include "tracker/core/keptshares.h"

#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

namespace {

const QHostAddress Here{QStringLiteral("10.0.0.4")};
const QHostAddress Elsewhere{QStringLiteral("10.0.0.5")};
const Clock::Instant Start{1h};

KeptShares::Kept kept(std::uint32_t handle, Clock::Instant until)
{
    return {Here, PeerHandle{handle}, {1, "9f"}, until};
}

} // namespace

class TestKeptShares : public QObject
{
    Q_OBJECT

private slots:
    void isFoundFromItsAddressOnly();
    void isTakenOnce();
    void expires();
    void countsTheTimeOfTheOneThatIsThere();
};

void TestKeptShares::isFoundFromItsAddressOnly()
{
    KeptShares shares;
    shares.add(hostName("Studio-A"), kept(7, Start));
    QVERIFY(!shares.find(hostName("studio-a"), Elsewhere));
    QVERIFY(!shares.find(hostName("studio-b"), Here));
    const auto *found = shares.find(hostName("studio-a"), Here);
    QVERIFY(found);
    QCOMPARE(found->handle, PeerHandle{7});
}

void TestKeptShares::isTakenOnce()
{
    KeptShares shares;
    shares.add(hostName("a"), kept(7, Start + 60s));
    QVERIFY(!shares.take(hostName("b")));
    QCOMPARE(shares.take(hostName("A")).value().handle, PeerHandle{7});
    QVERIFY(!shares.take(hostName("a")));
    QCOMPARE(shares.count(), std::size_t{0});
    QVERIFY(!shares.takeExpired(Start + 60s));
}

void TestKeptShares::expires()
{
    KeptShares shares;
    shares.add(hostName("a"), kept(1, Start + 10s));
    shares.add(hostName("b"), kept(2, Start + 20s));
    QVERIFY(!shares.takeExpired(Start + 10s - 1ns));
    QCOMPARE(shares.takeExpired(Start + 10s).value().handle, PeerHandle{1});
    QVERIFY(!shares.takeExpired(Start + 10s));
    QCOMPARE(shares.count(), std::size_t{1});
    QCOMPARE(shares.takeExpired(Start + 1h).value().handle, PeerHandle{2});
}

void TestKeptShares::countsTheTimeOfTheOneThatIsThere()
{
    KeptShares shares;
    shares.add(hostName("a"), kept(1, Start + 10s));
    QVERIFY(shares.take(hostName("a")));
    shares.add(hostName("a"), kept(2, Start + 30s));
    QVERIFY(!shares.takeExpired(Start + 20s));
    QCOMPARE(shares.takeExpired(Start + 30s).value().handle, PeerHandle{2});
}

QTEST_APPLESS_MAIN(TestKeptShares)
#include "tst_keptshares.moc"
