#include "common/net/srtpoller.h"

#include <algorithm>
#include <array>
#include <srt/srt.h>

namespace ft::net {

namespace {

static_assert(SrtPoller::Readable == SRT_EPOLL_IN && SrtPoller::Writable == SRT_EPOLL_OUT
              && SrtPoller::Broken == SRT_EPOLL_ERR);

// Only how often the thread looks whether it still has something to wait for.
constexpr std::int64_t PollMilliseconds = 1'000;

constexpr int EventsPerTurn = 64;

} // namespace

SrtPoller::SrtPoller()
    : m_set(srt_epoll_create())
{
    // Sockets come and go while the thread waits.
    srt_epoll_set(m_set, SRT_EPOLL_ENABLE_EMPTY);
    m_thread = std::thread{[this] {
        while (waitForSockets())
            poll();
    }};
}

SrtPoller::~SrtPoller()
{
    {
        const std::lock_guard lock{m_mutex};
        m_isEnding = true;
    }
    m_changed.notify_one();
    // Ends a wait that is going on.
    srt_epoll_release(m_set);
    m_thread.join();
}

void SrtPoller::add(int socket, Handler handler)
{
    m_handlers.insert_or_assign(socket, std::move(handler));
    {
        const std::lock_guard lock{m_mutex};
        m_awaited.insert_or_assign(socket, 0);
        const int events = Broken;
        srt_epoll_add_usock(m_set, socket, &events);
    }
    m_changed.notify_one();
}

void SrtPoller::await(int socket, int events)
{
    const std::lock_guard lock{m_mutex};
    const auto found = m_awaited.find(socket);
    if (found == m_awaited.end())
        return;
    found->second |= events;
    const int all = found->second | Broken;
    srt_epoll_update_usock(m_set, socket, &all);
}

void SrtPoller::remove(int socket)
{
    m_handlers.erase(socket);
    const std::lock_guard lock{m_mutex};
    m_happened.erase(socket);
    if (m_awaited.erase(socket) > 0)
        srt_epoll_remove_usock(m_set, socket);
}

/// False when the poller ends.
bool SrtPoller::waitForSockets()
{
    std::unique_lock lock{m_mutex};
    m_changed.wait(lock, [this] { return m_isEnding || !m_awaited.empty(); });
    return !m_isEnding;
}

void SrtPoller::poll()
{
    std::array<SRT_EPOLL_EVENT, EventsPerTurn> events{};
    const int count = srt_epoll_uwait(m_set, events.data(), EventsPerTurn, PollMilliseconds);
    // It counts those for which there was no room as well.
    for (int i = 0; i < std::min(count, EventsPerTurn); ++i) {
        const auto &event = events.at(static_cast<std::size_t>(i));
        note(event.fd, event.events);
    }
}

void SrtPoller::note(int socket, int events)
{
    const std::lock_guard lock{m_mutex};
    const auto found = m_awaited.find(socket);
    if (found == m_awaited.end())
        return;
    // What has been told once must not wake the thread again before it is awaited again.
    found->second &= ~events;
    if ((events & Broken) != 0) {
        m_awaited.erase(found);
        srt_epoll_remove_usock(m_set, socket);
    } else {
        const int left = found->second | Broken;
        srt_epoll_update_usock(m_set, socket, &left);
    }
    if (m_happened.empty())
        m_mailbox.post([this] { tell(); });
    m_happened[socket] |= events;
}

void SrtPoller::tell()
{
    std::map<int, int> happened;
    {
        const std::lock_guard lock{m_mutex};
        happened.swap(m_happened);
    }
    for (const auto &[socket, events] : happened) {
        const auto found = m_handlers.find(socket);
        if (found == m_handlers.end())
            continue;
        // A copy: it may remove itself while it runs.
        const Handler handler = found->second;
        handler(events);
    }
}

} // namespace ft::net
