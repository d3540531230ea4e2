#pragma once

#include "common/base/clock.h"
#include "common/base/tokenbucket.h"
#include "tracker/net/retryslots.h"

#include <QHashFunctions>
#include <QHostAddress>

#include <mutex>
#include <optional>
#include <unordered_map>

namespace ft::tracker {

/// Spreads keys unforeseeably, so that nobody can choose addresses that collide.
struct SeededKeyHash
{
    std::size_t operator()(quint64 key) const { return ::qHash(key, seed); }
    std::size_t seed = QHashSeed::globalSeed();
};

/// Decides which address may connect, by how often it did, how its connections went, and how many
/// there are. IPv6 addresses count by /64, which one household has to itself.
///
/// Callable from any thread.
class AddressBudgets final
{
public:
    struct Limits
    {
        /// New connections a second from one address; 0 for no limit.
        std::uint32_t perSecond = 2'000;
        /// New connections at once after a quiet time.
        std::uint32_t burst = 20'000;
        /// Connections of one address at the same time; 0 for no limit.
        std::uint32_t atOnce = 0;
        /// What a connection that came to nothing costs beyond the one that every connection
        /// costs: nobody was accepted on it, or it ended in an error.
        std::uint32_t failure = 10;
    };

    AddressBudgets(const Limits &limits, const Clock &clock);

    /// Nothing when one more connection may come from there, which costs; else after what time to
    /// come back, another for each that is refused.
    [[nodiscard]] std::optional<std::chrono::seconds> refusal(const QHostAddress &from);
    /// When to come back for one who is refused for another reason.
    [[nodiscard]] std::chrono::seconds retry();
    void opened(const QHostAddress &from);
    /// Of each that was opened.
    void closed(const QHostAddress &from, bool hasFailed);

    /// Addresses without connections that are remembered for what they have used up; when more
    /// come together, all of these are forgotten.
    static constexpr std::size_t MaxIdle = 65'536;
    /// Addresses that are remembered.
    [[nodiscard]] std::size_t size() const;

private:
    struct Account
    {
        TokenBucket tokens;
        std::uint32_t connections = 0;
    };

    [[nodiscard]] static quint64 keyOf(const QHostAddress &address);
    [[nodiscard]] Account &account(const QHostAddress &address, Clock::Instant now);
    void sweep(Clock::Instant now);

    Limits m_limits;
    const Clock &m_clock;
    TokenBucket::Burst m_burst;
    mutable std::mutex m_mutex;
    std::unordered_map<quint64, Account, SeededKeyHash> m_accounts;
    RetrySlots m_retries;
    std::size_t m_sweepAt; ///< accounts there may be before idle ones are looked for
};

} // namespace ft::tracker
