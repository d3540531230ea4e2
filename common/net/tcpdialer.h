#pragma once

#include "common/net/bytestream.h"

#include <QHostInfo>
#include <QSocketNotifier>
#include <QTimer>

#include <memory>

namespace ft::net {

/// Connects to the first address of a host that answers.
///
/// Lives in one thread with an event loop. Never blocks; connected() or failed() comes once, never
/// from inside the constructor.
class TcpDialer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TcpDialer)

public:
    /// How long one address may take while there are others to try. The last one has as long as
    /// the system gives it.
    static constexpr std::chrono::seconds TryFor{3};

    TcpDialer(const HostPort &to, QObject *parent);
    ~TcpDialer() override;

    /// Stops; nothing is emitted any more.
    void abort();

signals:
    /// The receiver owns the descriptor, which does not block.
    void connected(int descriptor, const ft::Endpoint &remote);
    void failed(const ft::net::StreamError &error);

private:
    void onResolved(const QHostInfo &host);
    void tryNext();
    [[nodiscard]] int beginConnecting(const QHostAddress &address);
    void onWritable();
    void giveUp(int error);
    void closeDescriptor();

    std::uint16_t m_port;
    QList<QHostAddress> m_addresses;
    qsizetype m_next = 0; ///< of m_addresses to try
    int m_lookup = -1;
    int m_descriptor = -1;
    bool m_isAborted = false;
    std::unique_ptr<QSocketNotifier> m_writable;
    QTimer m_deadline;
};

} // namespace ft::net
