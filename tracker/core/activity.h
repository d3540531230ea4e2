#pragma once

#include "common/model/peername.h"
#include "common/protocol/commonmessages.h"

#include <array>
#include <atomic>
#include <functional>
#include <optional>
#include <variant>

namespace ft::tracker {

/// Why a peer is no longer there.
enum class LeaveReason : std::uint8_t {
    Lost, ///< its connection broke, or ended without a word
    Bye,
    Silent, ///< it did not answer PING
    Stalled, ///< it did not read its answers
    Faulty, ///< it sent what cannot be decoded
    Unreachable, ///< its port, which alone tells whether it is there, stopped answering
    Kicked,
    Banned,
    ShuttingDown, ///< the tracker ends
};
inline constexpr int LeaveReasonCount = static_cast<int>(LeaveReason::ShuttingDown) + 1;

struct PeerJoined
{
    PeerName name;
    Endpoint endpoint;
    QByteArray agent; ///< as the peer tells it: not safe to print
};

struct PeerLeft
{
    PeerName name;
    Endpoint endpoint;
    LeaveReason reason = LeaveReason::Lost;
};

/// A REFUSED line was sent.
struct PeerRefused
{
    QHostAddress address;
    std::optional<PeerName> name; ///< when it is known
    protocol::RefusalCode code = protocol::RefusalCode::Other;
};

/// There is no room for more connections; told once a minute at most.
struct OutOfRoom
{
    std::uint64_t connections = 0;
};

using PeerEvent = std::variant<PeerJoined, PeerLeft, PeerRefused, OutOfRoom>;

/// What happens with peers, counted since the start and told on as it happens.
///
/// Every function may be called from any thread.
class Activity final
{
public:
    /// Called in whatever thread the event happens in; it must be quick.
    using Tell = std::function<void(const PeerEvent &)>;

    explicit Activity(Tell tell = {})
        : m_tell(std::move(tell))
    {}

    void happened(const PeerEvent &event);

    [[nodiscard]] std::uint64_t joined() const { return m_joined; }
    [[nodiscard]] std::uint64_t left(LeaveReason reason) const;
    [[nodiscard]] std::uint64_t refused(protocol::RefusalCode code) const;
    [[nodiscard]] std::uint64_t refused() const;

private:
    Tell m_tell;
    std::atomic<std::uint64_t> m_joined{0};
    std::array<std::atomic<std::uint64_t>, LeaveReasonCount> m_left{};
    std::array<std::atomic<std::uint64_t>, protocol::RefusalCodeCount> m_refused{};
};

/// The word for a reason in logs and metrics, `silent`.
[[nodiscard]] QLatin1String toWord(LeaveReason reason);

} // namespace ft::tracker
