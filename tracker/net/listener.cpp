#include "tracker/net/listener.h"

#include "common/base/logging.h"
#include "common/net/socketaddress.h"
#include "common/protocol/commoncodec.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ft::tracker {

namespace {

constexpr int Backlog = 4096;
constexpr int RefusedPerError = 1024;
constexpr std::chrono::minutes WarnEvery{1};

int openSpare()
{
    return ::open("/dev/null", O_RDONLY | O_CLOEXEC); // NOLINT(*-vararg)
}

} // namespace

Listener::Listener(ReactorPool &pool, std::size_t maxConnections)
    : m_pool(pool)
    , m_maxConnections(maxConnections)
    , m_spare(openSpare())
{
    setListenBacklogSize(Backlog);
}

Listener::~Listener()
{
    close();
    if (m_spare >= 0)
        ::close(m_spare);
}

Result<Endpoint, QString> Listener::open(const QHostAddress &address, std::uint16_t port)
{
    if (!listen(address, port))
        return tl::unexpected(errorString());
    startAccepting();
    return Endpoint{serverAddress(), serverPort()};
}

void Listener::incomingConnection(qintptr descriptor)
{
    const int connected = static_cast<int>(descriptor);
    if (m_pool.connections() >= m_maxConnections)
        return refuseForRoom(connected);
    if (const auto wait = m_pool.addresses().refusal(net::remoteAddress(connected)))
        return refuse(connected, "too many connections from your address", *wait);
    m_pool.adopt(connected);
}

/// Who waits in the backlog is turned away with the help of the spare descriptor instead of being
/// left hanging.
void Listener::onExhausted()
{
    if (m_spare >= 0) {
        ::close(m_spare);
        refuseWaiting();
    }
    m_spare = openSpare();
}

void Listener::refuseWaiting()
{
    for (int i = 0; i < RefusedPerError; ++i) {
        const int descriptor = acceptOne();
        if (descriptor < 0)
            return;
        refuseForRoom(descriptor);
    }
}

void Listener::refuseForRoom(int descriptor)
{
    warnOfRefusal();
    refuse(descriptor, "the tracker has no room for more connections", m_pool.addresses().retry());
}

void Listener::refuse(int descriptor, const char *why, std::chrono::seconds retry)
{
    QByteArray line;
    protocol::append(line,
                     protocol::Refused{protocol::RefusalCode::Busy,
                                       why,
                                       static_cast<std::uint32_t>(retry.count())});
    ::send(descriptor,
           line.constData(),
           static_cast<std::size_t>(line.size()),
           MSG_NOSIGNAL | MSG_DONTWAIT);
    ::shutdown(descriptor, SHUT_WR);
    // Unread bytes would turn the close into a reset, which may overtake the line.
    std::array<char, 4096> dropped; // NOLINT(*-member-init): never read
    [[maybe_unused]] const auto got = ::recv(descriptor,
                                             dropped.data(),
                                             dropped.size(),
                                             MSG_DONTWAIT);
    ::close(descriptor);
}

void Listener::warnOfRefusal()
{
    if (!m_quietUntil.hasExpired())
        return;
    m_quietUntil.setRemainingTime(WarnEvery);
    qCWarning(logNet) << "no room for more than" << m_pool.connections()
                      << "connections; raise the limit of open files (ulimit -n) to serve more";
}

std::size_t raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    rlimit raised = limit;
    raised.rlim_cur = limit.rlim_max;
    return ::setrlimit(RLIMIT_NOFILE, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur;
}

} // namespace ft::tracker
