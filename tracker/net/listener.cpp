#include "tracker/net/listener.h"

#include "common/base/logging.h"
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
constexpr std::chrono::milliseconds ResumeAfter{100};
constexpr std::chrono::minutes WarnEvery{1};
constexpr std::uint32_t RetrySeconds = 10;

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
    m_resume.setSingleShot(true);
    m_resume.setInterval(ResumeAfter);
    connect(&m_resume, &QTimer::timeout, this, &Listener::resumeAccepting);
    connect(this, &Listener::acceptError, this, &Listener::onAcceptError);
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
    return Endpoint{serverAddress(), serverPort()};
}

void Listener::incomingConnection(qintptr descriptor)
{
    if (m_pool.connections() < m_maxConnections)
        m_pool.adopt(static_cast<int>(descriptor));
    else
        refuse(static_cast<int>(descriptor));
}

/// Out of descriptors: QTcpServer has paused. Who waits in the backlog is turned away with the help
/// of the spare descriptor instead of being left hanging.
void Listener::onAcceptError()
{
    if (m_spare >= 0) {
        ::close(m_spare);
        refuseWaiting();
        renew();
    }
    m_spare = openSpare();
    pauseAccepting();
    m_resume.start();
}

void Listener::refuseWaiting()
{
    for (int i = 0; i < RefusedPerError; ++i) {
        const int descriptor = ::accept4(static_cast<int>(socketDescriptor()),
                                         nullptr,
                                         nullptr,
                                         SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0)
            return;
        refuse(descriptor);
    }
}

/// Qt keeps the first error of a socket and takes every later lack of connections for it. So the
/// same listening socket, backlog and all, goes on under a new Qt object.
void Listener::renew()
{
    const int listening = ::fcntl(static_cast<int>(socketDescriptor()), F_DUPFD_CLOEXEC, 0);
    if (listening < 0)
        return;
    close();
    setSocketDescriptor(listening);
}

void Listener::refuse(int descriptor)
{
    warnOfRefusal();
    QByteArray line;
    protocol::append(line,
                     protocol::Refused{protocol::RefusalCode::Busy,
                                       "the tracker has no room for more connections",
                                       RetrySeconds});
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
