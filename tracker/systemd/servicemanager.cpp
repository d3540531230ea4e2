#include "tracker/systemd/servicemanager.h"

#include <sys/socket.h>
#include <systemd/sd-daemon.h>

namespace ft::tracker::systemd {

namespace {

/// The variables stay for those who are asked later.
constexpr int KeepEnvironment = 0;
/// Nobody else, above all no process started from here, takes the sockets for its own.
constexpr int ClearEnvironment = 1;

void notify(const QByteArray &state)
{
    ::sd_notify(KeepEnvironment, state.constData());
}

} // namespace

void tellReady(const QString &status)
{
    notify("READY=1\nSTATUS=" + status.toUtf8());
}

void tellReloading()
{
    notify("RELOADING=1");
}

void tellStopping()
{
    notify("STOPPING=1");
}

void tellAlive()
{
    notify("WATCHDOG=1");
}

std::optional<std::chrono::microseconds> watchdogPeriod()
{
    std::uint64_t period = 0;
    if (::sd_watchdog_enabled(KeepEnvironment, &period) <= 0)
        return std::nullopt;
    return std::chrono::microseconds{period};
}

Result<std::vector<int>, QString> takeSockets()
{
    const int count = ::sd_listen_fds(ClearEnvironment);
    std::vector<int> sockets;
    for (int i = 0; i < count; ++i) {
        const int descriptor = SD_LISTEN_FDS_START + i;
        if (::sd_is_socket(descriptor, AF_UNSPEC, SOCK_STREAM, 1) <= 0)
            return tl::unexpected(
                QStringLiteral("descriptor %1 that the service manager gave is no listening TCP "
                               "socket; write ListenStream= in the socket unit")
                    .arg(descriptor));
        sockets.push_back(descriptor);
    }
    return sockets;
}

} // namespace ft::tracker::systemd
