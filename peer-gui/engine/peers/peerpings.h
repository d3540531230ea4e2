#pragma once

#include "peer-gui/engine/peers/peerping.h"

#include <functional>
#include <memory>
#include <unordered_map>

namespace ft::engine {

/// The pings of peers that are under way.
///
/// Engine thread only.
class PeerPings final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PeerPings)

public:
    using Done = std::function<void(const Result<PingAnswer, Problem> &)>;

    explicit PeerPings(PeerPing::Context context);
    ~PeerPings() override;

    /// What this peer calls itself, from the next ping on.
    void setName(const HostName &name) { m_context.hello.name = name; }

    /// Calls back once, from the event loop, unless this is gone first.
    void ping(const QString &peer, const Done &done);

private:
    PeerPing::Context m_context;
    std::unordered_map<std::uint32_t, std::unique_ptr<PeerPing>> m_running;
    std::uint32_t m_last = 0;
};

} // namespace ft::engine
