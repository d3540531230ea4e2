#include "tests/bench/load/faketracker.h"

#include "common/protocol/findcodec.h"
#include "common/protocol/trackercodec.h"

#include <algorithm>
#include <array>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ft::bench {

namespace {

using namespace protocol;

constexpr int TurnMilliseconds = 1;

sockaddr *generic(sockaddr_in &address)
{
    return reinterpret_cast<sockaddr *>(&address);
}

} // namespace

FakeTracker::FakeTracker()
{
    m_endpoint = {QHostAddress{QHostAddress::LocalHost}, listenAt(0)};
    m_thread = std::thread{[this] {
        run();
    }};
}

FakeTracker::~FakeTracker()
{
    m_isEnding = true;
    m_thread.join();
    forgetAll();
    if (m_listener >= 0)
        ::close(m_listener);
}

/// Returns the port, which is a free one when none is given.
std::uint16_t FakeTracker::listenAt(std::uint16_t port)
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int on = 1;
    ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    socklen_t size = sizeof address;
    ::bind(m_listener, generic(address), size);
    ::listen(m_listener, SOMAXCONN);
    ::getsockname(m_listener, generic(address), &size);
    return ntohs(address.sin_port);
}

/// Closes the port when that is asked for, and opens it again when it is time.
void FakeTracker::goDown()
{
    const auto now = std::chrono::steady_clock::now();
    if (const int down = downMilliseconds.exchange(0); down > 0) {
        ::close(std::exchange(m_listener, -1));
        m_upAgain = now + std::chrono::milliseconds{down};
    }
    if (m_upAgain && now >= *m_upAgain) {
        listenAt(m_endpoint.port);
        m_upAgain.reset();
    }
}

void FakeTracker::run()
{
    while (!m_isEnding) {
        std::vector<pollfd> watched{{m_listener, POLLIN, 0}};
        for (const Peer &peer : m_peers)
            watched.push_back({peer.descriptor, POLLIN, 0});
        ::poll(watched.data(), watched.size(), TurnMilliseconds);
        goDown();
        if (loseAll.exchange(false))
            forgetAll();
        acceptPeer();
        for (Peer &peer : m_peers)
            serve(peer);
        answerAll();
    }
}

void FakeTracker::acceptPeer()
{
    if (m_listener < 0)
        return;
    const int descriptor = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor >= 0)
        m_peers.push_back({descriptor, {}, {}});
}

void FakeTracker::serve(Peer &peer)
{
    std::array<char, 65'536> bytes{};
    const auto count = ::recv(peer.descriptor, bytes.data(), bytes.size(), 0);
    if (count > 0)
        peer.in.append(bytes.data(), count);
    for (auto end = peer.in.indexOf('\n'); end >= 0; end = peer.in.indexOf('\n')) {
        const QByteArray line = peer.in.first(end);
        peer.in.remove(0, end + 1);
        if (const auto request = decodeTrackerRequest(line))
            std::visit([&](const auto &message) { on(peer, message); }, *request);
    }
}

void FakeTracker::answerAll()
{
    if (heldQueries > 0)
        return;
    for (Peer &peer : m_peers) {
        const auto size = static_cast<std::size_t>(peer.out.size());
        const auto sent = ::send(peer.descriptor, peer.out.constData(), size, MSG_NOSIGNAL);
        if (sent > 0)
            peer.out.remove(0, sent);
    }
}

void FakeTracker::forgetAll()
{
    for (const Peer &peer : m_peers)
        ::close(peer.descriptor);
    m_peers.clear();
    m_records.clear();
    shared = 0;
}

void FakeTracker::on(Peer &peer, const Hello &)
{
    if (refusals > 0) {
        --refusals;
        return append(peer.out, Refused{RefusalCode::Busy, "later", 1});
    }
    ++greeted;
    Hi hi;
    hi.seen = QHostAddress{QHostAddress::LocalHost};
    append(peer.out, hi);
}

void FakeTracker::on(Peer &peer, const Share &share)
{
    for (const SourceRecord &record : share.records)
        m_records.insert_or_assign(record.file.path.utf8(), record);
    shared = static_cast<int>(m_records.size());
    append(peer.out, Shared{static_cast<std::uint32_t>(m_records.size()), 0});
}

void FakeTracker::on(Peer &peer, const Unshare &unshare)
{
    for (const SharedPath &path : unshare.paths)
        unshared += static_cast<int>(m_records.erase(path.utf8()));
    shared = static_cast<int>(m_records.size());
    append(peer.out, Shared{static_cast<std::uint32_t>(m_records.size()), 0});
}

void FakeTracker::on(Peer &peer, const Search &search)
{
    --heldQueries;
    const auto found = std::find_if(m_records.begin(), m_records.end(), [&](const auto &record) {
        return record.second.file.path.name() == search.name;
    });
    if (found == m_records.end() || isForgetful)
        return append(peer.out, NotFound{});
    append(peer.out, Found{{found->second}, false});
}

void FakeTracker::on(Peer &peer, const Find &find)
{
    --heldQueries;
    Found found;
    for (const auto &[path, record] : m_records) {
        if (path.toLower().contains(find.text.toLower()) && found.records.size() < find.limit)
            found.records.push_back(record);
    }
    if (isForgetful)
        found.records.clear();
    Results results;
    results.shown = static_cast<std::uint32_t>(found.records.size());
    results.total = results.shown;
    results.contents = results.shown;
    results.isPartial = isPartial;
    append(peer.out, results);
    if (!found.records.empty())
        append(peer.out, found);
}

} // namespace ft::bench
