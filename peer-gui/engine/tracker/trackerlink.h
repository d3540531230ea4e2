#pragma once

#include "common/base/result.h"
#include "common/net/bytestream.h"
#include "common/protocol/trackermessages.h"
#include "peer-gui/engine/linereader.h"
#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/tracker/announcements.h"
#include "peer-gui/engine/tracker/backoff.h"

#include <QTimer>

#include <deque>
#include <functional>
#include <memory>

namespace ft::engine {

/// What a tracker told on accepting this peer.
struct JoinInfo
{
    Endpoint tracker;
    QHostAddress seen; ///< the address under which the tracker lists this peer

    bool operator==(const JoinInfo &) const = default;
};

/// Keeps this peer joined to its tracker: greets, announces, asks, and comes back after every loss.
///
/// Dials as soon as there is something to share, since a tracker accepts no other peer. Engine
/// thread only. May be destroyed from inside its signals and callbacks.
class TrackerLink final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TrackerLink)

public:
    struct Settings
    {
        HostPort tracker;
        HostName name;
        std::uint16_t port = 0; ///< where this peer serves its files
        QByteArray agent;
        std::chrono::milliseconds answerDeadline{
            10'000}; ///< for a connection, for HI and for the first SHARED
        std::chrono::milliseconds leaveDeadline{2'000}; ///< for BYE
        std::chrono::milliseconds longestSilence{
            3'600'000}; ///< of a joined tracker, however seldom it says it pings
    };

    /// What the link asks of the share when it joins anew.
    class Share
    {
    public:
        Share() = default;
        Q_DISABLE_COPY_MOVE(Share)
        virtual ~Share() = default;
        [[nodiscard]] virtual bool isEmpty() const = 0;
        [[nodiscard]] virtual std::vector<FileRecord> sharedRecords() const = 0;
    };

    using Dial = std::function<std::unique_ptr<net::ByteStream>(const HostPort &)>;
    template <typename Record>
    using Done = std::function<void(Result<std::vector<Record>, Problem>)>;
    using SearchDone = Done<SourceRecord>;
    using PeersDone = Done<protocol::PeerRecord>;

    /// `share` must outlive the link.
    TrackerLink(Settings settings,
                const Share &share,
                Dial dial,
                Backoff backoff,
                QObject *parent = nullptr);
    ~TrackerLink() override;

    // The share changed. Told to the tracker now when joined, else as part of the next joining.
    void announce(const std::vector<FileRecord> &records);
    void withdraw(const std::vector<SharedPath> &paths);
    /// The share has been looked through: when there is nothing in it, lost() says so.
    void shareSettled();

    /// The callback comes exactly once, never from inside this call; NotJoined when there is nobody
    /// to ask.
    void search(const protocol::Search &query, SearchDone done);
    void listPeers(const protocol::PeersQuery &query, PeersDone done);

    [[nodiscard]] bool isJoined() const { return m_state == State::Joined; }

    /// Calls back once the tracker knows everything announced so far, or as soon as that is not to
    /// be expected soon: at once while there is no connection to it.
    void whenAnnounced(std::function<void()> done);

    /// Says BYE and calls back once the tracker has let go, or after a short while without its
    /// answer. The link does not come back after it.
    void leave(std::function<void()> done);

signals:
    void joined(const ft::engine::JoinInfo &info);
    /// Not joined, or no longer; the link tries again after `retryIn`, and after NothingToShare as
    /// soon as something is announced.
    void lost(const ft::engine::Problem &problem, std::chrono::milliseconds retryIn);
    /// The tracker takes no more than its limit: `dropped` files stay unannounced.
    void filesDropped(std::uint32_t dropped);

private:
    enum class State {
        Idle, ///< waits for m_retry, or for something to share
        Dialing,
        Greeting,
        Announcing, ///< until the tracker acknowledges a first file
        Joined,
        Emptied, ///< connected, but the tracker has no file of this peer any more
        Leaving,
        Left,
    };
    struct ShareAck
    {};
    /// A question whose answer is a list, with what has come of it.
    template <typename Record>
    struct Question
    {
        Done<Record> done;
        std::vector<Record> records;
    };
    using PendingSearch = Question<SourceRecord>;
    using PendingPeers = Question<protocol::PeerRecord>;
    using Pending = std::variant<ShareAck, PendingSearch, PendingPeers>;

    void dial();
    void greet();
    void readLines();
    void take(const protocol::TrackerReply &reply);
    void handle(const protocol::Ping &);
    void handle(const protocol::Pong &);
    void handle(const protocol::Bye &);
    void handle(const protocol::Hi &hi);
    void handle(const protocol::Shared &shared);
    void handle(const protocol::Found &found);
    void handle(const protocol::NotFound &);
    void handle(const protocol::Peers &peers);
    void handle(const protocol::Results &);
    template <typename News>
    void handle(const News &)
    {}
    void handle(const protocol::Refused &refused);
    void handle(const protocol::ErrorLine &error);
    template <typename Expected>
    [[nodiscard]] Expected *awaited();
    template <typename Record, typename Query>
    void ask(const Query &query, Done<Record> done);
    template <typename Record>
    void takeAnswer(const std::vector<Record> &records, bool continues, std::size_t most);
    [[nodiscard]] bool isGreeted() const;
    void pumpAnnouncements();
    void onAcknowledged();
    void onAllAnnounced();
    void reportAnnounced();
    void tellNothingToShare();
    void send(const protocol::TrackerRequest &request);
    [[nodiscard]] Problem problem(ProblemCode code, const QString &detail = {}) const;
    void onClosed(const net::StreamError &error);
    void fail(const Problem &problem);
    void failPending(const Problem &problem);
    void dropStream();
    void finishLeaving();

    Settings m_settings;
    const Share &m_share;
    Dial m_dial;
    Backoff m_backoff;
    State m_state = State::Idle;
    std::unique_ptr<net::ByteStream> m_stream;
    std::unique_ptr<LineReader> m_reader;
    Announcements m_announcements;
    std::deque<Pending> m_pending;
    QHostAddress m_seen;
    QTimer m_retry;
    QTimer m_deadline; ///< of the current state; while joined: of the tracker's silence
    std::chrono::milliseconds m_silence{};
    std::uint32_t m_filesAtTracker = 0; ///< as its last SHARED said
    bool m_isEmptinessTold = false; ///< lost() has said that there is nothing to share
    std::vector<std::function<void()>> m_whenAnnounced;
    std::vector<std::function<void()>> m_whenLeft;
};

} // namespace ft::engine
