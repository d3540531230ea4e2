#include "common/model/peername.h"

#include <QTest>

using namespace ft;

class TestPeerName : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }
    void isReadAsItIsWritten_data();
    void isReadAsItIsWritten();
    void isNeitherAHostNorAnEndpoint_data();
    void isNeitherAHostNorAnEndpoint();
    void comparesAsWhatItIs();
};

void TestPeerName::isReadAsItIsWritten_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("hasHost");
    QTest::newRow("host") << QStringLiteral("Studio-A") << true;
    QTest::newRow("digits and dots") << QStringLiteral("10.0.0.4") << true;
    QTest::newRow("IPv4") << QStringLiteral("10.0.0.4:40112") << false;
    QTest::newRow("IPv6") << QStringLiteral("[fe80::1]:7") << false;
}

void TestPeerName::isReadAsItIsWritten()
{
    QFETCH(QString, text);
    QFETCH(bool, hasHost);
    const auto name = PeerName::parse(text);
    QVERIFY(name);
    QCOMPARE(name->toString(), text);
    QCOMPARE(name->host() != nullptr, hasHost);
    QCOMPARE(name->optionalHost().has_value(), hasHost);
}

void TestPeerName::isNeitherAHostNorAnEndpoint_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "a b", "10.0.0.4:", "10.0.0.4:0", "studio-a:7", "::1:7", "-"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestPeerName::isNeitherAHostNorAnEndpoint()
{
    QFETCH(QString, text);
    QVERIFY(!PeerName::parse(text));
}

void TestPeerName::comparesAsWhatItIs()
{
    const auto nameOf = [](const char *text) {
        return *PeerName::parse(QString::fromLatin1(text));
    };
    QCOMPARE(nameOf("Kim"), nameOf("kim"));
    QCOMPARE(nameOf("Kim").key(), nameOf("kim").key());
    QVERIFY(nameOf("10.0.0.4:1") != nameOf("10.0.0.4:2"));
    QVERIFY(nameOf("10.0.0.4:1").key() != nameOf("10.0.0.4:2").key());
    QVERIFY(nameOf("10.0.0.4") != nameOf("10.0.0.4:1"));
}

QTEST_APPLESS_MAIN(TestPeerName)
#include "tst_peername.moc"
