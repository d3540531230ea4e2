#pragma once

#include "common/net/bytestream.h"
#include "common/net/tcpdialer.h"

#include <QSocketNotifier>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>

namespace ft::net {

/// A plain TCP stream, straight on its descriptor: bytes go from the kernel into the reader's
/// memory, and from the writer's to the kernel, without a buffer between them.
class TcpStream final : public ByteStream
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TcpStream)

public:
    /// Begins to connect; opened() or closed() follows. A host name is resolved without blocking.
    [[nodiscard]] static std::unique_ptr<TcpStream> dial(const HostPort &to);

    /// Takes over a connected descriptor, as QTcpServer::incomingConnection() gives it; null when
    /// the system does not let it, and then the descriptor stays the caller's.
    [[nodiscard]] static std::unique_ptr<TcpStream> adopt(qintptr descriptor);

    ~TcpStream() override;

    [[nodiscard]] qint64 read(char *to, qint64 most) override;
    void write(const QByteArray &bytes) override;
    [[nodiscard]] qint64 backlog() const override { return m_backlog; }
    void finish() override;
    void outliveInput() override { m_outlivesInput = true; }
    void finishSending() override;
    void abort() override;
    [[nodiscard]] Endpoint remote() const override { return m_remote; }
    [[nodiscard]] Endpoint local() const override { return m_local; }

private:
    TcpStream();
    void take(int descriptor);
    void onConnected(int descriptor);
    void onReadable();
    void onWritable();
    [[nodiscard]] qint64 sendSome();
    void breakOff(const StreamError &error);
    void endOutputIfSent();
    void shutDownWriting();
    void discardArrived();
    void onInputRead();
    void onInputOver();
    void endLater(const StreamError &error);
    void end(const StreamError &error);
    void release();

    std::unique_ptr<TcpDialer> m_dialer; ///< until opened
    int m_descriptor = -1;
    std::unique_ptr<QSocketNotifier> m_readable; ///< enabled while a read() has come short
    std::unique_ptr<QSocketNotifier> m_writable; ///< enabled while there is a backlog
    std::deque<QByteArray> m_queue;
    qsizetype m_sentOfFirst = 0;
    qint64 m_backlog = 0;
    Endpoint m_remote;
    Endpoint m_local;
    QTimer m_linger; ///< until the other end has closed too
    std::optional<StreamError> m_writeError; ///< what stopped writing, while reading goes on
    bool m_outlivesInput = false;
    bool m_isInputOver = false; ///< the other end has ended its direction
    bool m_isOutputOver = false; ///< we end our direction once the queue is empty
    bool m_isFinishing = false;
    bool m_isEnding = false; ///< closed() is on its way or was emitted
    bool m_isAborted = false;
};

} // namespace ft::net
