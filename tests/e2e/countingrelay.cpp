#include "tests/e2e/countingrelay.h"

#include <algorithm>

namespace ft::test {

namespace {

// Little, so that what a taker does not read stays with the source.
constexpr qint64 MostHeld = 64 * 1024;

} // namespace

CountingRelay::CountingRelay(const QHostAddress &source)
    : m_source(source)
{
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (auto *const taker = m_server.nextPendingConnection())
            join(taker);
    });
}

void CountingRelay::join(QTcpSocket *taker)
{
    taker->setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, MostHeld);
    auto *const source = new QTcpSocket{taker};
    source->setReadBufferSize(MostHeld);
    connect(taker, &QTcpSocket::readyRead, source, [taker, source] {
        source->write(taker->readAll());
    });
    connect(source, &QTcpSocket::readyRead, taker, [this, taker, source] {
        carry(*source, *taker);
    });
    connect(taker, &QTcpSocket::bytesWritten, source, [this, taker, source] {
        carry(*source, *taker);
    });
    connect(source, &QTcpSocket::disconnected, taker, &QTcpSocket::disconnectFromHost);
    connect(taker, &QTcpSocket::disconnected, this, [this, taker, source] {
        m_carried += static_cast<std::uint64_t>(source->bytesAvailable());
        source->disconnect();
        source->abort();
        taker->deleteLater();
    });
    source->connectToHost(m_source, port());
}

void CountingRelay::carry(QTcpSocket &source, QTcpSocket &taker)
{
    const auto room = std::max<qint64>(0, MostHeld - taker.bytesToWrite());
    const QByteArray bytes = source.read(room);
    m_carried += static_cast<std::uint64_t>(bytes.size());
    taker.write(bytes);
}

} // namespace ft::test
