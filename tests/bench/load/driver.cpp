#include "tests/bench/load/driver.h"

#include "tests/bench/load/endpoints.h"

#include <array>
#include <sys/epoll.h>
#include <unistd.h>

namespace ft::bench {

namespace {

constexpr std::uint32_t MaxOpening = 256;
constexpr std::int64_t MaxOpeningBytes = 64'000'000;
constexpr std::string_view MissingSuffix = ".missing";
constexpr std::chrono::seconds StallLimit{60};
constexpr int TurnMilliseconds = 100;

using SteadyClock = std::chrono::steady_clock;

/// The part of a slice that one of several connections brings.
NameSlice shareOut(NameSlice names, std::uint32_t index, std::uint32_t count)
{
    const auto boundary = [&](std::uint64_t i) {
        return static_cast<std::uint32_t>(std::uint64_t{names.count} * i / count);
    };
    return {names.first + boundary(index), boundary(index + 1ULL) - boundary(index)};
}

QString quote(std::string_view text)
{
    constexpr std::size_t Most = 200;
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min(text.size(), Most)));
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
    m_groups.emplace_back();
    const Group group = m_groups.size() - 1;
    auto lastProgress = SteadyClock::now();
    for (std::uint32_t index = 0; index < plan.count || m_opening > 0;) {
        const auto before = m_opening;
        if (index < plan.count && m_opening < MaxOpening && m_openingBytes < MaxOpeningBytes) {
            if (const auto begun = begin(plan, index++, m_groups[group]); !begun)
                return tl::unexpected(begun.error());
            lastProgress = SteadyClock::now();
            continue;
        }
        if (const auto turned = turn(); !turned)
            return tl::unexpected(turned.error());
        if (m_opening != before)
            lastProgress = SteadyClock::now();
        if (SteadyClock::now() - lastProgress > StallLimit)
            return tl::unexpected(
                QStringLiteral("%1 connections got no answer to what they said first")
                    .arg(m_opening));
    }
    return group;
}

void Driver::close(Group group)
{
    m_groups[group].clear();
}

Result<Measurement, QString> Driver::measure(Group group, QuerySource &queries, const Load &load)
{
    const auto now = SteadyClock::now();
    const auto from = now + load.warmup;
    const auto until = from + load.duration;
    m_run = std::make_unique<Run>(Run{queries, load.depth, from, until, 0, {}});
    for (const auto &connection : m_groups[group]) {
        refill(*connection, now);
        flush(*connection);
    }
    if (const auto finished = finishRun(until + StallLimit); !finished)
        return tl::unexpected(finished.error());
    m_run->result.seconds = std::chrono::duration<double>(load.duration).count();
    return std::exchange(m_run, nullptr)->result;
}

Result<void, QString> Driver::begin(const Plan &plan, std::uint32_t index, Connections &into)
{
    const auto number = m_opened++;
    const auto descriptor = beginConnection(plan.target, number);
    if (!descriptor)
        return tl::unexpected(descriptor.error());
    auto opening = plan.dialect->opening(number, shareOut(plan.names, index, plan.count));
    m_openingBytes += static_cast<std::int64_t>(opening.bytes.size());
    ++m_opening;
    into.push_back(std::make_unique<Connection>(*descriptor, *plan.dialect, std::move(opening)));
    watch(*into.back(), EPOLL_CTL_ADD, true);
    return {};
}

/// Turns until the last query of the run is answered.
Result<void, QString> Driver::finishRun(Instant deadline)
{
    while (SteadyClock::now() < m_run->until || m_run->unanswered > 0) {
        if (const auto turned = turn(); !turned)
            return turned;
        if (SteadyClock::now() > deadline)
            return tl::unexpected(
                QStringLiteral("%1 queries were never answered").arg(m_run->unanswered));
    }
    return {};
}

Result<void, QString> Driver::turn()
{
    std::array<epoll_event, 512> events{};
    const int count = ::epoll_wait(m_epoll,
                                   events.data(),
                                   static_cast<int>(events.size()),
                                   TurnMilliseconds);
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[static_cast<std::size_t>(i)];
        auto &connection = *static_cast<Connection *>(event.data.ptr);
        if (const auto done = onEvent(connection, event.events); !done)
            return done;
    }
    return {};
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
    if (connection.receive() == Connection::Io::Gone)
        return tl::unexpected(QStringLiteral("a connection was refused, or closed by the program "
                                             "under load"));
    const auto now = SteadyClock::now();
    for (auto reply = connection.takeReply(); reply.kind != Reply::Kind::Incomplete;
         reply = connection.takeReply()) {
        if (const auto done = onReply(connection, reply, now); !done)
            return done;
    }
    if (connection.unsent() > 0)
        flush(connection);
    return {};
}

Result<void, QString> Driver::onReply(Connection &connection, const Reply &reply, Instant now)
{
    switch (reply.kind) {
    case Reply::Kind::Done:
        connection.countOpeningReply();
        m_opening -= connection.isOpening() ? 0U : 1U;
        return {};
    case Reply::Kind::Ping:
        connection.out().append(connection.dialect().pong());
        return {};
    case Reply::Kind::FoundMore:
        return {};
    case Reply::Kind::Found:
    case Reply::Kind::Missing:
        return onAnswer(connection, reply, now);
    case Reply::Kind::Failure:
    case Reply::Kind::Incomplete:
        break;
    }
    return tl::unexpected(QStringLiteral("unexpected reply: %1").arg(quote(reply.text)));
}

Result<void, QString> Driver::onAnswer(Connection &connection, const Reply &reply, Instant now)
{
    if (!m_run || connection.pending().empty())
        return tl::unexpected(QStringLiteral("an answer to no query"));
    const auto [query, sent] = connection.pending().front();
    connection.pending().pop_front();
    --m_run->unanswered;
    const bool missing = reply.kind == Reply::Kind::Missing;
    if (missing != query.missing || (!missing && reply.text != m_run->queries.nameOf(query)))
        return tl::unexpected(QStringLiteral("wrong answer to the query for \"%1\": \"%2\"")
                                  .arg(quote(m_run->queries.nameOf(query)), quote(reply.text)));
    if (now >= m_run->from && now < m_run->until) {
        m_run->result.latency.add(now - sent);
        ++(missing ? m_run->result.missing : m_run->result.found);
    }
    refill(connection, now);
    return {};
}

/// Sends no bytes yet, so that the queries of one wakeup leave together.
void Driver::refill(Connection &connection, Instant now)
{
    if (now >= m_run->until)
        return;
    while (connection.pending().size() < m_run->depth) {
        const Query query = m_run->queries.next();
        std::string name{m_run->queries.nameOf(query)};
        if (query.missing)
            name.append(MissingSuffix);
        connection.dialect().appendQuery(connection.out(), name);
        connection.pending().push_back({query, now});
        ++m_run->unanswered;
    }
}

void Driver::flush(Connection &connection)
{
    const auto before = connection.unsent();
    const auto io = connection.flush();
    // The end of the connection is met by reading, behind the last words of the other end.
    if (io == Connection::Io::Gone)
        return;
    if (connection.isOpening())
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
