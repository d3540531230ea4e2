#include "tracker/net/reactor.h"

#include "common/net/socketaddress.h"

#include <algorithm>
#include <unistd.h>

namespace ft::tracker {

Reactor::Reactor(std::uint8_t index,
                 TrackerService &service,
                 const NetLimits &limits,
                 const Clock &clock,
                 AddressBudgets &addresses)
{
    std::promise<Started> started;
    auto whenStarted = started.get_future();
    const auto makeLoop = [this, index, &service, &clock, &addresses, limits] {
        return std::make_unique<ReactorLoop>(index, service, limits, clock, addresses, m_load);
    };
    m_thread = std::thread{[makeLoop, started = std::move(started)]() mutable {
        run(std::move(started), makeLoop);
    }};
    try {
        m_started = whenStarted.get();
    } catch (...) {
        m_thread.join();
        throw;
    }
}

Reactor::~Reactor()
{
    shutDown();
    m_thread.join();
}

template <typename MakeLoop>
void Reactor::run(std::promise<Started> started, MakeLoop makeLoop)
{
    QEventLoop events; // gives this thread the event dispatcher that notifiers and timers need
    std::unique_ptr<Mailbox> mailbox;
    std::unique_ptr<ReactorLoop> loop;
    try {
        loop = makeLoop();
        mailbox = std::make_unique<Mailbox>();
    } catch (...) {
        started.set_exception(std::current_exception());
        return;
    }
    started.set_value({mailbox->address(), loop.get(), &events});
    events.exec();
}

void Reactor::adopt(int descriptor, const QHostAddress &remote)
{
    ++m_load;
    m_started.mailbox.post(
        [loop = m_started.loop, descriptor, remote] { loop->adopt(descriptor, remote); });
}

void Reactor::probe(SessionId id, Answered answered) const
{
    m_started.mailbox.post(
        [loop = m_started.loop, id, answered = std::move(answered)] { loop->probe(id, answered); });
}

void Reactor::close(SessionId id) const
{
    m_started.mailbox.post([loop = m_started.loop, id] { loop->close(id); });
}

bool Reactor::post(std::function<void(ReactorLoop &)> task)
{
    return m_started.mailbox.post([loop = m_started.loop, task = std::move(task)] { task(*loop); });
}

void Reactor::shutDown()
{
    if (std::exchange(m_isShuttingDown, true))
        return;
    m_started.mailbox.post([loop = m_started.loop, events = m_started.events] {
        loop->shutDown([events] { events->quit(); });
    });
}

namespace {

NetLimits shareOf(NetLimits limits, std::size_t threads)
{
    limits.pendingTotal /= static_cast<qsizetype>(threads);
    return limits;
}

} // namespace

ReactorPool::ReactorPool(std::uint32_t threads,
                         TrackerService &service,
                         const NetLimits &limits,
                         const Clock &clock)
    : m_addresses(limits.address, clock)
{
    const NetLimits share = shareOf(limits, threads);
    for (std::uint32_t i = 0; i < threads; ++i)
        m_reactors.push_back(std::make_unique<Reactor>(
            static_cast<std::uint8_t>(i), service, share, clock, m_addresses));
}

ReactorPool::~ReactorPool()
{
    for (const auto &reactor : m_reactors)
        reactor->shutDown();
}

void ReactorPool::adopt(int descriptor)
{
    const auto remote = net::remoteAddress(descriptor);
    if (remote.isNull()) { // it was reset before we came to it
        ::close(descriptor);
        return;
    }
    m_addresses.opened(remote);
    const auto least = std::min_element(m_reactors.begin(),
                                        m_reactors.end(),
                                        [](const auto &a, const auto &b) {
                                            return a->load() < b->load();
                                        });
    (*least)->adopt(descriptor, remote);
}

void ReactorPool::probe(SessionId id, Answered answered)
{
    reactorOf(id).probe(id, std::move(answered));
}

void ReactorPool::ask(SessionId id)
{
    probe(id, [](std::chrono::nanoseconds) {});
}

void ReactorPool::close(SessionId id)
{
    reactorOf(id).close(id);
}

Reactor &ReactorPool::reactorOf(SessionId id) const
{
    return *m_reactors[ReactorLoop::indexOf(id)];
}

void ReactorPool::dismiss(SessionId id, const Farewell &farewell)
{
    m_reactors[ReactorLoop::indexOf(id)]->post(
        [id, farewell](ReactorLoop &loop) { loop.dismiss(id, farewell); });
}

void ReactorPool::notifyAll(const QByteArray &lines, std::function<void(std::size_t)> done)
{
    askAll([lines](ReactorLoop &loop) { return loop.notify(lines); }, std::move(done));
}

void ReactorPool::roundTrip(std::function<void()> done)
{
    askAll([](ReactorLoop &) { return std::size_t{0}; },
           [done = std::move(done)](std::size_t) { done(); });
}

void ReactorPool::setLimits(const NetLimits &limits)
{
    const auto share = shareOf(limits, m_reactors.size());
    for (const auto &reactor : m_reactors)
        reactor->post([share](ReactorLoop &loop) { loop.setLimits(share); });
}

void ReactorPool::askAll(const std::function<std::size_t(ReactorLoop &)> &task,
                         std::function<void(std::size_t)> done)
{
    struct Asked
    {
        std::atomic<std::size_t> missing;
        std::atomic<std::size_t> sum;
        std::function<void(std::size_t)> done;
    };
    const auto asked = std::make_shared<Asked>(m_reactors.size(), 0, std::move(done));
    for (const auto &reactor : m_reactors) {
        reactor->post([asked, task](ReactorLoop &loop) {
            asked->sum += task(loop);
            if (--asked->missing == 0)
                asked->done(asked->sum);
        });
    }
}

std::size_t ReactorPool::connections() const
{
    std::size_t sum = 0;
    for (const auto &reactor : m_reactors)
        sum += reactor->load();
    return sum;
}

} // namespace ft::tracker
