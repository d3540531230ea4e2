#pragma once

#include "common/base/clock.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace ft::engine {

/// How fast hashing goes, from its count of bytes now and then, and how long the rest takes. One
/// thread.
class HashPace final
{
public:
    /// `bytes` never gets less.
    void note(std::uint64_t bytes, Clock::Instant now)
    {
        if (!m_samples.empty() && now - m_samples.back().at < Spacing)
            return;
        m_samples.push_back({now, bytes});
        while (now - m_samples.front().at > Window)
            m_samples.pop_front();
    }

    /// Bytes per second over the last seconds; 0 while that is not known.
    [[nodiscard]] std::uint64_t rate() const
    {
        if (m_samples.size() < 2)
            return 0;
        const auto &[first, last] = std::pair{m_samples.front(), m_samples.back()};
        const auto seconds = std::chrono::duration<double>(last.at - first.at).count();
        return static_cast<std::uint64_t>(static_cast<double>(last.bytes - first.bytes) / seconds);
    }

    /// Until so many bytes are hashed; nothing while that is not known.
    [[nodiscard]] std::optional<std::chrono::seconds> timeFor(std::uint64_t bytes) const
    {
        const auto perSecond = rate();
        if (perSecond == 0)
            return std::nullopt;
        return std::chrono::seconds{(bytes + perSecond - 1) / perSecond};
    }

private:
    struct Sample
    {
        Clock::Instant at;
        std::uint64_t bytes = 0;
    };

    static constexpr std::chrono::milliseconds Spacing{500};
    static constexpr std::chrono::seconds Window{10};

    std::deque<Sample> m_samples;
};

} // namespace ft::engine
