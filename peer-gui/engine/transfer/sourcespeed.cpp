#include "peer-gui/engine/transfer/sourcespeed.h"

#include <cmath>
#include <utility>

namespace ft::engine {

void SourceSpeed::add(std::uint64_t bytes, Instant now)
{
    using Seconds = std::chrono::duration<double>;
    m_lastByte = now;
    if (!std::exchange(m_isAnswering, true)) {
        m_windowStart = now;
        m_windowBytes = 0;
        return;
    }
    m_windowBytes += bytes;
    const auto span = now - m_windowStart;
    if (span == Instant::duration::zero() || (span < Window && m_windowBytes < WindowBytes))
        return;
    const double sample = static_cast<double>(m_windowBytes) / Seconds{span}.count();
    const double old = m_rate == 0 ? 0 : std::exp(-(Seconds{span} / Seconds{Memory}));
    m_rate = old * m_rate + (1 - old) * sample;
    m_windowStart = now;
    m_windowBytes = 0;
}

} // namespace ft::engine
