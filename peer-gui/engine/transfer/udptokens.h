#pragma once

#include "common/base/clock.h"
#include "common/protocol/peermessages.h"

#include <QHostAddress>

#include <mutex>
#include <vector>

namespace ft::engine {

/// Remembers which streams over UDP have been let in beforehand: by a token, once, for a short
/// time, from the address that asked.
///
/// Callable from any thread.
class UdpTokens final
{
public:
    static constexpr std::chrono::seconds Lifetime{30};
    static constexpr std::size_t Most = 1'024; ///< that are valid at once
    static constexpr std::size_t MostOfOne = 32; ///< of them, from one address

    /// `clock` must outlive this and be callable from any thread.
    explicit UdpTokens(const Clock &clock)
        : m_clock(clock)
    {}

    /// Nothing when there are too many that are valid.
    [[nodiscard]] std::optional<protocol::UdpToken> issue(const QHostAddress &asker);
    /// Whether it is valid, which it is no longer from then on.
    [[nodiscard]] bool redeem(const protocol::UdpToken &token, const QHostAddress &from);

private:
    struct Issued
    {
        protocol::UdpToken token;
        QHostAddress asker;
        Clock::Instant until;
    };

    const Clock &m_clock;
    std::mutex m_mutex;
    std::vector<Issued> m_issued;
};

} // namespace ft::engine
