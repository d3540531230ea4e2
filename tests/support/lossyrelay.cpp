#include "tests/support/lossyrelay.h"

#include <QByteArray>

#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <map>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <random>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace ft::test {

namespace {

using Instant = std::chrono::steady_clock::time_point;

constexpr std::size_t LargestPacket = 65'536;
constexpr int PacketsPerTurn = 64;
constexpr std::chrono::milliseconds ReorderedBy{2};

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int openSocket()
{
    const int descriptor = ::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    const int room = 8 * 1024 * 1024;
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    if (descriptor < 0
        || ::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        qFatal("no UDP socket for a relay");
    return descriptor;
}

quint16 portOf(int descriptor)
{
    sockaddr_in address{};
    socklen_t length = sizeof address;
    ::getsockname(descriptor, reinterpret_cast<sockaddr *>(&address), &length);
    return ntohs(address.sin_port);
}

} // namespace

/// The relay's thread: for every one who sends to its port, a socket of his own to the other end.
class LossyRelay::Worker
{
public:
    Worker(LossyRelay &relay, const Weather &weather)
        : m_relay(relay)
        , m_weather(weather)
        , m_random(weather.seed)
    {}
    ~Worker()
    {
        for (const auto &[port, descriptor] : m_outside)
            ::close(descriptor);
    }
    Q_DISABLE_COPY_MOVE(Worker)

    void run()
    {
        while (wait()) {
            receiveAll();
            sendDue();
        }
    }

private:
    struct Packet
    {
        QByteArray bytes;
        int from = -1; ///< the descriptor it is sent on by
        quint16 to = 0;
    };

    [[nodiscard]] bool wait();
    void receiveAll();
    void receive(int descriptor, std::optional<quint16> sender);
    void pass(const Packet &packet);
    void sendDue();
    [[nodiscard]] bool happens(double chance)
    {
        return chance > 0 && std::uniform_real_distribution<>{}(m_random) < chance;
    }
    [[nodiscard]] int outsideOf(quint16 sender);
    static void send(const Packet &packet);

    LossyRelay &m_relay;
    Weather m_weather;
    std::mt19937 m_random;
    std::map<quint16, int> m_outside; ///< a descriptor for each sender's port
    std::multimap<Instant, Packet> m_late;
    std::array<char, LargestPacket> m_room{};
};

bool LossyRelay::Worker::wait()
{
    std::vector<pollfd> waiting{{m_relay.m_wakeup, POLLIN, 0}, {m_relay.m_socket, POLLIN, 0}};
    for (const auto &[port, descriptor] : m_outside)
        waiting.push_back({descriptor, POLLIN, 0});
    timespec timeout{1, 0};
    if (!m_late.empty()) {
        const auto left = std::chrono::nanoseconds{m_late.begin()->first
                                                   - std::chrono::steady_clock::now()};
        timeout = {0, std::max<long>(0, static_cast<long>(left.count()))};
    }
    ::ppoll(waiting.data(), waiting.size(), &timeout, nullptr);
    return (waiting.front().revents & POLLIN) == 0;
}

void LossyRelay::Worker::receiveAll()
{
    receive(m_relay.m_socket, std::nullopt);
    const auto outside = m_outside;
    for (const auto &[port, descriptor] : outside)
        receive(descriptor, port);
}

/// `sender` is whom the packets that come back on this descriptor are for.
void LossyRelay::Worker::receive(int descriptor, std::optional<quint16> sender)
{
    for (int i = 0; i < PacketsPerTurn; ++i) {
        sockaddr_in from{};
        socklen_t length = sizeof from;
        const auto got = ::recvfrom(descriptor,
                                    m_room.data(),
                                    m_room.size(),
                                    0,
                                    reinterpret_cast<sockaddr *>(&from),
                                    &length);
        if (got < 0)
            return;
        const QByteArray bytes{m_room.data(), static_cast<qsizetype>(got)};
        if (sender)
            pass({bytes, m_relay.m_socket, *sender});
        else
            pass({bytes, outsideOf(ntohs(from.sin_port)), m_relay.m_to});
    }
}

void LossyRelay::Worker::pass(const Packet &packet)
{
    if (m_relay.m_isCut || packet.to == 0 || happens(m_weather.loss)) {
        ++m_relay.m_lost;
        return;
    }
    ++m_relay.m_passed;
    const int times = happens(m_weather.duplication) ? 2 : 1;
    for (int i = 0; i < times; ++i) {
        auto delay = m_weather.delay;
        if (happens(m_weather.reordering))
            delay += ReorderedBy;
        if (delay.count() == 0)
            send(packet);
        else
            m_late.emplace(std::chrono::steady_clock::now() + delay, packet);
    }
}

void LossyRelay::Worker::sendDue()
{
    const auto now = std::chrono::steady_clock::now();
    while (!m_late.empty() && m_late.begin()->first <= now) {
        send(m_late.begin()->second);
        m_late.erase(m_late.begin());
    }
}

int LossyRelay::Worker::outsideOf(quint16 sender)
{
    const auto [found, isNew] = m_outside.try_emplace(sender, -1);
    if (isNew)
        found->second = openSocket();
    return found->second;
}

void LossyRelay::Worker::send(const Packet &packet)
{
    const auto to = loopback(packet.to);
    ::sendto(packet.from,
             packet.bytes.constData(),
             static_cast<std::size_t>(packet.bytes.size()),
             0,
             reinterpret_cast<const sockaddr *>(&to),
             sizeof to);
}

LossyRelay::LossyRelay(quint16 to, const Weather &weather)
    : m_to(to)
    , m_wakeup(::eventfd(0, EFD_CLOEXEC))
    , m_socket(openSocket())
{
    m_thread = std::thread{[this, weather] {
        Worker{*this, weather}.run();
    }};
}

LossyRelay::~LossyRelay()
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(m_wakeup, &one, sizeof one);
    m_thread.join();
    ::close(m_socket);
    ::close(m_wakeup);
}

quint16 LossyRelay::port() const
{
    return portOf(m_socket);
}

void LossyRelay::aimAt(quint16 to)
{
    m_to = to;
}

} // namespace ft::test
