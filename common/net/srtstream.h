#pragma once

#include "common/net/bytestream.h"
#include "common/net/srtpoller.h"
#include "common/net/srtsocket.h"

#include <QTimer>

#include <deque>
#include <memory>

namespace ft::net {

/// A stream over UDP, carried by libsrt in its file mode: ordered, complete, and paced to what the
/// way between allows.
///
/// Each direction has 8 MiB of buffers below: backlog() does not count what they hold. There is no
/// half-open state: when one end finishes, the other reads what was sent and is closed; so
/// finishSending() does nothing.
class SrtStream final : public ByteStream
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SrtStream)

public:
    /// Begins to connect to who offered `token`; opened() or closed() follows, within 5 s.
    [[nodiscard]] static std::unique_ptr<SrtStream> dial(const std::shared_ptr<SrtPoller> &poller,
                                                         const Endpoint &to,
                                                         const QByteArray &token);
    /// Takes over a connected socket.
    [[nodiscard]] static std::unique_ptr<SrtStream> adopt(const std::shared_ptr<SrtPoller> &poller,
                                                          SrtSocket socket);
    ~SrtStream() override;

    [[nodiscard]] qint64 read(char *to, qint64 most) override;
    void write(const QByteArray &bytes) override;
    [[nodiscard]] qint64 backlog() const override { return m_backlog; }
    void finish() override;
    void abort() override;
    [[nodiscard]] Endpoint remote() const override { return m_remote; }
    [[nodiscard]] Endpoint local() const override { return m_local; }
    [[nodiscard]] Transport transport() const override { return Transport::Udp; }

private:
    enum class Stage { Connecting, Connected, Broken };

    SrtStream(std::shared_ptr<SrtPoller> poller, SrtSocket socket);
    void await(int events);
    void onEvents(int events);
    void onConnected();
    void onWritable();
    void onBroken();
    [[nodiscard]] qint64 sendSome();
    void flush();
    void endLater(const StreamError &error);
    void end(const StreamError &error);
    void release();

    std::shared_ptr<SrtPoller> m_poller;
    SrtSocket m_socket;
    Stage m_stage = Stage::Connecting;
    std::deque<QByteArray> m_queue;
    qsizetype m_sentOfFirst = 0;
    qint64 m_backlog = 0;
    Endpoint m_remote;
    Endpoint m_local;
    bool m_isReadAwaited = false; ///< a read() has come short, and readable() follows
    bool m_isFinishing = false;
    bool m_isEnding = false; ///< closed() is on its way or was emitted
    bool m_isAborted = false;
    QTimer m_unstick; ///< tries to send, while there is a backlog
    QTimer m_flush; ///< looks for the last acknowledgements, while finishing
    std::size_t m_unacknowledged = 0; ///< when the timer looked last
    int m_looksInVain = 0; ///< in a row
};

} // namespace ft::net
