#include "tracker/net/prober.h"

#include "common/net/socketaddress.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace ft::tracker {

namespace {

constexpr int EventsPerWait = 64;

/// Whether this machine is to blame that no connection came about.
bool isOurFault(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM
           || error == EADDRNOTAVAIL || error == EAGAIN || error == EAFNOSUPPORT;
}

Reach notReached(int error)
{
    return {isOurFault(error) ? Reach::State::Unknown : Reach::State::Unreachable, {}};
}

/// The round trip as the system measured it while connecting: this thread may look late.
Reach reached(int descriptor)
{
    tcp_info info{};
    socklen_t size = sizeof info;
    if (::getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return {Reach::State::Reachable, {}};
    return {Reach::State::Reachable, Reach::Microseconds{info.tcpi_rtt}};
}

int errorOf(int descriptor)
{
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

} // namespace

Prober::Prober(const Clock &clock, const ProbePlan::Limits &limits, Report report)
    : m_clock(clock)
    , m_report(std::move(report))
    , m_plan(limits, QRandomGenerator::securelySeeded(), clock.now())
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
    if (m_epoll < 0)
        throw std::system_error(errno, std::generic_category(), "epoll_create1");
    m_notifier = std::make_unique<QSocketNotifier>(m_epoll, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] {
        onEpoll();
    });
    m_timer.setSingleShot(true);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { onTimer(); });
}

Prober::~Prober()
{
    m_notifier.reset();
    for (const Attempt &attempt : m_attempts) {
        if (attempt.descriptor >= 0)
            ::close(attempt.descriptor);
    }
    ::close(m_epoll);
}

void Prober::watch(const ProbeTarget &target)
{
    if (target.endpoint.port != 0)
        m_mailbox.post([this, target] { add(target); });
}

void Prober::add(const ProbeTarget &target)
{
    m_plan.add(target, m_clock.now());
    startDue();
}

void Prober::onEpoll()
{
    std::array<epoll_event, EventsPerWait> events; // NOLINT(*-member-init): written by epoll_wait
    const int count = ::epoll_wait(m_epoll, events.data(), EventsPerWait, 0);
    for (int i = 0; i < count; ++i) {
        const int descriptor = events[static_cast<std::size_t>(i)].data.fd;
        const auto attempt = std::find_if(m_attempts.begin(),
                                          m_attempts.end(),
                                          [=](const Attempt &a) {
                                              return a.descriptor == descriptor;
                                          });
        const int error = errorOf(descriptor);
        finish(*attempt, error == 0 ? reached(descriptor) : notReached(error));
    }
    startDue();
}

void Prober::onTimer()
{
    giveUpLate();
    startDue();
}

void Prober::startDue()
{
    while (const auto target = m_plan.next(m_clock.now()))
        start(*target, {});
    while (!m_attempts.empty() && m_attempts.front().descriptor < 0)
        m_attempts.pop_front();
    scheduleTimer();
}

void Prober::tryOnce(const Endpoint &endpoint, Answer answer)
{
    start({endpoint, {}, endpoint}, std::move(answer));
    scheduleTimer();
}

void Prober::start(const ProbeTarget &target, Answer answer)
{
    const auto address = net::SocketAddress::of(target.endpoint);
    const int descriptor = ::socket(address.storage.ss_family,
                                    SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
                                    0);
    if (descriptor < 0)
        return settle(target, answer, notReached(errno));
    m_attempts.push_back(
        {descriptor, m_clock.now() + m_plan.limits().patience, target, std::move(answer)});
    epoll_event event{};
    event.events = EPOLLOUT;
    event.data.fd = descriptor;
    const bool isOnItsWay = (::connect(descriptor, address.raw(), address.length) == 0
                             || errno == EINPROGRESS)
                            && ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
    if (!isOnItsWay)
        finish(m_attempts.back(), notReached(errno));
}

void Prober::giveUpLate()
{
    const auto now = m_clock.now();
    for (Attempt &attempt : m_attempts) {
        if (attempt.giveUpAt > now)
            break;
        if (attempt.descriptor >= 0)
            finish(attempt, notReached(ETIMEDOUT));
    }
}

void Prober::finish(Attempt &attempt, const Reach &reach)
{
    ::close(std::exchange(attempt.descriptor, -1));
    settle(attempt.target, attempt.answer, reach);
}

void Prober::settle(const ProbeTarget &target, const Answer &answer, const Reach &reach)
{
    if (answer)
        return answer(reach);
    m_plan.done(target, reach.state, m_report(target, reach), m_clock.now());
}

void Prober::scheduleTimer()
{
    const auto now = m_clock.now();
    auto due = m_plan.wakeAt(now);
    if (!m_attempts.empty())
        due = std::min(due.value_or(Clock::Instant::max()), m_attempts.front().giveUpAt);
    if (!due)
        return m_timer.stop();
    m_timer.start(std::max(std::chrono::ceil<std::chrono::milliseconds>(*due - now),
                           std::chrono::milliseconds::zero()));
}

} // namespace ft::tracker
