#pragma once

#include "common/net/bytestream.h"

#include <QTcpSocket>
#include <QTimer>

#include <memory>

namespace ft::net {

/// A plain TCP stream.
class TcpStream final : public ByteStream
{
    Q_OBJECT

public:
    /// Begins to connect; opened() or closed() follows. A host name is resolved without blocking.
    [[nodiscard]] static std::unique_ptr<TcpStream> dial(const HostPort &to);

    /// Takes over a connected descriptor, as QTcpServer::incomingConnection() gives it; null when
    /// the system does not let it.
    [[nodiscard]] static std::unique_ptr<TcpStream> adopt(qintptr descriptor);

    [[nodiscard]] qint64 read(char *to, qint64 most) override;
    void write(const QByteArray &bytes) override;
    [[nodiscard]] qint64 backlog() const override { return m_socket.bytesToWrite(); }
    void finish() override;
    void abort() override;
    [[nodiscard]] Endpoint remote() const override;
    [[nodiscard]] Endpoint local() const override;

private:
    TcpStream();
    void onDisconnected();
    void onError(QAbstractSocket::SocketError error);
    void shutDownWriting();
    void discardArrived();
    void reportClosed(StreamError::Code code, const QString &detail);

    QTcpSocket m_socket;
    QTimer m_linger; ///< until the other end has closed too
    bool m_isFinishing = false;
    bool m_closed = false;
};

} // namespace ft::net
