#include "tests/support/lossyrelay.h"

#include <QSignalSpy>
#include <QTest>
#include <QUdpSocket>

using namespace ft::test;

namespace {

/// A UDP socket of 127.0.0.1 that notes what it gets, and answers it when it is to.
class End
{
public:
    explicit End(bool echoes = false)
    {
        if (!m_socket.bind(QHostAddress::LocalHost))
            qFatal("no UDP socket");
        QObject::connect(&m_socket, &QUdpSocket::readyRead, &m_socket, [this, echoes] {
            while (m_socket.hasPendingDatagrams()) {
                QByteArray bytes(m_socket.pendingDatagramSize(), Qt::Uninitialized);
                QHostAddress from;
                quint16 port = 0;
                m_socket.readDatagram(bytes.data(), bytes.size(), &from, &port);
                got << bytes;
                if (echoes)
                    m_socket.writeDatagram(bytes, from, port);
            }
        });
    }

    void send(quint16 to, int count)
    {
        for (int i = 0; i < count; ++i)
            m_socket.writeDatagram(QByteArray::number(i), QHostAddress::LocalHost, to);
    }
    [[nodiscard]] quint16 port() const { return m_socket.localPort(); }

    QByteArrayList got;

private:
    QUdpSocket m_socket;
};

} // namespace

class TstLossyRelay : public QObject
{
    Q_OBJECT

private slots:
    void passesAllThereAndBackInOrder()
    {
        End far{true};
        End near;
        const LossyRelay relay{far.port()};
        near.send(relay.port(), 100);
        QTRY_COMPARE(near.got.size(), 100);
        QCOMPARE(near.got, far.got);
        QCOMPARE(far.got.last(), QByteArray{"99"});
        QCOMPARE(relay.lost(), std::uint64_t{0});
    }

    void keepsTheSendersApart()
    {
        End far{true};
        End one;
        End two;
        const LossyRelay relay{far.port()};
        one.send(relay.port(), 3);
        two.send(relay.port(), 5);
        QTRY_COMPARE(far.got.size(), 8);
        QTRY_COMPARE(one.got.size(), 3);
        QTRY_COMPARE(two.got.size(), 5);
    }

    void losesAboutAsManyAsItIsTold()
    {
        End far;
        End near;
        const LossyRelay relay{far.port(), {.loss = 0.5}};
        near.send(relay.port(), 200);
        QTRY_COMPARE(relay.lost() + relay.passed(), std::uint64_t{200});
        QVERIFY(relay.lost() > 60);
        QVERIFY(relay.passed() > 60);
        QTRY_COMPARE(far.got.size(), static_cast<qsizetype>(relay.passed()));
    }

    void doublesAndSwapsPackets()
    {
        End far;
        End near;
        const LossyRelay relay{far.port(), {.duplication = 0.5, .reordering = 0.5}};
        near.send(relay.port(), 100);
        QTRY_VERIFY(far.got.size() > 110);
        QTRY_COMPARE(QSet<QByteArray>(far.got.begin(), far.got.end()).size(), 100);
        auto sorted = far.got;
        std::sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) {
            return a.toInt() < b.toInt();
        });
        QVERIFY(sorted != far.got);
    }

    void passesNothingOnceItIsCut()
    {
        End far;
        End near;
        LossyRelay relay{far.port()};
        relay.cut();
        near.send(relay.port(), 10);
        QTRY_COMPARE(relay.lost(), std::uint64_t{10});
        QCOMPARE(relay.passed(), std::uint64_t{0});
        QVERIFY(far.got.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TstLossyRelay)
#include "tst_lossyrelay.moc"
