#include "common/base/terminationsignals.h"

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace ft {

namespace {

sigset_t terminations()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&set, signal);
    return set;
}

} // namespace

void TerminationSignals::hold()
{
    std::signal(SIGPIPE, SIG_IGN);
    const sigset_t set = terminations();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

TerminationSignals::TerminationSignals(std::function<void()> onSignal)
    : TerminationSignals(onSignal, onSignal)
{}

TerminationSignals::TerminationSignals(std::function<void()> onSignal,
                                       std::function<void()> onHangUp)
{
    hold();
    const sigset_t set = terminations();
    m_descriptor = ::signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(),
                     &QSocketNotifier::activated,
                     m_notifier.get(),
                     [this, onSignal = std::move(onSignal), onHangUp = std::move(onHangUp)] {
                         signalfd_siginfo info{};
                         if (::read(m_descriptor, &info, sizeof info) > 0)
                             info.ssi_signo == SIGHUP ? onHangUp() : onSignal();
                     });
}

TerminationSignals::~TerminationSignals()
{
    m_notifier.reset();
    ::close(m_descriptor);
}

} // namespace ft
