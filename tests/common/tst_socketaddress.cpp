#include "common/net/socketaddress.h"

#include <QTest>

using namespace ft;

class TstSocketAddress : public QObject
{
    Q_OBJECT

private slots:
    void givesBackWhatItWasMadeOf_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"127.0.0.1", "255.255.255.255", "::1", "2001:db8::1234", "fe80::1%1"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void givesBackWhatItWasMadeOf()
    {
        QFETCH(QString, text);
        const Endpoint endpoint{QHostAddress{text}, 40112};
        const auto given = net::SocketAddress::of(endpoint).endpoint();
        QCOMPARE(given.port, endpoint.port);
        // Of a scope, the number may come back as a name.
        QCOMPARE(QHostAddress{given.address.toIPv6Address()},
                 QHostAddress{endpoint.address.toIPv6Address()});
        QCOMPARE(given.address.protocol(), endpoint.address.protocol());
    }

    void takesTheMappingOffAnIpv4Address()
    {
        const Endpoint mapped{QHostAddress{QStringLiteral("::ffff:10.0.0.4")}, 1};
        QCOMPARE(net::SocketAddress::of(mapped).endpoint(),
                 (Endpoint{QHostAddress{QStringLiteral("10.0.0.4")}, 1}));
    }

    void hasNoEndpointForAnotherFamily()
    {
        net::SocketAddress address;
        address.storage.ss_family = AF_UNIX;
        QCOMPARE(address.endpoint(), Endpoint{});
    }
};

QTEST_APPLESS_MAIN(TstSocketAddress)
#include "tst_socketaddress.moc"
