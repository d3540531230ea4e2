#pragma once

#include <QTimer>

#include <functional>
#include <memory>

namespace ft::tracker::systemd {

/// Says that all is well for as long as everything answers.
class Watchdog final
{
public:
    /// Asks whether everything still turns; `answered` is called in this thread when it does.
    using Probe = std::function<void(std::function<void()> answered)>;

    /// `alive` is called after each answer, three times in a period when all is well.
    Watchdog(std::chrono::microseconds period, Probe probe, std::function<void()> alive);

private:
    void onTimer();

    Probe m_probe;
    std::function<void()> m_alive;
    std::shared_ptr<bool> m_isWaiting = std::make_shared<bool>(false);
    QTimer m_timer;
};

} // namespace ft::tracker::systemd
