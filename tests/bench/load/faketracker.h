#pragma once

#include "common/model/endpoint.h"
#include "common/protocol/trackermessages.h"

#include <QByteArray>

#include <atomic>
#include <chrono>
#include <map>
#include <optional>
#include <thread>
#include <vector>

namespace ft::bench {

/// A small tracker in a thread of its own that tests can make behave badly.
class FakeTracker
{
public:
    FakeTracker();
    ~FakeTracker();
    Q_DISABLE_COPY_MOVE(FakeTracker)

    [[nodiscard]] Endpoint endpoint() const { return m_endpoint; }

    // What a test may ask for at any time.
    std::atomic<int> refusals = 0; ///< so many of the next HELLO are refused
    std::atomic<bool> loseAll = false; ///< closes every connection and forgets everything, once
    std::atomic<int> downMilliseconds = 0; ///< refuses connections for so long from then on
    std::atomic<int> heldQueries = 0; ///< the replies to so many queries are held back at first
    std::atomic<bool> isPartial = false; ///< answers to FIND are cut short
    std::atomic<bool> isForgetful = false; ///< finds nothing

    // What it has seen.
    std::atomic<int> shared = 0; ///< records that it holds
    std::atomic<int> unshared = 0; ///< records that were taken back
    std::atomic<int> greeted = 0; ///< connections that got HI

private:
    struct Peer
    {
        int descriptor;
        QByteArray in;
        QByteArray out;
    };

    void run();
    std::uint16_t listenAt(std::uint16_t port);
    void goDown();
    void acceptPeer();
    void serve(Peer &peer);
    void answerAll();
    void forgetAll();

    void on(Peer &peer, const protocol::Hello &hello);
    void on(Peer &peer, const protocol::Share &share);
    void on(Peer &peer, const protocol::Unshare &unshare);
    void on(Peer &peer, const protocol::Search &search);
    void on(Peer &peer, const protocol::Find &find);
    template <typename Other>
    void on(Peer &, const Other &)
    {}

    int m_listener = -1;
    std::optional<std::chrono::steady_clock::time_point> m_upAgain;
    Endpoint m_endpoint;
    std::vector<Peer> m_peers;
    std::map<QByteArray, SourceRecord> m_records; ///< by path
    std::atomic<bool> m_isEnding = false;
    std::thread m_thread;
};

} // namespace ft::bench
