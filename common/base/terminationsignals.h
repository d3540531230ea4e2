#pragma once

#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace ft {

/// Turns SIGTERM, SIGINT and SIGHUP into a call in the main thread, and ignores SIGPIPE.
class TerminationSignals final
{
public:
    /// Keeps the signals from ending the process until a TerminationSignals takes them. For
    /// programs whose application object starts threads, as those with windows do.
    static void hold();

    /// Made in the main thread before any other thread starts (or after hold()), because threads
    /// inherit which signals they do not take.
    explicit TerminationSignals(std::function<void()> onSignal);
    /// The same, with a call of its own for SIGHUP.
    TerminationSignals(std::function<void()> onSignal, std::function<void()> onHangUp);
    ~TerminationSignals();
    Q_DISABLE_COPY_MOVE(TerminationSignals)

private:
    int m_descriptor = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace ft
