#include "tracker/systemd/watchdog.h"

namespace ft::tracker::systemd {

Watchdog::Watchdog(std::chrono::microseconds period, Probe probe, std::function<void()> alive)
    : m_probe(std::move(probe))
    , m_alive(std::move(alive))
{
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { onTimer(); });
    m_timer.start(std::chrono::floor<std::chrono::milliseconds>(period / 3));
    onTimer();
}

void Watchdog::onTimer()
{
    if (std::exchange(*m_isWaiting, true))
        return;
    // The answer may come after this object is gone.
    m_probe([isWaiting = m_isWaiting, alive = m_alive] {
        *isWaiting = false;
        alive();
    });
}

} // namespace ft::tracker::systemd
