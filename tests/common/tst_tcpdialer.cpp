#include "common/net/tcpdialer.h"
#include "tests/support/rawend.h"

#include <QSignalSpy>
#include <QTest>

#include <unistd.h>

using namespace ft;
using net::StreamError;
using net::TcpDialer;
using test::RawListener;

class TstTcpDialer : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void connects_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("an address") << QStringLiteral("127.0.0.1");
        // Where it has an IPv6 address too, nobody listens there, and the next one is tried.
        QTest::newRow("a name") << QStringLiteral("localhost");
    }
    void connects()
    {
        QFETCH(QString, host);
        const RawListener listener;
        TcpDialer dialer{{host, listener.port()}, nullptr};
        QSignalSpy connected{&dialer, &TcpDialer::connected};
        QSignalSpy failed{&dialer, &TcpDialer::failed};
        QCOMPARE(connected.size(), 0);
        QTRY_COMPARE(connected.size(), 1);
        QCOMPARE(failed.size(), 0);
        QVERIFY(listener.accept().isValid());
        QCOMPARE(qvariant_cast<Endpoint>(connected[0][1]),
                 (Endpoint{QHostAddress{QHostAddress::LocalHost}, listener.port()}));
        QCOMPARE(::close(connected[0][0].toInt()), 0);
    }

    void tellsWhyNot_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<StreamError::Code>("code");
        QTest::newRow("nobody listens")
            << QStringLiteral("127.0.0.1") << StreamError::Code::Refused;
        QTest::newRow("no such host")
            << QStringLiteral("nobody.invalid") << StreamError::Code::NotResolved;
        QTest::newRow("no address of anybody")
            << QStringLiteral("255.255.255.255") << StreamError::Code::Unreachable;
    }
    void tellsWhyNot()
    {
        QFETCH(QString, host);
        QFETCH(StreamError::Code, code);
        std::uint16_t port = 0;
        {
            const RawListener gone;
            port = gone.port();
        }
        TcpDialer dialer{{host, port}, nullptr};
        QSignalSpy connected{&dialer, &TcpDialer::connected};
        QSignalSpy failed{&dialer, &TcpDialer::failed};
        QCOMPARE(failed.size(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30'000);
        QCOMPARE(connected.size(), 0);
        const auto error = qvariant_cast<StreamError>(failed[0][0]);
        QCOMPARE(error.code, code);
        QVERIFY(!error.detail.isEmpty());
    }

    void saysNothingOnceAborted_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("an address") << QStringLiteral("127.0.0.1");
        QTest::newRow("a name") << QStringLiteral("localhost");
    }
    void saysNothingOnceAborted()
    {
        QFETCH(QString, host);
        const RawListener listener;
        TcpDialer aborted{{host, listener.port()}, nullptr};
        QSignalSpy connected{&aborted, &TcpDialer::connected};
        QSignalSpy failed{&aborted, &TcpDialer::failed};
        aborted.abort();
        // One that began later has its turn after it.
        TcpDialer later{{host, listener.port()}, nullptr};
        QSignalSpy laterConnected{&later, &TcpDialer::connected};
        QTRY_COMPARE(laterConnected.size(), 1);
        QCOMPARE(connected.size() + failed.size(), 0);
        ::close(laterConnected[0][0].toInt());
    }
};

QTEST_GUILESS_MAIN(TstTcpDialer)
#include "tst_tcpdialer.moc"
