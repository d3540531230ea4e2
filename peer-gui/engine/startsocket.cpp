#include "peer-gui/engine/startsocket.h"

#include <QDeadlineTimer>

#include <array>
#include <cerrno>
#include <cstdio>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace ft::engine {

namespace {

/// A path of a local socket has at most 107 bytes, those of folders have more: through the
/// descriptor of the folder it is always short.
sockaddr_un addressIn(int folder, const char *name)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/%s", folder, name);
    return address;
}

OwnedDescriptor localSocket()
{
    return OwnedDescriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
}

const sockaddr *plain(const sockaddr_un &address)
{
    // As the socket calls want it. NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
    return reinterpret_cast<const sockaddr *>(&address);
}

bool waitFor(int descriptor, short events, int stop, const QDeadlineTimer &deadline)
{
    std::array<pollfd, 2> waiting{{{descriptor, events, 0}, {stop, POLLIN, 0}}};
    int ready = -1;
    do {
        const auto left = static_cast<int>(deadline.remainingTime());
        ready = ::poll(waiting.data(), waiting.size(), left);
    } while (ready < 0 && errno == EINTR);
    return ready > 0 && waiting[0].revents != 0 && waiting[1].revents == 0;
}

} // namespace

void OwnedDescriptor::reset()
{
    if (isOpen())
        ::close(std::exchange(m_descriptor, -1));
}

OwnedDescriptor listenIn(int folder, const char *name)
{
    constexpr int Backlog = 16;
    ::unlinkat(folder, name, 0);
    OwnedDescriptor socket = localSocket();
    const sockaddr_un address = addressIn(folder, name);
    const bool listens = socket.isOpen() && ::fchmod(socket.get(), S_IRUSR | S_IWUSR) == 0
                         && ::bind(socket.get(), plain(address), sizeof address) == 0
                         && ::listen(socket.get(), Backlog) == 0;
    if (!listens)
        return OwnedDescriptor{};
    return socket;
}

OwnedDescriptor connectIn(int folder, const char *name)
{
    OwnedDescriptor socket = localSocket();
    const sockaddr_un address = addressIn(folder, name);
    if (!socket.isOpen() || ::connect(socket.get(), plain(address), sizeof address) != 0)
        return OwnedDescriptor{};
    return socket;
}

bool isOfThisUser(int socket)
{
    ucred other{};
    socklen_t size = sizeof other;
    return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &other, &size) == 0
           && other.uid == ::geteuid();
}

bool waitReadable(int descriptor, int stop, std::chrono::milliseconds limit)
{
    return waitFor(descriptor, POLLIN, stop, QDeadlineTimer{limit});
}

bool sendAll(int socket, QByteArrayView bytes, std::chrono::milliseconds limit)
{
    const QDeadlineTimer deadline{limit};
    while (!bytes.isEmpty()) {
        const auto sent = ::send(socket,
                                 bytes.data(),
                                 static_cast<std::size_t>(bytes.size()),
                                 MSG_NOSIGNAL);
        if (sent >= 0)
            bytes = bytes.sliced(sent);
        else if (errno != EAGAIN && errno != EINTR)
            return false;
        else if (!waitFor(socket, POLLOUT, -1, deadline))
            return false;
    }
    return true;
}

bool endSending(int socket)
{
    return ::shutdown(socket, SHUT_WR) == 0;
}

std::optional<QByteArray> receiveAll(int socket,
                                     int stop,
                                     qsizetype most,
                                     std::chrono::milliseconds limit)
{
    const QDeadlineTimer deadline{limit};
    std::array<char, 4096> buffer{};
    QByteArray all;
    while (waitFor(socket, POLLIN, stop, deadline)) {
        const auto got = ::recv(socket, buffer.data(), buffer.size(), 0);
        if (got == 0)
            return all;
        if (got < 0 && errno != EAGAIN && errno != EINTR)
            return std::nullopt;
        if (got > 0)
            all.append(buffer.data(), got);
        if (all.size() > most)
            return std::nullopt;
    }
    return std::nullopt;
}

} // namespace ft::engine
