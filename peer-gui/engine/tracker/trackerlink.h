#pragma once

#include "common/base/result.h"
#include "common/net/bytestream.h"
#include "common/protocol/trackermessages.h"
#include "peer-gui/engine/linereader.h"
#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/tracker/backoff.h"
#include "peer-gui/engine/tracker/findresults.h"
#include "peer-gui/engine/tracker/shareannouncer.h"
#include "peer-gui/engine/tracker/trackercalls.h"

#include <QTimer>

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
        /// Whether more files cannot be on their way.
        [[nodiscard]] virtual bool isSettled() const { return true; }
        [[nodiscard]] virtual std::vector<FileRecord> sharedRecords() const = 0;
    };

    using Dial = std::function<std::unique_ptr<net::ByteStream>(const HostPort &)>;
    using SearchDone = TrackerCalls::SearchDone;
    using PeersDone = TrackerCalls::PeersDone;
    using FindDone = TrackerCalls::FindDone;

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

    // The callback comes exactly once, never from inside the call; NotJoined when there is nobody
    // to ask.
    void search(const protocol::Search &query, SearchDone done);
    void listPeers(const protocol::PeersQuery &query, PeersDone done);
    /// A tracker that knows exact names only is asked for one. `live` keeps the search open under
    /// that number at a tracker that can: see the signals; 0 for one answer alone.
    void find(const FindRequest &request, std::uint32_t live, FindDone done);
    /// Ends an open search; news of it may still come.
    void stopFinding(std::uint32_t live);

    [[nodiscard]] bool isJoined() const { return m_state == State::Joined; }
    /// Whether the tracker that is joined knows queries.
    [[nodiscard]] bool canFind() const { return isJoined() && m_canFind; }

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

    // Of searches that stay open.
    void came(const ft::protocol::Came &news);
    void went(const ft::protocol::Went &news);
    void missed(const ft::protocol::Missed &news);
    /// The tracker's operator has something to say to a person; safe to print.
    void noticed(const QString &text);

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

    void dial();
    void greet();
    void readLines();
    void take(const protocol::TrackerReply &reply);
    void handle(const protocol::Ping &);
    void handle(const protocol::Pong &) {}
    void handle(const protocol::Bye &);
    void handle(const protocol::Hi &hi);
    void handle(const protocol::Shared &shared);
    void handle(const protocol::Came &news) { emit came(news); }
    void handle(const protocol::Went &news) { emit went(news); }
    void handle(const protocol::Missed &news) { emit missed(news); }
    void handle(const protocol::Notice &notice) { emit noticed(QString::fromUtf8(notice.text)); }
    void handle(const protocol::Refused &refused);
    void handle(const protocol::ErrorLine &error);
    template <typename Answer>
    void handle(const Answer &answer);

    template <typename Done>
    [[nodiscard]] bool mayAsk(const Done &done, Problem why);
    [[nodiscard]] bool isGreeted() const;
    void pumpAnnouncements();
    void onAcknowledged();
    void onAllAnnounced();
    void reportAnnounced();
    void becomeJoined();
    void tellNothingToShare();
    void send(const protocol::TrackerRequest &request);
    [[nodiscard]] Problem problem(ProblemCode code, const QString &detail = {}) const;
    void misbehaved(const QString &how);
    void onClosed(const net::StreamError &error);
    void onDeadline();
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
    ShareAnnouncer m_announcer;
    TrackerCalls m_calls;
    QHostAddress m_seen;
    bool m_canFind = false;
    bool m_canLive = false;
    QTimer m_retry;
    QTimer m_deadline; ///< of the current state; while joined: of the tracker's silence
    std::chrono::milliseconds m_silence{};
    std::uint32_t m_filesAtTracker = 0; ///< as it told last
    bool m_isEmptinessTold = false; ///< lost() has said that there is nothing to share
    std::vector<std::function<void()>> m_whenAnnounced;
    std::vector<std::function<void()>> m_whenLeft;
};

} // namespace ft::engine
