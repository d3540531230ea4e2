#pragma once

#include "common/base/clock.h"
#include "common/net/udpstreams.h"
#include "peer-gui/engine/background.h"
#include "peer-gui/engine/connectivity/connectivitychecks.h"
#include "peer-gui/engine/enginesettings.h"
#include "peer-gui/engine/history/historykeeper.h"
#include "peer-gui/engine/peers/peerqueries.h"
#include "peer-gui/engine/preferences.h"
#include "peer-gui/engine/recordedrequests.h"
#include "peer-gui/engine/share/folderpreviews.h"
#include "peer-gui/engine/share/sharelibrary.h"
#include "peer-gui/engine/shareguard.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/engine/tracker/livesearches.h"
#include "peer-gui/engine/tracker/membership.h"
#include "peer-gui/engine/tracker/trackertrial.h"
#include "peer-gui/engine/tracker/wishes.h"
#include "peer-gui/engine/transfer/accesspolicy.h"
#include "peer-gui/engine/transfer/downloads.h"
#include "peer-gui/engine/transfer/ratelimiter.h"
#include "peer-gui/engine/transfer/udpservice.h"
#include "peer-gui/engine/transfer/uploadlistener.h"
#include "peer-gui/engine/transfer/uploadslots.h"

#include <functional>
#include <map>
#include <memory>

namespace ft::engine {

/// Composes the engine: share, tracker link, uploads and downloads, and the few wires between them.
///
/// Lives in the engine thread; PeerEngine is its face in another.
class EngineCore final : public QObject, public TrackerLink::Share
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EngineCore)

public:
    template <typename Value>
    using Done = std::function<void(Result<Value, Problem>)>;

    /// `clock` must outlive the core; `engine` is the mailbox of this thread; `nextId` gives ids of
    /// transfers not used before.
    EngineCore(const EngineSettings &settings,
               const Clock &clock,
               Mailbox::Address engine,
               std::function<TransferId()> nextId);
    ~EngineCore() override;

    void start();
    /// Says BYE to the tracker, then calls back.
    void stop(std::function<void()> done);

    // Each calls back exactly once.
    void find(const FindRequest &request, const Done<FindResults> &done);
    /// `hear` comes whenever there is something new, until the search is closed.
    void openSearch(SearchId id, const FindRequest &request, const LiveSearches::Hear &hear);
    void listPeers(const Done<std::vector<protocol::PeerRecord>> &done);
    void publish(const QString &localPath, const QString &name, const Done<SharedFileInfo> &done);
    void unpublish(const QString &name, const Done<SharedPath> &done);
    void listShares(const Done<std::vector<SharedFileInfo>> &done);

    /// A peer by its host name or its `ADDRESS:PORT`.
    void findPeer(const QString &peer, const Done<PeerAddress> &done);

    /// Tells page after page; the next one only after PeerQueries::goOn().
    void askPeer(QuestionId id,
                 const QString &peer,
                 const PeerQuestion &question,
                 const PeerQueries::Hear &hear);

    void setLimits(const TransferLimits &limits);
    /// Takes over what may be changed: tracker, name, address and port, download folder, limits,
    /// whether downloads are shared and whether there is UDP. Nothing of it when the port cannot be
    /// had.
    void apply(const EngineSettings &wanted, const Done<Endpoint> &done);
    [[nodiscard]] Result<void, Problem> keep(const Preferences &preferences) const;
    /// Calls back from the event loop.
    void tryTracker(const HostPort &tracker, const HostName &name, const Done<JoinInfo> &done);

    [[nodiscard]] Downloads &downloads() { return m_downloads; }
    [[nodiscard]] LiveSearches &liveSearches() { return m_liveSearches; }
    [[nodiscard]] ShareLibrary &library() { return m_library; }
    [[nodiscard]] Wishes &wishes() { return m_wishes; }
    [[nodiscard]] HistoryKeeper &history() { return m_history; }
    [[nodiscard]] ShareGuard &guard() { return m_guard; }
    [[nodiscard]] PeerQueries &peerQueries() { return m_peerQueries; }
    [[nodiscard]] FolderPreviews &previews() { return m_previews; }
    /// For work that concerns no part of the engine.
    [[nodiscard]] const Background &background() const { return m_background; }
    [[nodiscard]] PeerPings &peerPings() { return m_peerPings; }
    [[nodiscard]] ConnectivityChecks &connectivity() { return m_connectivity; }

    [[nodiscard]] bool isEmpty() const override;
    [[nodiscard]] bool isSettled() const override { return m_library.isSettled(); }
    [[nodiscard]] std::vector<FileRecord> sharedRecords() const override;

signals:
    void listening(const ft::Endpoint &endpoint);
    /// The engine cannot serve files, and does nothing.
    void failed(const ft::engine::Problem &problem);
    void joined(const ft::engine::JoinInfo &info);
    void lost(const ft::engine::Problem &problem, std::chrono::milliseconds retryIn);
    void filesDropped(std::uint32_t dropped);
    void shareChanged(const ft::engine::ShareSummary &share);
    void noticed(const ft::engine::ShareNotice &notice);
    void trackerNoticed(const QString &text);
    void uploadsChanged(const std::vector<ft::engine::UploadSnapshot> &uploads);

private:
    void begin(const Endpoint &endpoint);
    void serve(const Endpoint &endpoint);
    void connectShare();
    void connectTracker();
    [[nodiscard]] LiveSearches::Tracker searchedTracker();
    void searchName(const QString &name, const Done<std::vector<SourceRecord>> &done);
    void searchContent(const FileRecord &file, const Done<std::vector<SourceRecord>> &done);
    void onFilesReady(const std::vector<SharedFile> &files);
    void onSettled();
    void connectQueue();
    [[nodiscard]] PeerPing::Context pingContext();
    [[nodiscard]] ConnectivityRun::Context connectivityContext();
    void connectConnectivity();
    void connectHistory();
    void announcePartial(const FileRecord &record);
    void withdrawPartial(const SharedPath &path);
    [[nodiscard]] TrackerLink *link() const { return m_membership.link(); }
    void join();
    [[nodiscard]] Result<Endpoint, Problem> listenAt(const QHostAddress &address,
                                                     std::uint16_t port);
    void takeOver(const EngineSettings &wanted);
    void tellName();
    void sharePartials(bool isWanted);
    [[nodiscard]] UdpFirstStream::DialUdp dialUdp() const;
    [[nodiscard]] UdpFallback whyNoUdp() const;
    void restoreQueue(QueueStore::Loaded loaded);
    void reportPublished(const SharedFile &file, const Done<SharedFileInfo> &done);
    void askTracker(const std::optional<HostName> &name,
                    const QHostAddress &address,
                    const std::function<void(std::optional<bool>)> &answer);
    [[nodiscard]] ShareSummary shareSummary() const;

    EngineSettings m_settings;
    const Clock &m_clock;
    WorkerPool m_pool;
    Background m_background;
    HistoryKeeper m_history;
    RecordedRequests m_recorded;
    ShareLibrary m_library;
    AccessPolicy m_access;
    RateLimiter m_downloadRate;
    RateLimiter m_uploadRate;
    UploadSlots m_uploadSlots;
    BufferPool m_buffers;
    SpaceKeeper m_space;
    Md5Check m_md5;
    QueueStore m_queueStore;
    std::unique_ptr<net::UdpStreams> m_udpStreams; ///< null: there is no UDP
    Downloads m_downloads;
    ShareGuard m_guard;
    LiveSearches m_liveSearches;
    Wishes m_wishes;
    PeerQueries m_peerQueries;
    PeerPings m_peerPings;
    ConnectivityChecks m_connectivity;
    UploadListener m_listener;
    std::optional<UdpService> m_udpService; ///< when there are m_udpStreams
    std::optional<Endpoint> m_endpoint; ///< where files are served
    Membership m_membership;
    std::map<std::uint32_t, std::unique_ptr<TrackerTrial>> m_trials;
    std::uint32_t m_lastTrial = 0;
    FolderPreviews m_previews;
};

} // namespace ft::engine
