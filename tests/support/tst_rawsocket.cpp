#include "tests/support/rawsocket.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>

using namespace std::chrono_literals;
using ft::test::RawSocket;

class TstRawSocket : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTcpServer> m_listener;
    RawSocket m_raw;
    QTcpSocket *m_other = nullptr;

    void otherSays(const QByteArray &bytes) const
    {
        m_other->write(bytes);
        m_other->flush();
    }

private slots:
    void init()
    {
        m_listener = std::make_unique<QTcpServer>();
        QVERIFY(m_listener->listen(QHostAddress::LocalHost));
        QVERIFY(m_raw.connectTo(m_listener->serverPort(), "127.0.0.9"));
        QTRY_VERIFY(m_listener->hasPendingConnections());
        m_other = m_listener->nextPendingConnection();
    }
    void cleanup() { m_listener.reset(); }

    void comesFromTheGivenAddress()
    {
        QCOMPARE(m_other->peerAddress(), QHostAddress{QStringLiteral("127.0.0.9")});
    }

    void saysExactlyTheBytesAndHalfCloses()
    {
        QVERIFY(m_raw.send(QByteArray{"a\0b", 3}));
        m_raw.halfClose();
        QTRY_COMPARE(m_other->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(m_other->readAll(), QByteArray("a\0b", 3));
    }

    void readsLinesThenBytes()
    {
        otherSays("first\nsecond\nxyz");
        QCOMPARE(m_raw.readLine(), std::optional<QByteArray>{"first"});
        QCOMPARE(m_raw.readLine(), std::optional<QByteArray>{"second"});
        QCOMPARE(m_raw.read(2), std::optional<QByteArray>{"xy"});
        QVERIFY(!m_raw.read(2, 20ms));
        QVERIFY(!m_raw.readLine(20ms));
    }

    void tellsSilenceFromSpeech()
    {
        QVERIFY(m_raw.isSilentFor(20ms));
        otherSays("x");
        QVERIFY(!m_raw.isSilentFor(5s));
    }

    void noticesTheEnd()
    {
        QVERIFY(!m_raw.isClosedByOther(20ms));
        otherSays("last words");
        m_other->disconnectFromHost();
        QVERIFY(m_raw.isClosedByOther());
    }

    void tellsWhenNobodyListens()
    {
        const auto port = m_listener->serverPort();
        m_listener->close();
        RawSocket late;
        QVERIFY(!late.connectTo(port));
    }
};

QTEST_GUILESS_MAIN(TstRawSocket)
#include "tst_rawsocket.moc"
