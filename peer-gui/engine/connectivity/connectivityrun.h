#pragma once

#include "peer-gui/engine/background.h"
#include "peer-gui/engine/connectivity/connectivityreport.h"
#include "peer-gui/engine/peers/peerpings.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/engine/tracker/trackercalls.h"
#include "peer-gui/engine/transfer/udpfirststream.h"

#include <QStringList>

namespace ft::engine {

/// Looks once at everything a peer needs from its surroundings: tracker, own port, other peers,
/// folders and clock, each beside the others.
///
/// Engine thread only; the disk is looked at in worker threads. Ends by itself, after the deadline
/// at the latest. May be deleted from inside its signal, and that ends it.
class ConnectivityRun final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConnectivityRun)

public:
    static constexpr std::size_t PeersAsked = 3;

    /// How this peer stands at the moment of asking.
    struct Standing
    {
        std::optional<Endpoint> listening; ///< where it serves files
        std::optional<Problem> notListening; ///< why it does not
        bool isJoined = false;
        QHostAddress seen; ///< the address under which the tracker lists it, when joined
        std::optional<Problem> notJoined; ///< why it is not, once it was tried
        std::uint64_t filesShared = 0;
        QStringList shareFolders;
    };

    struct Context
    {
        const Background &background;
        const Clock &clock;
        std::optional<HostPort> tracker;
        HostName name;
        QString downloadFolder;
        QString stateFolder;
        std::function<std::unique_ptr<net::ByteStream>(const HostPort &)> dialTracker;
        std::function<void(const TrackerCalls::PeersDone &)> listPeers;
        PeerPing::Context ping;
        UdpFirstStream::DialUdp dialUdp; ///< null: there is no UDP
        UdpFallback whyNoUdp = UdpFallback::NotBuilt; ///< then
        std::chrono::milliseconds deadline{20'000}; ///< for all of it
    };

    ConnectivityRun(Context context, Standing standing);
    ~ConnectivityRun() override;

    void start();

signals:
    /// As far as it is known now; nothing follows the one that is over. From the event loop.
    void progressed(const ft::engine::ConnectivityReport &report);

private:
    using Check = ConnectivityCheck;
    using Subject = Check::Subject;
    using Reason = Check::Reason;

    void checkHere();
    void checkFolders();
    void dialTracker();
    void onTrackerClosed(const net::StreamError &error);
    void checkAcceptance();
    void askForPeers();
    void takePeers(const std::vector<protocol::PeerRecord> &peers);
    void takeOwn(const protocol::PeerRecord &own);
    void pingSome(const std::vector<protocol::PeerRecord> &others);
    void takePing(const Result<PingAnswer, Problem> &answer);
    void concludePings();
    void tryUdp(const PingAnswer &peer);
    void endUdp(Check::State state, Reason reason);

    void works(Subject subject, const QString &place = {}, Reason reason = Reason::None);
    void fails(Subject subject, const Problem &problem);
    void unknown(Subject subject, Reason reason);
    void set(const Check &check);
    [[nodiscard]] Check &at(Subject subject);
    void report();
    void giveUp();

    Context m_context;
    Standing m_standing;
    ConnectivityReport m_report;
    PeerPings m_pings;
    std::unique_ptr<net::ByteStream> m_tracker;
    Clock::Instant m_dialed;
    std::vector<PingAnswer> m_answers;
    std::size_t m_pinged = 0;
    std::size_t m_unanswered = 0;
    std::unique_ptr<UdpFirstStream> m_udp;
    std::optional<UdpFallback> m_fellBack;
    bool m_isReporting = false; ///< a report is on its way
    QTimer m_deadline;
};

} // namespace ft::engine
