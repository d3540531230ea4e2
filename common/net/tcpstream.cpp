#include "common/net/tcpstream.h"

#include <array>
#include <sys/socket.h>

namespace ft::net {

namespace {

// Unbuffered: bytes go straight from the kernel to the reader's memory, not through a buffer of
// Qt's.
constexpr auto OpenMode = QIODevice::ReadWrite | QIODevice::Unbuffered;

// Closing with unread bytes resets the connection and may cost the other end our last line: so the
// end is told first, and what still arrives is read away until the other end closes, or this long.
constexpr std::chrono::seconds LingerFor{2};

StreamError::Code codeOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::RemoteHostClosedError:
        return StreamError::Code::ClosedByPeer;
    case QAbstractSocket::ConnectionRefusedError:
        return StreamError::Code::Refused;
    case QAbstractSocket::HostNotFoundError:
        return StreamError::Code::NotResolved;
    case QAbstractSocket::SocketTimeoutError:
        return StreamError::Code::Unreachable;
    case QAbstractSocket::NetworkError:
        return StreamError::Code::Unreachable;
    case QAbstractSocket::SocketAccessError:
    case QAbstractSocket::SocketResourceError:
        return StreamError::Code::Local;
    default:
        return StreamError::Code::Reset;
    }
}

} // namespace

TcpStream::TcpStream()
{
    connect(&m_socket, &QAbstractSocket::connected, this, [this] {
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        emit opened();
    });
    connect(&m_socket, &QIODevice::readyRead, this, &ByteStream::readable);
    connect(&m_socket, &QIODevice::bytesWritten, this, &ByteStream::drained);
    connect(&m_socket, &QAbstractSocket::disconnected, this, &TcpStream::onDisconnected);
    connect(&m_socket, &QAbstractSocket::errorOccurred, this, &TcpStream::onError);
    m_linger.setSingleShot(true);
    connect(&m_linger, &QTimer::timeout, &m_socket, &QAbstractSocket::abort);
}

std::unique_ptr<TcpStream> TcpStream::dial(const HostPort &to)
{
    std::unique_ptr<TcpStream> stream{new TcpStream};
    stream->m_socket.connectToHost(to.host, to.port, OpenMode);
    return stream;
}

std::unique_ptr<TcpStream> TcpStream::adopt(qintptr descriptor)
{
    std::unique_ptr<TcpStream> stream{new TcpStream};
    if (!stream->m_socket.setSocketDescriptor(descriptor,
                                              QAbstractSocket::ConnectedState,
                                              OpenMode))
        return nullptr;
    stream->m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    return stream;
}

qint64 TcpStream::read(char *to, qint64 most)
{
    const auto got = m_socket.read(to, most);
    // An unbuffered socket says nothing when a read meets the end: it only gives up its state.
    if (m_socket.state() == QAbstractSocket::UnconnectedState && !m_closed) {
        QMetaObject::invokeMethod(
            this, [this] { onError(m_socket.error()); }, Qt::QueuedConnection);
    }
    return std::max<qint64>(got, 0);
}

void TcpStream::write(const QByteArray &bytes)
{
    m_socket.write(bytes);
}

void TcpStream::finish()
{
    if (std::exchange(m_isFinishing, true))
        return;
    m_linger.start(LingerFor);
    connect(&m_socket, &QIODevice::readyRead, this, &TcpStream::discardArrived);
    connect(&m_socket, &QIODevice::bytesWritten, this, &TcpStream::shutDownWriting);
    shutDownWriting();
    discardArrived();
}

void TcpStream::shutDownWriting()
{
    if (m_socket.bytesToWrite() == 0)
        ::shutdown(static_cast<int>(m_socket.socketDescriptor()), SHUT_WR);
}

void TcpStream::discardArrived()
{
    std::array<char, 4096> room; // NOLINT(*-member-init): written by read
    while (read(room.data(), room.size()) > 0) {}
}

void TcpStream::abort()
{
    m_closed = true;
    m_socket.abort();
}

Endpoint TcpStream::remote() const
{
    return {withoutMapping(m_socket.peerAddress()), m_socket.peerPort()};
}

Endpoint TcpStream::local() const
{
    return {withoutMapping(m_socket.localAddress()), m_socket.localPort()};
}

void TcpStream::onDisconnected()
{
    reportClosed(StreamError::Code::ClosedByPeer, {});
}

void TcpStream::onError(QAbstractSocket::SocketError error)
{
    reportClosed(codeOf(error), m_socket.errorString());
}

void TcpStream::reportClosed(StreamError::Code code, const QString &detail)
{
    if (m_closed)
        return;
    m_closed = true;
    emit closed({code, detail});
}

} // namespace ft::net
