#include "tests/bench/load/driver.h"

#include "tests/bench/load/endpoints.h"

#include <algorithm>
#include <array>
#include <sys/epoll.h>
#include <unistd.h>

namespace ft::bench {

namespace {

constexpr std::uint32_t MaxOpening = 64;
constexpr std::int64_t MaxOpeningBytes = 64'000'000;
constexpr std::chrono::seconds StallLimit{60};
constexpr std::chrono::milliseconds LongestWait{100};

using SteadyClock = std::chrono::steady_clock;

/// The part of a slice that one of several connections brings.
NameSlice shareOut(NameSlice files, std::uint32_t index, std::uint32_t count)
{
    const auto boundary = [&](std::uint64_t i) {
        return static_cast<std::uint32_t>(std::uint64_t{files.count} * i / count);
    };
    return {files.first + boundary(index), boundary(index + 1ULL) - boundary(index)};
}

timespec toTimespec(std::chrono::nanoseconds duration)
{
    const auto whole = std::chrono::floor<std::chrono::seconds>(duration);
    return {static_cast<time_t>(whole.count()), static_cast<long>((duration - whole).count())};
}

} // namespace

Driver::Driver()
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{}

Driver::~Driver()
{
    ::close(m_epoll);
}

Result<Driver::Group, QString> Driver::open(const Plan &plan)
{
    const Group group = m_groups.size();
    m_groups.push_back(std::make_unique<Members>(Members{plan, m_numbered, {}}));
    m_numbered += plan.count;
    auto lastProgress = SteadyClock::now();
    for (std::uint32_t index = 0; index < plan.count || m_opening > 0;) {
        const auto before = m_opening;
        if (index < plan.count && m_opening < MaxOpening && m_openingBytes < MaxOpeningBytes) {
            if (const auto begun = beginOpening(*m_groups[group], index++); !begun)
                return tl::unexpected(begun.error());
            lastProgress = SteadyClock::now();
            continue;
        }
        if (const auto turned = turn(); !turned)
            return tl::unexpected(turned.error());
        if (m_opening != before)
            lastProgress = SteadyClock::now();
        if (SteadyClock::now() - lastProgress > StallLimit) {
            return tl::unexpected(
                QStringLiteral("%1 connections got no answer to what they said first")
                    .arg(m_opening));
        }
    }
    return group;
}

Driver::Group Driver::adopt(Connections connections)
{
    m_groups.push_back(std::make_unique<Members>(Members{{}, 0, std::move(connections)}));
    for (const auto &connection : m_groups.back()->connections)
        watch(*connection, EPOLL_CTL_ADD, false);
    return m_groups.size() - 1;
}

void Driver::close(Group group)
{
    m_groups[group]->connections.clear();
}

Result<std::unique_ptr<Connection>, QString> Driver::dial(Group group,
                                                          std::uint32_t index,
                                                          Activity &activity)
{
    auto connection = connectFor(*m_groups[group], index);
    if (connection)
        (*connection)->activity = &activity;
    return connection;
}

void Driver::begin(Activity &activity)
{
    m_activities.push_back(&activity);
}

void Driver::end(Activity &activity)
{
    m_activities.erase(std::remove(m_activities.begin(), m_activities.end(), &activity),
                       m_activities.end());
}

Result<std::unique_ptr<Connection>, QString> Driver::connectFor(const Members &members,
                                                                std::uint32_t index)
{
    const Plan &plan = members.plan;
    const auto number = members.firstNumber + index;
    const auto descriptor = beginConnection(plan.target, number);
    if (!descriptor)
        return tl::unexpected(descriptor.error());
    auto connection = std::make_unique<Connection>(
        *descriptor,
        index,
        *plan.dialect,
        plan.dialect->opening(number, shareOut(plan.files, index, plan.count)));
    watch(*connection, EPOLL_CTL_ADD, true);
    return connection;
}

Result<void, QString> Driver::beginOpening(Members &members, std::uint32_t index)
{
    auto connection = connectFor(members, index);
    if (!connection)
        return tl::unexpected(connection.error());
    ++m_opening;
    m_openingBytes += static_cast<std::int64_t>((*connection)->unsent());
    members.connections.push_back(std::move(*connection));
    return {};
}

Result<void, QString> Driver::turn()
{
    auto now = SteadyClock::now();
    const auto due = workAll(now);
    if (!due)
        return tl::unexpected(due.error());
    const auto wait = std::clamp<SteadyClock::duration>(*due - now, {}, LongestWait);
    const timespec patience = toTimespec(wait);
    std::array<epoll_event, 512> events{};
    const int count = ::epoll_pwait2(
        m_epoll, events.data(), static_cast<int>(events.size()), &patience, nullptr);
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[static_cast<std::size_t>(i)];
        auto &connection = *static_cast<Connection *>(event.data.ptr);
        if (auto done = onEvent(connection, event.events); !done)
            return done;
    }
    return {};
}

/// When the first of the activities wants to work again.
Result<Driver::Instant, QString> Driver::workAll(Instant now)
{
    auto due = now + LongestWait;
    for (Activity *activity : m_activities) {
        auto wanted = activity->work(now);
        if (!wanted)
            return wanted;
        due = std::min(due, *wanted);
    }
    return due;
}

Result<void, QString> Driver::onEvent(Connection &connection, std::uint32_t events)
{
    if ((events & std::uint32_t{EPOLLOUT}) != 0)
        flush(connection);
    if ((events & ~std::uint32_t{EPOLLOUT}) != 0)
        return onReadable(connection);
    return {};
}

Result<void, QString> Driver::onReadable(Connection &connection)
{
    const auto io = connection.receive();
    const auto now = SteadyClock::now();
    if (io == Connection::Io::Gone) {
        if (connection.activity != nullptr)
            return connection.activity->onGone(connection, now);
        return tl::unexpected(QStringLiteral("a connection was refused, or closed by the program "
                                             "under load"));
    }
    for (auto reply = connection.takeReply(); reply.kind != Reply::Kind::Incomplete;
         reply = connection.takeReply()) {
        if (auto done = onReply(connection, reply, now); !done)
            return done;
    }
    if (connection.unsent() > 0)
        flush(connection);
    return {};
}

Result<void, QString> Driver::onReply(Connection &connection, const Reply &reply, Instant now)
{
    if (reply.kind == Reply::Kind::Ping) {
        connection.out().append(connection.dialect().pong());
        return {};
    }
    if (connection.activity != nullptr)
        return connection.activity->onReply(connection, reply, now);
    if (reply.kind != Reply::Kind::Done || !connection.isOpening())
        return unexpectedReply(reply);
    connection.countOpeningReply();
    m_opening -= connection.isOpening() ? 0U : 1U;
    return {};
}

void Driver::flush(Connection &connection)
{
    const auto before = connection.unsent();
    const auto io = connection.flush();
    // The end of the connection is met by reading, behind the last words of the other end.
    if (io == Connection::Io::Gone)
        return;
    if (connection.isOpening() && connection.activity == nullptr)
        m_openingBytes -= static_cast<std::int64_t>(before - connection.unsent());
    const bool blocked = io == Connection::Io::Blocked;
    if (blocked != connection.waitsForRoom)
        watch(connection, EPOLL_CTL_MOD, blocked);
}

void Driver::watch(Connection &connection, int operation, bool forRoom) const
{
    connection.waitsForRoom = forRoom;
    epoll_event event{};
    event.events = std::uint32_t{EPOLLIN} | (forRoom ? EPOLLOUT : 0U);
    event.data.ptr = &connection;
    ::epoll_ctl(m_epoll, operation, connection.descriptor(), &event);
}

} // namespace ft::bench
