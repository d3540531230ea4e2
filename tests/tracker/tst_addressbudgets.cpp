#include "tests/support/manualclock.h"
#include "tracker/net/addressbudgets.h"

#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

namespace {

QHostAddress address(const char *text)
{
    return QHostAddress{QString::fromLatin1(text)};
}

/// How many connections in a row are let in.
int letIn(AddressBudgets &budgets, const QHostAddress &from, int tries)
{
    int count = 0;
    for (int i = 0; i < tries; ++i)
        count += budgets.refusal(from) ? 0 : 1;
    return count;
}

} // namespace

class TestAddressBudgets : public QObject
{
    Q_OBJECT

private slots:
    void allowsABurstAndThenTheRate();
    void countsAddressesApart_data();
    void countsAddressesApart();
    void limitsConnectionsAtOnce();
    void letsFailuresCostMore();
    void leavesSomethingToAnAddressOfManyFailures();
    void tellsEachOfManyAnotherTime();
    void limitsNothingWithoutALimit();
    void forgetsIdleAddresses();
    void isBoundedWhateverConnects();
};

void TestAddressBudgets::allowsABurstAndThenTheRate()
{
    ManualClock clock;
    AddressBudgets budgets{{.perSecond = 100, .burst = 300}, clock};
    const auto peer = address("10.0.0.4");
    QCOMPARE(letIn(budgets, peer, 400), 300);
    clock.advance(1s);
    QCOMPARE(letIn(budgets, peer, 400), 100);
    clock.advance(60s);
    QCOMPARE(letIn(budgets, peer, 400), 300);
}

void TestAddressBudgets::countsAddressesApart_data()
{
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("isApart");
    QTest::newRow("the same") << QByteArray{"2001:db8::1"} << false;
    QTest::newRow("the same /64") << QByteArray{"2001:db8::ffff:1:2:3"} << false;
    QTest::newRow("another /64") << QByteArray{"2001:db8:0:1::1"} << true;
    QTest::newRow("IPv4") << QByteArray{"10.0.0.4"} << true;
    QTest::newRow("unspecified IPv6") << QByteArray{"::1"} << true;
}

void TestAddressBudgets::countsAddressesApart()
{
    QFETCH(const QByteArray, other);
    QFETCH(const bool, isApart);
    ManualClock clock;
    AddressBudgets budgets{{.perSecond = 200, .burst = 200}, clock};
    QCOMPARE(letIn(budgets, address("2001:db8::1"), 300), 200);
    QCOMPARE(letIn(budgets, address(other.constData()), 300), isApart ? 200 : 0);
    QCOMPARE(letIn(budgets, address("10.0.0.5"), 300), 200);
}

void TestAddressBudgets::limitsConnectionsAtOnce()
{
    ManualClock clock;
    AddressBudgets budgets{{.atOnce = 2}, clock};
    const auto peer = address("10.0.0.4");
    budgets.opened(peer);
    QVERIFY(!budgets.refusal(peer));
    budgets.opened(peer);
    QVERIFY(budgets.refusal(peer));
    QVERIFY(!budgets.refusal(address("10.0.0.5")));
    budgets.closed(peer, false);
    QVERIFY(!budgets.refusal(peer));
}

void TestAddressBudgets::letsFailuresCostMore()
{
    ManualClock clock;
    AddressBudgets budgets{{.perSecond = 200, .burst = 200, .failure = 9}, clock};
    const auto good = address("10.0.0.4");
    const auto bad = address("10.0.0.5");
    for (int i = 0; i < 10; ++i) {
        for (const auto &from : {good, bad}) {
            QVERIFY(!budgets.refusal(from));
            budgets.opened(from);
            budgets.closed(from, from == bad);
        }
    }
    QCOMPARE(letIn(budgets, good, 300), 190);
    QCOMPARE(letIn(budgets, bad, 300), 100);
}

void TestAddressBudgets::leavesSomethingToAnAddressOfManyFailures()
{
    ManualClock clock;
    AddressBudgets budgets{{.perSecond = 200, .burst = 200, .failure = 9}, clock};
    const auto peer = address("10.0.0.4");
    for (int i = 0; i < 1'000; ++i) {
        budgets.opened(peer);
        budgets.closed(peer, true);
    }
    QCOMPARE(letIn(budgets, peer, 1), 0);
    clock.advance(1s);
    QCOMPARE(letIn(budgets, peer, 300), 200);
}

void TestAddressBudgets::tellsEachOfManyAnotherTime()
{
    ManualClock clock;
    AddressBudgets budgets{{.perSecond = 200, .burst = 200}, clock};
    const auto peer = address("10.0.0.4");
    QCOMPARE(letIn(budgets, peer, 200), 200);
    QMap<std::int64_t, int> bySecond;
    for (int i = 0; i < 10'000; ++i)
        ++bySecond[budgets.refusal(peer).value().count()];
    QCOMPARE(bySecond.size(), 11);
    for (const int count : std::as_const(bySecond))
        QVERIFY(count <= 1'000);
    QVERIFY(budgets.retry() >= std::chrono::seconds{bySecond.lastKey()});
}

void TestAddressBudgets::limitsNothingWithoutALimit()
{
    ManualClock clock;
    AddressBudgets budgets{{.perSecond = 0}, clock};
    const auto peer = address("10.0.0.4");
    budgets.closed(peer, true);
    QCOMPARE(letIn(budgets, peer, 100'000), 100'000);
}

void TestAddressBudgets::forgetsIdleAddresses()
{
    ManualClock clock;
    AddressBudgets budgets{{}, clock};
    const auto staying = address("192.0.2.1");
    budgets.opened(staying);
    for (quint32 i = 0; i < 10'000; ++i) {
        QVERIFY(!budgets.refusal(QHostAddress{0x0a00'0000U + i}));
        clock.advance(10ms); // enough for the one token of each
    }
    QVERIFY2(budgets.size() < 2'000, qPrintable(QString::number(budgets.size())));
    budgets.closed(staying, false);
}

void TestAddressBudgets::isBoundedWhateverConnects()
{
    ManualClock clock;
    AddressBudgets budgets{{}, clock};
    for (quint32 i = 0; i < 300'000; ++i)
        QVERIFY(!budgets.refusal(QHostAddress{0x0a00'0000U + i}));
    QVERIFY2(budgets.size() <= 2 * AddressBudgets::MaxIdle + 1,
             qPrintable(QString::number(budgets.size())));
}

QTEST_APPLESS_MAIN(TestAddressBudgets)
#include "tst_addressbudgets.moc"
