#include "common/model/network.h"

#include <QTest>

using namespace ft;

class TestNetwork : public QObject
{
    Q_OBJECT

private slots:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void contains_data();
    void contains();
};

void TestNetwork::parses_data()
{
    QTest::addColumn<QString>("written");
    const auto row = [](const char *text, const char *written) {
        QTest::newRow(text) << QString::fromLatin1(written);
    };
    row("10.0.0.4", "10.0.0.4");
    row("10.0.0.4/32", "10.0.0.4");
    row("10.0.0.0/24", "10.0.0.0/24");
    row("10.0.0.7/24", "10.0.0.0/24");
    row("10.255.1.2/9", "10.128.0.0/9");
    row("0.0.0.0/0", "0.0.0.0/0");
    row("1.2.3.4/0", "0.0.0.0/0");
    row("2001:db8::5", "2001:db8::5");
    row("2001:db8::5/128", "2001:db8::5");
    row("2001:db8:ffff::5/35", "2001:db8:e000::/35");
    row("::1/0", "::/0");
}

void TestNetwork::parses()
{
    const auto network = Network::parse(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(network);
    QTEST(network->toString(), "written");
}

void TestNetwork::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"",
                             "/",
                             "/8",
                             "10.0.0.0/",
                             "10.0.0.0/33",
                             "10.0.0.0/-1",
                             "10.0.0.0/+8",
                             "10.0.0.0/8 ",
                             "10/8",
                             "studio-a",
                             "2001:db8::/129",
                             "10.0.0.0/8/8"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestNetwork::refuses()
{
    QFETCH(const QString, text);
    QVERIFY(!Network::parse(text));
}

void TestNetwork::contains_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isIn");
    const auto row = [](const char *network, const char *address, bool isIn) {
        QTest::addRow("%s in %s", address, network)
            << QString::fromLatin1(network) << QString::fromLatin1(address) << isIn;
    };
    row("10.0.0.4", "10.0.0.4", true);
    row("10.0.0.4", "10.0.0.5", false);
    row("10.0.0.0/30", "10.0.0.3", true);
    row("10.0.0.0/30", "10.0.0.4", false);
    row("0.0.0.0/0", "255.255.255.255", true);
    row("0.0.0.0/0", "::1", false);
    row("::/0", "10.0.0.4", false);
    row("2001:db8::/33", "2001:db8:7fff::1", true);
    row("2001:db8::/33", "2001:db8:8000::1", false);
}

void TestNetwork::contains()
{
    QFETCH(const QString, network);
    QFETCH(const QString, address);
    QFETCH(const bool, isIn);
    const auto parsed = Network::parse(network);
    QVERIFY(parsed);
    QCOMPARE(parsed->contains(QHostAddress{address}), isIn);
}

QTEST_APPLESS_MAIN(TestNetwork)
#include "tst_network.moc"
