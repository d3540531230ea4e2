#include "common/model/endpoint.h"
#include "tests/support/wireprinters.h"

#include <QTest>

using namespace ft;

class TestEndpoint final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void readsAddresses_data();
    void readsAddresses();
    void refusesAddresses_data();
    void refusesAddresses();
    void keepsTheScope();
    void undoesMapping_data();
    void undoesMapping();
    void readsEndpoints_data();
    void readsEndpoints();
    void refusesEndpoints_data();
    void refusesEndpoints();
    void readsHostAndPort_data();
    void readsHostAndPort();
    void refusesHostAndPort_data();
    void refusesHostAndPort();
};

void TestEndpoint::readsAddresses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("canonical");
    const auto row = [](const QByteArray &text, const QByteArray &canonical) {
        QTest::newRow(text.constData()) << text << canonical;
    };
    row("10.0.0.4", "10.0.0.4");
    row("0.0.0.0", "0.0.0.0");
    row("255.255.255.255", "255.255.255.255");
    row("::", "::");
    row("::1", "::1");
    row("2001:DB8:0:0::1", "2001:db8::1");
    row("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6");
    row("fe80::1%eth0", "fe80::1%eth0");
    row("fe80::1%br-lan_0.100", "fe80::1%br-lan_0.100");
    row("::ffff:10.0.0.4", "10.0.0.4");
    row("::ffff:a00:4", "10.0.0.4");
}

void TestEndpoint::readsAddresses()
{
    QFETCH(QByteArray, text);
    const auto address = parseAddress(text);
    QVERIFY(address);
    QTEST(address->toString().toLatin1(), "canonical");
    const auto again = parseAddress(address->toString().toLatin1());
    QVERIFY(again);
    QCOMPARE(*again, *address);
}

void TestEndpoint::refusesAddresses_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArrayList texts{"",
                               "1",
                               "1.2",
                               "1.2.3",
                               "1.2.3.4.5",
                               "1.2.3.",
                               ".1.2.3",
                               "1..2.3",
                               "1.2.3.256",
                               "1.2.3.4294967300",
                               "010.0.0.4",
                               "10.0.0.04",
                               "0x0a.0.0.4",
                               "10.0.0.4 ",
                               " 10.0.0.4",
                               "+1.2.3.4",
                               "10.0.0.4%eth0",
                               "localhost",
                               ":",
                               ":::",
                               "1:2",
                               "1:2:3:4:5:6:7:8:9",
                               "12345::",
                               "g::1",
                               "::1 ",
                               "[::1]",
                               "::1%",
                               "fe80::1%eth 0",
                               "fe80::1%\n",
                               "fe80::1%eth0%eth1",
                               "fe80::1%abcdefghijklmnop",
                               "fe80::1%\xc3\xbc",
                               "::1.2.3",
                               QByteArray{"\xef\xbb\xbf"}.append("10.0.0.4"),
                               "\xd9\xa1.2.3.4"};
    for (const QByteArray &text : texts)
        QTest::newRow(text.isEmpty() ? "empty" : text.constData()) << text;
    QTest::newRow("NUL behind") << QByteArray{"10.0.0.4\0", 9};
}

void TestEndpoint::refusesAddresses()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseAddress(text));
}

void TestEndpoint::keepsTheScope()
{
    const auto address = parseAddress("fe80::1%eth0");
    QVERIFY(address);
    QCOMPARE(address->scopeId(), QStringLiteral("eth0"));
}

void TestEndpoint::undoesMapping_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("plain");
    QTest::newRow("mapped") << QStringLiteral("::ffff:10.0.0.4") << QStringLiteral("10.0.0.4");
    QTest::newRow("IPv4") << QStringLiteral("10.0.0.4") << QStringLiteral("10.0.0.4");
    QTest::newRow("any") << QStringLiteral("::") << QStringLiteral("::");
    QTest::newRow("loopback") << QStringLiteral("::1") << QStringLiteral("::1");
    QTest::newRow("IPv4-compatible") << QStringLiteral("::a00:4") << QStringLiteral("::a00:4");
    QTest::newRow("IPv6") << QStringLiteral("2001:db8::1") << QStringLiteral("2001:db8::1");
}

void TestEndpoint::undoesMapping()
{
    QFETCH(QString, address);
    QFETCH(QString, plain);
    QCOMPARE(withoutMapping(QHostAddress{address}), QHostAddress{plain});
}

void TestEndpoint::readsEndpoints_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address");
    QTest::addColumn<quint16>("port");
    QTest::newRow("IPv4") << QStringLiteral("10.0.0.4:1234") << QStringLiteral("10.0.0.4")
                          << quint16{1234};
    QTest::newRow("IPv6") << QStringLiteral("[2001:db8::1]:1") << QStringLiteral("2001:db8::1")
                          << quint16{1};
    QTest::newRow("highest port") << QStringLiteral("[::1]:65535") << QStringLiteral("::1")
                                  << quint16{65535};
    QTest::newRow("scope") << QStringLiteral("[fe80::1%eth0]:80") << QStringLiteral("fe80::1%eth0")
                           << quint16{80};
}

void TestEndpoint::readsEndpoints()
{
    QFETCH(QString, text);
    QFETCH(QString, address);
    QFETCH(quint16, port);
    const auto endpoint = Endpoint::parse(text);
    QVERIFY(endpoint);
    QCOMPARE(endpoint->address.toString(), address);
    QCOMPARE(endpoint->port, port);
    QCOMPARE(endpoint->toString(), text);
}

void TestEndpoint::refusesEndpoints_data()
{
    QTest::addColumn<QString>("text");
    const std::initializer_list<const char *> texts{"",
                                                    "10.0.0.4",
                                                    "10.0.0.4:",
                                                    "10.0.0.4:0",
                                                    "10.0.0.4:65536",
                                                    "10.0.0.4:+80",
                                                    "10.0.0.4: 80",
                                                    "10.0.0.4:80 ",
                                                    "10.0.0.4:080",
                                                    "10.0.0.4:-1",
                                                    "10.0.0.4:8o",
                                                    "1.2:80",
                                                    "name:80",
                                                    "::1:80",
                                                    "[10.0.0.4]:80",
                                                    "[::1]",
                                                    "[::1]80",
                                                    "[::1",
                                                    "[]:80",
                                                    ":80"};
    for (const char *text : texts)
        QTest::newRow(*text == '\0' ? "empty" : text) << QString::fromLatin1(text);
}

void TestEndpoint::refusesEndpoints()
{
    QFETCH(QString, text);
    QVERIFY(!Endpoint::parse(text));
}

void TestEndpoint::readsHostAndPort_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host");
    QTest::addColumn<quint16>("port");
    QTest::addColumn<QString>("whole");
    const auto row = [](const char *text, const char *host, quint16 port, const char *whole) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(host) << port
                            << QString::fromLatin1(whole);
    };
    row("studio.example", "studio.example", 1234, "studio.example:1234");
    row("studio.example:80", "studio.example", 80, "studio.example:80");
    row("10.0.0.4", "10.0.0.4", 1234, "10.0.0.4:1234");
    row("[::1]", "::1", 1234, "[::1]:1234");
    row("[::1]:80", "::1", 80, "[::1]:80");
}

void TestEndpoint::readsHostAndPort()
{
    QFETCH(QString, text);
    QFETCH(QString, host);
    QFETCH(quint16, port);
    const auto place = HostPort::parse(text, 1234);
    QVERIFY(place);
    QCOMPARE(*place, (HostPort{host, port}));
    QTEST(place->toString(), "whole");
}

void TestEndpoint::refusesHostAndPort_data()
{
    QTest::addColumn<QString>("text");
    const std::initializer_list<const char *> texts{
        "",       ":",     ":80",    "a:",  "a:0",     "a:65536",  "a:+1",   "a: 1",
        "a:b:c",  "::1",   "[",      "[]",  "[a]:1",   "[::1]:",   "[::1]x", "[::1]:0",
        "a b:80", " a:80", "a\n:80", "a\t", "a:80:90", "[::1]:1:2"};
    for (const char *text : texts)
        QTest::newRow(*text == '\0' ? "empty" : text) << QString::fromLatin1(text);
}

void TestEndpoint::refusesHostAndPort()
{
    QFETCH(QString, text);
    QVERIFY(!HostPort::parse(text, 1234));
}

QTEST_APPLESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
