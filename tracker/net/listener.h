#pragma once

#include "common/base/result.h"
#include "common/model/endpoint.h"
#include "common/net/tcpacceptor.h"
#include "tracker/net/reactor.h"

#include <QDeadlineTimer>

namespace ft::tracker {

/// Accepts connections and hands them to the reactors, as far as there is room and their address
/// has not used up its budget; goes on after running out of descriptors.
class Listener final : public net::TcpAcceptor
{
public:
    /// Connections past `maxConnections` are refused.
    Listener(ReactorPool &pool, std::size_t maxConnections);
    ~Listener() override;
    Q_DISABLE_COPY_MOVE(Listener)

    /// Where it listens, or why it cannot, in words that follow `cannot listen on ...: `. Port 0
    /// takes a free one.
    [[nodiscard]] Result<Endpoint, QString> open(const QHostAddress &address, std::uint16_t port);

protected:
    void incomingConnection(qintptr descriptor) override;
    void onExhausted() override;

private:
    void refuseWaiting();
    static void refuse(int descriptor, const char *why, std::chrono::seconds retry);
    void refuseForRoom(int descriptor);
    void warnOfRefusal();

    ReactorPool &m_pool;
    std::size_t m_maxConnections;
    QDeadlineTimer m_quietUntil{0}; ///< no second warning before
    int m_spare; ///< kept to be given up when there is no other, so that accepting can go on
};

/// Raises the number of descriptors this process may have to the most it is allowed, and returns
/// it.
[[nodiscard]] std::size_t raiseDescriptorLimit();

} // namespace ft::tracker
