#include "tracker/net/addressbudgets.h"

#include <QtEndian>

#include <algorithm>

namespace ft::tracker {

namespace {

constexpr std::size_t FirstSweep = 1'024;
/// Refused peers that are told to come back in the same second.
constexpr std::uint32_t RetriesPerSecond = 1'000;

TokenBucket::Burst burstOf(const AddressBudgets::Limits &limits)
{
    if (limits.perSecond == 0)
        return {};
    return std::chrono::milliseconds{std::uint64_t{limits.burst} * 1'000 / limits.perSecond};
}

} // namespace

AddressBudgets::AddressBudgets(const Limits &limits, const Clock &clock)
    : m_limits(limits)
    , m_clock(clock)
    , m_burst(burstOf(limits))
    , m_retries(RetriesPerSecond)
    , m_sweepAt(FirstSweep)
{}

std::optional<std::chrono::seconds> AddressBudgets::refusal(const QHostAddress &from)
{
    const auto now = m_clock.now();
    const std::lock_guard lock{m_mutex};
    Account &asking = account(from, now);
    if (m_limits.atOnce > 0 && asking.connections >= m_limits.atOnce)
        return m_retries.next(now);
    asking.tokens.refill(now, m_burst);
    if (asking.tokens.available() < 1)
        return std::max(m_retries.next(now),
                        std::chrono::ceil<std::chrono::seconds>(asking.tokens.timeUntil(1)));
    asking.tokens.take(1);
    return std::nullopt;
}

std::chrono::seconds AddressBudgets::retry()
{
    const std::lock_guard lock{m_mutex};
    return m_retries.next(m_clock.now());
}

void AddressBudgets::opened(const QHostAddress &from)
{
    const auto now = m_clock.now();
    const std::lock_guard lock{m_mutex};
    ++account(from, now).connections;
}

void AddressBudgets::closed(const QHostAddress &from, bool hasFailed)
{
    const auto now = m_clock.now();
    const std::lock_guard lock{m_mutex};
    Account &left = account(from, now);
    if (left.connections > 0)
        --left.connections;
    if (!hasFailed)
        return;
    // Never into debt: however much goes wrong behind an address, some of it is served.
    left.tokens.refill(now, m_burst);
    left.tokens.take(std::clamp<qint64>(left.tokens.available(), 0, m_limits.failure));
}

std::size_t AddressBudgets::size() const
{
    const std::lock_guard lock{m_mutex};
    return m_accounts.size();
}

quint64 AddressBudgets::keyOf(const QHostAddress &address)
{
    // Multicast addresses connect to nobody: their range is free for IPv4.
    constexpr quint64 IPv4Range = 0xffff'ffff'0000'0000U;
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return IPv4Range | address.toIPv4Address();
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    return qFromBigEndian<quint64>(&bytes.c[0]);
}

AddressBudgets::Account &AddressBudgets::account(const QHostAddress &address, Clock::Instant now)
{
    const auto key = keyOf(address);
    if (m_accounts.size() >= m_sweepAt && m_accounts.find(key) == m_accounts.end())
        sweep(now);
    const auto [place, isNew] = m_accounts.try_emplace(key);
    if (isNew) {
        place->second.tokens.setRate(m_limits.perSecond, now, m_burst);
        place->second.tokens.fill(m_burst);
    }
    return place->second;
}

/// Forgets idle addresses that have saved up all they can, and when too many are left, all idle
/// ones.
void AddressBudgets::sweep(Clock::Instant now)
{
    std::size_t idle = 0;
    std::erase_if(m_accounts, [&](const auto &entry) {
        if (entry.second.connections > 0)
            return false;
        TokenBucket saved = entry.second.tokens;
        saved.refill(now, m_burst);
        TokenBucket full = saved;
        full.fill(m_burst);
        const bool isForgotten = saved.available() >= full.available();
        idle += isForgotten ? 0 : 1;
        return isForgotten;
    });
    if (idle > MaxIdle)
        std::erase_if(m_accounts, [](const auto &entry) { return entry.second.connections == 0; });
    const auto kept = m_accounts.size();
    m_sweepAt = std::max(FirstSweep, kept + std::min(kept, MaxIdle));
}

} // namespace ft::tracker
