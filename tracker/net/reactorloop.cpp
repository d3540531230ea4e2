#include "tracker/net/reactorloop.h"

#include "common/net/socketaddress.h"
#include "common/protocol/limits.h"

#include <array>
#include <cerrno>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace ft::tracker {

namespace {

// A session id, from the top: generation of the place 32 bits, loop 8 bits, place 24 bits.
constexpr unsigned PlaceBits = 24;
constexpr unsigned IndexBits = 8;
constexpr std::size_t MaxPlaces = std::size_t{1} << PlaceBits;

constexpr int EventsPerWait = 256;
/// Rounds of epoll before timers and posted tasks of this thread get their turn.
constexpr int RoundsPerWakeup = 16;
/// Room for what one connection sends at a time, behind the part of a line that it sent before.
constexpr qsizetype InputRoom = protocol::limits::MaxLine + 64 * 1024;
constexpr std::chrono::seconds ShutDownPatience{1};
/// What comes and goes in this time is told together.
constexpr std::chrono::milliseconds NewsEvery{100};

std::size_t placeOf(SessionId id)
{
    return id.value() & (MaxPlaces - 1);
}

} // namespace

ReactorLoop::ReactorLoop(std::uint8_t index,
                         TrackerService &service,
                         const NetLimits &limits,
                         const Clock &clock,
                         AddressBudgets &addresses,
                         std::atomic<std::size_t> &load)
    : m_index(index)
    , m_clock(clock)
    , m_addresses(addresses)
    , m_load(load)
    , m_context{service,
                m_limits,
                clock,
                QByteArray{InputRoom, Qt::Uninitialized},
                {},
                0,
                clock.now()}
    , m_limits(limits)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_wheel(clock.now())
{
    if (m_epoll < 0)
        throw std::system_error(errno, std::generic_category(), "epoll_create1");
    m_notifier = std::make_unique<QSocketNotifier>(m_epoll, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] {
        onEpoll();
    });
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { onTimer(); });
    QObject::connect(&m_news, &QTimer::timeout, &m_news, [this] { tellNews(); });
}

ReactorLoop::~ReactorLoop()
{
    m_notifier.reset();
    m_places.clear();
    ::close(m_epoll);
}

std::uint8_t ReactorLoop::indexOf(SessionId id)
{
    return static_cast<std::uint8_t>(id.value() >> PlaceBits);
}

void ReactorLoop::adopt(int descriptor, const QHostAddress &remote)
{
    wake();
    if (!place(descriptor, remote))
        takeOff(remote, false);
    scheduleTimer();
}

/// False, and the descriptor is closed, when there is no place for it.
bool ReactorLoop::place(int descriptor, const QHostAddress &remote)
{
    auto transport = std::make_unique<PlainTransport>(descriptor);
    if ((m_freePlaces.empty() && m_places.size() == MaxPlaces) || m_done)
        return false;
    if (m_freePlaces.empty()) {
        m_freePlaces.push_back(m_places.size());
        m_places.emplace_back();
    }
    const auto place = m_freePlaces.back();
    const SessionId id = idOf(place);
    Session session;
    session.id = id;
    session.loop = m_index;
    session.remote = remote;
    session.local = net::localAddress(descriptor);
    auto connection = std::make_unique<Connection>(std::move(transport),
                                                   std::move(session),
                                                   m_context);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = id.value();
    if (::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event) != 0)
        return false;
    connection->registration.events = EPOLLIN;
    m_freePlaces.pop_back();
    m_places[place].connection = std::move(connection);
    settle(id, *m_places[place].connection);
    return true;
}

void ReactorLoop::probe(SessionId id, Answered answered)
{
    wake();
    Connection *connection = find(id);
    if (!connection)
        return;
    connection->probe(std::move(answered));
    settle(id, *connection);
    scheduleTimer();
}

void ReactorLoop::close(SessionId id)
{
    wake();
    if (Connection *connection = find(id)) {
        connection->cutOff();
        settle(id, *connection);
    }
}

void ReactorLoop::shutDown(std::function<void()> done)
{
    wake();
    m_done = std::move(done);
    for (std::size_t place = 0; place < m_places.size(); ++place) {
        if (Connection *connection = m_places[place].connection.get()) {
            connection->shutDown();
            settle(idOf(place), *connection);
        }
    }
    if (m_freePlaces.size() == m_places.size())
        return m_done();
    QTimer::singleShot(ShutDownPatience, m_notifier.get(), [this] { m_done(); });
}

SessionId ReactorLoop::idOf(std::size_t place) const
{
    return SessionId{std::uint64_t{m_places[place].generation} << (PlaceBits + IndexBits)
                     | std::uint64_t{m_index} << PlaceBits | place};
}

/// A handler may have closed a connection whose events are still to come in the same batch, and its
/// place may have a new one.
Connection *ReactorLoop::find(SessionId id) const
{
    const auto place = placeOf(id);
    return place < m_places.size() && idOf(place) == id ? m_places[place].connection.get()
                                                        : nullptr;
}

void ReactorLoop::onEpoll()
{
    wake();
    for (int round = 0; round < RoundsPerWakeup; ++round) {
        const bool hadEvents = dispatchEvents();
        if (!hadEvents && m_turns.empty())
            break;
        takeTurns();
    }
    scheduleTimer();
}

bool ReactorLoop::dispatchEvents()
{
    std::array<epoll_event, EventsPerWait> events; // NOLINT(*-member-init): written by epoll_wait
    const int count = ::epoll_wait(m_epoll, events.data(), EventsPerWait, 0);
    if (count > 0)
        wake();
    for (int i = 0; i < count; ++i) {
        const auto &event = events[static_cast<std::size_t>(i)];
        dispatch(SessionId{event.data.u64}, event.events);
    }
    return count > 0;
}

void ReactorLoop::dispatch(SessionId id, std::uint32_t events)
{
    Connection *connection = find(id);
    if (!connection)
        return;
    if ((events & (EPOLLHUP | EPOLLERR)) != 0) {
        connection->onHangUp();
    } else {
        if ((events & EPOLLOUT) != 0)
            connection->onWritable();
        if ((events & EPOLLIN) != 0)
            connection->onReadable();
    }
    settle(id, *connection);
}

void ReactorLoop::takeTurns()
{
    for (const SessionId id : std::exchange(m_turns, {})) {
        if (Connection *connection = find(id)) {
            connection->registration.inTurnList = false;
            connection->takeTurn();
            settle(id, *connection);
        }
    }
}

void ReactorLoop::onTimer()
{
    wake();
    m_timerDue = Clock::Instant::max();
    m_wheel.expire(m_context.now, [this](std::uint64_t key) {
        const SessionId id{key};
        if (Connection *connection = find(id)) {
            connection->registration.armedFor = Clock::Instant::max();
            connection->onDeadline();
            settle(id, *connection);
        }
    });
    takeTurns();
    scheduleTimer();
}

/// Tells open searches what came and went.
void ReactorLoop::tellNews()
{
    wake();
    // Told afterwards: who turns out to be gone closes its searches, which are being read here.
    std::vector<std::pair<SessionId, QByteArray>> news;
    m_context.service.tellNews(m_index, [&](SessionId id, QByteArrayView lines) {
        const Connection *connection = find(id);
        if (connection && !connection->takesNews())
            return false;
        news.emplace_back(id, lines.toByteArray());
        return true;
    });
    for (const auto &[id, lines] : news) {
        if (Connection *connection = find(id)) {
            connection->tell(lines);
            settle(id, *connection);
        }
    }
    if (!m_context.service.hasOpenSearches(m_index))
        m_news.stop();
    scheduleTimer();
}

/// Brings epoll, the wheel and the list of turns in line with what a connection now wants.
void ReactorLoop::settle(SessionId id, Connection &connection)
{
    if (connection.isGone())
        return remove(id);
    auto &registration = connection.registration;
    if (const auto events = connection.events(); events != registration.events) {
        epoll_event event{};
        event.events = events;
        event.data.u64 = id.value();
        ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, connection.descriptor(), &event);
        registration.events = events;
    }
    if (connection.wantsTurn() && !registration.inTurnList) {
        registration.inTurnList = true;
        m_turns.push_back(id);
    }
    // A deadline that moved later is looked at when the old one comes.
    if (const auto deadline = connection.deadline(); deadline < registration.armedFor) {
        registration.armedFor = deadline;
        m_wheel.arm(id.value(), deadline);
    }
}

void ReactorLoop::remove(SessionId id)
{
    Place &place = m_places[placeOf(id)];
    const QHostAddress remote = place.connection->remote();
    const bool hasFailed = place.connection->hasFailed();
    place.connection.reset();
    ++place.generation;
    m_freePlaces.push_back(placeOf(id));
    takeOff(remote, hasFailed);
    if (m_done && m_freePlaces.size() == m_places.size())
        m_done();
}

void ReactorLoop::takeOff(const QHostAddress &remote, bool hasFailed)
{
    m_addresses.closed(remote, hasFailed);
    --m_load;
}

void ReactorLoop::scheduleTimer()
{
    if (m_context.service.hasOpenSearches(m_index) && !m_news.isActive())
        m_news.start(NewsEvery);
    auto due = m_wheel.next().value_or(Clock::Instant::max());
    if (!m_turns.empty())
        due = m_context.now;
    if (due >= m_timerDue)
        return;
    m_timerDue = due;
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(due - m_clock.now());
    m_timer.start(std::max(wait, std::chrono::milliseconds::zero()));
}

void ReactorLoop::wake()
{
    m_context.now = m_clock.now();
}

} // namespace ft::tracker
