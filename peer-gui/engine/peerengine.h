#pragma once

#include "common/base/clock.h"
#include "common/base/mailbox.h"
#include "common/protocol/trackermessages.h"
#include "peer-gui/engine/connectivity.h"
#include "peer-gui/engine/enginesettings.h"
#include "peer-gui/engine/history.h"
#include "peer-gui/engine/integrity.h"
#include "peer-gui/engine/library.h"
#include "peer-gui/engine/peershares.h"
#include "peer-gui/engine/searches.h"
#include "peer-gui/engine/setup.h"
#include "peer-gui/engine/share/sharenotice.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/engine/tracker/trackerlink.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace ft::engine {

/// A whole peer as its user sees it: commands in, values out; sockets, files and hashes stay in its
/// own threads.
///
/// Lives in the thread that made it (the GUI's, or the shell's), which needs an event loop; signals
/// and callbacks come there. No function blocks. A callback comes exactly once, unless its receiver
/// or the engine is gone first.
class PeerEngine final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PeerEngine)

public:
    template <typename Value>
    using Done = std::function<void(const Result<Value, Problem> &)>;

    /// `clock` must outlive the engine and be callable from any thread.
    PeerEngine(const EngineSettings &settings, const Clock &clock, QObject *parent = nullptr);
    /// Ends at once, without a word to the tracker unless stopped() has come.
    ~PeerEngine() override;

    /// Opens the port, scans the share and joins; listening() or failed() comes first.
    void start();
    /// Says BYE to the tracker and ends; stopped() follows, within a few seconds at the most.
    void stop();

    /// What the tracker knows of, by queries. Lives as long as the engine.
    [[nodiscard]] Searches &searches() { return *m_searches; }
    /// What other peers share, asked of them. Lives as long as the engine.
    [[nodiscard]] PeerShares &peerShares() { return *m_peerShares; }
    /// What was asked and served. Lives as long as the engine.
    [[nodiscard]] History &history() { return *m_history; }
    /// Whether the disk still has what was hashed. Lives as long as the engine.
    [[nodiscard]] Integrity &integrity() { return *m_integrity; }
    /// The own share as a whole. Lives as long as the engine.
    [[nodiscard]] Library &library() { return *m_library; }
    /// How this peer is set up, and how it may be. Lives as long as the engine.
    [[nodiscard]] Setup &setup() { return *m_setup; }
    /// What works between here and the others. Lives as long as the engine.
    [[nodiscard]] Connectivity &connectivity() { return *m_connectivity; }
    void listPeers(QObject *receiver, Done<std::vector<protocol::PeerRecord>> done);

    /// Offers a local file under a name, in this run and later ones; done when it is hashed and,
    /// unless there is no connection to it, the tracker knows it.
    void publish(const QString &localPath,
                 const QString &name,
                 QObject *receiver,
                 Done<SharedFileInfo> done);
    void unpublish(const QString &name, QObject *receiver, Done<SharedPath> done);
    void listShares(QObject *receiver, Done<std::vector<SharedFileInfo>> done);

    // Downloads. The id comes at once; all else through transfersChanged().
    TransferId fetch(const QString &name);
    // Over UDP where it is wished for and the source offers it; TransferSource says why not.
    // `folder` is where it goes, an absolute path, made when it is missing; empty for the usual
    // one.
    TransferId download(const std::vector<SourceRecord> &sources,
                        Transport transport = Transport::Tcp,
                        const QString &folder = {});
    /// A file of one peer's share, or a folder of it when `name` ends in `/`. `peer` is a host name
    /// that the tracker knows, or `ADDRESS:PORT`.
    TransferId fetchFrom(const QString &peer,
                         const QString &name,
                         Transport transport = Transport::Tcp,
                         const QString &folder = {});
    void control(TransferId id, TransferCommand command);
    void setPriority(TransferId id, Priority priority);
    /// Bytes per second of one transfer; 0 for no limit of its own.
    void setRateLimit(TransferId id, std::uint64_t bytesPerSecond);

    /// In place of those in the settings; from now on.
    void setLimits(const TransferLimits &limits);

signals:
    void listening(const ft::Endpoint &endpoint);
    /// The engine cannot serve files, and does nothing more.
    void failed(const ft::engine::Problem &problem);
    void joined(const ft::engine::JoinInfo &info);
    /// Not joined, or no longer. Tries again by itself after `retryIn`, or, when that is 0, as soon
    /// as there is a file to share.
    void lost(const ft::engine::Problem &problem, std::chrono::milliseconds retryIn);
    /// The tracker's limit leaves so many files of the share unannounced.
    void filesDropped(std::uint32_t dropped);
    void shareChanged(const ft::engine::ShareSummary &share);
    void noticed(const ft::engine::ShareNotice &notice);
    /// The tracker's operator has something to say; safe to print.
    void trackerNoticed(const QString &text);
    /// The transfers that changed, at most ten times a second.
    void transfersChanged(const std::vector<ft::engine::TransferSnapshot> &transfers);
    /// The uploads that changed, at most ten times a second.
    void uploadsChanged(const std::vector<ft::engine::UploadSnapshot> &uploads);
    void stopped();

private:
    class Thread;

    void forwardSignals();
    Mailbox m_mailbox;
    std::unique_ptr<Thread> m_thread;
    std::unique_ptr<Searches> m_searches;
    std::unique_ptr<PeerShares> m_peerShares;
    std::unique_ptr<History> m_history;
    std::unique_ptr<Integrity> m_integrity;
    std::unique_ptr<Library> m_library;
    std::unique_ptr<Connectivity> m_connectivity;
    std::unique_ptr<Setup> m_setup;
};

} // namespace ft::engine
