#include "peer-gui/engine/transfer/uploadslots.h"

namespace ft::engine {

namespace {

constexpr std::chrono::seconds LookEvery{1};

} // namespace

UploadSlot::UploadSlot(UploadSlots &all, Events events)
    : m_all(all)
    , m_events(std::move(events))
    , m_id(++all.m_lastId)
{
    m_all.m_members.emplace(m_id, this);
}

UploadSlot::~UploadSlot()
{
    m_all.m_members.erase(m_id);
    m_all.m_policy.remove(m_id);
    m_all.lookSoon();
}

bool UploadSlot::request()
{
    const bool isGiven = m_all.m_policy.request(m_id, m_peer, m_all.m_clock.now());
    if (!isGiven)
        m_all.lookSoon();
    else if (!m_all.m_nowAndThen.isActive())
        m_all.m_nowAndThen.start();
    return isGiven;
}

void UploadSlot::done(std::uint64_t bytes)
{
    m_all.m_policy.done(m_id, bytes, m_all.m_clock.now());
}

void UploadSlot::moved(std::uint64_t taken)
{
    m_all.m_policy.moved(m_id, taken, m_all.m_clock.now());
}

std::uint32_t UploadSlot::place() const
{
    return m_all.m_policy.placeOf(m_id);
}

UploadSlots::UploadSlots(std::size_t count, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_policy(count)
    , m_clock(clock)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &UploadSlots::look);
    m_nowAndThen.setInterval(LookEvery);
    connect(&m_nowAndThen, &QTimer::timeout, this, &UploadSlots::look);
}

void UploadSlots::setSlots(std::size_t count)
{
    m_policy.setSlots(count);
    lookSoon();
}

/// Never from inside a request: what one connection does must not call back another.
void UploadSlots::lookSoon()
{
    m_soon.start(std::chrono::milliseconds{0});
}

void UploadSlots::look()
{
    const auto now = m_clock.now();
    for (const auto &[id, member] : m_members) {
        if (member->m_events.isUnread && !member->m_events.isUnread())
            m_policy.excuse(id, now);
    }
    for (const auto id : m_policy.assign(now))
        m_members.at(id)->m_events.granted();
    for (const auto &[id, place] : m_policy.news(now))
        m_members.at(id)->m_events.placed(place);
    if (!m_policy.isBusy())
        m_nowAndThen.stop();
    else if (!m_nowAndThen.isActive())
        m_nowAndThen.start();
}

} // namespace ft::engine
