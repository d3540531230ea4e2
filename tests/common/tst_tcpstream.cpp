#include "common/net/tcpstream.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include <array>

using namespace ft;
using net::StreamError;
using net::TcpStream;

Q_DECLARE_METATYPE(ft::net::StreamError)

class TstTcpStream : public QObject
{
    Q_OBJECT

private:
    /// Hands accepted descriptors to streams.
    class Listener : public QTcpServer
    {
    public:
        std::unique_ptr<TcpStream> accepted;

    protected:
        void incomingConnection(qintptr descriptor) override
        {
            accepted = TcpStream::adopt(descriptor);
        }
    };

    std::unique_ptr<Listener> m_listener;
    std::unique_ptr<TcpStream> m_near;
    TcpStream *m_far = nullptr;
    QByteArray m_read;

    /// Reads as users of a stream do: until a read comes short.
    void readAllOf(TcpStream &stream)
    {
        connect(&stream, &TcpStream::readable, this, [this, &stream] {
            std::array<char, 1'000> room{};
            for (auto got = stream.read(room.data(), room.size()); got > 0;
                 got = stream.read(room.data(), room.size()))
                m_read.append(room.data(), got);
        });
    }

    [[nodiscard]] static StreamError::Code codeIn(const QSignalSpy &closed)
    {
        return closed.first().first().value<StreamError>().code;
    }

private slots:
    void initTestCase() { qRegisterMetaType<StreamError>("ft::net::StreamError"); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        m_read.clear();
        m_listener = std::make_unique<Listener>();
        QVERIFY(m_listener->listen(QHostAddress::LocalHost));
        m_near = TcpStream::dial({QStringLiteral("127.0.0.1"), m_listener->serverPort()});
        QSignalSpy opened{m_near.get(), &TcpStream::opened};
        QVERIFY(opened.wait());
        QTRY_VERIFY(m_listener->accepted);
        m_far = m_listener->accepted.get();
    }

    void carriesBytesThenTheEnd()
    {
        readAllOf(*m_near);
        QSignalSpy closed{m_near.get(), &TcpStream::closed};
        m_far->write(QByteArray(100'000, 'x'));
        m_far->finish();
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(codeIn(closed), StreamError::Code::ClosedByPeer);
        QCOMPARE(m_read.size(), 100'000);
    }

    void reportsTheEndOfASilentStream()
    {
        readAllOf(*m_near);
        QSignalSpy closed{m_near.get(), &TcpStream::closed};
        m_far->abort();
        QTRY_COMPARE(closed.size(), 1);
        QTest::qWait(0);
        QCOMPARE(closed.size(), 1);
    }

    void bringsTheLastLineAlthoughBytesWereLeftUnread()
    {
        readAllOf(*m_near);
        QSignalSpy closed{m_near.get(), &TcpStream::closed};
        QSignalSpy readable{m_far, &TcpStream::readable};
        m_near->write("never read");
        QVERIFY(readable.wait());
        m_far->write("last line\n");
        m_far->finish();
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(m_read, QByteArray{"last line\n"});
    }

    void reportsItsOwnEndOnceTheOtherClosesToo()
    {
        QSignalSpy closed{m_far, &TcpStream::closed};
        readAllOf(*m_near);
        connect(m_near.get(), &TcpStream::closed, m_near.get(), &TcpStream::finish);
        m_far->finish();
        QTRY_COMPARE(closed.size(), 1);
    }

    void reportsARefusal()
    {
        const auto port = m_listener->serverPort();
        m_listener->close();
        const auto stream = TcpStream::dial({QStringLiteral("127.0.0.1"), port});
        QSignalSpy closed{stream.get(), &TcpStream::closed};
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(codeIn(closed), StreamError::Code::Refused);
    }
};

QTEST_GUILESS_MAIN(TstTcpStream)
#include "tst_tcpstream.moc"
