#pragma once

#include "peer-gui/engine/peerengine.h"
#include "peer-gui/shell/commands.h"
#include "peer-gui/shell/filedownloads.h"
#include "peer-gui/shell/historycontrol.h"
#include "peer-gui/shell/integritycontrol.h"
#include "peer-gui/shell/librarycontrol.h"
#include "peer-gui/shell/peercontrol.h"
#include "peer-gui/shell/printer.h"
#include "peer-gui/shell/progressline.h"
#include "peer-gui/shell/searchcontrol.h"
#include "peer-gui/shell/transfercontrol.h"

#include <functional>
#include <map>

namespace ft::shell {

/// Runs one command after another against the engine and prints what comes of them.
class CommandRunner final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CommandRunner)

public:
    /// Called when a command is over: whether it did what it was asked.
    using Done = std::function<void(bool ok)>;

    /// All but `limits`, those the engine starts with, must outlive the runner.
    CommandRunner(engine::PeerEngine &engine,
                  const Printer &printer,
                  ProgressLine &progress,
                  const engine::TransferLimits &limits);
    ~CommandRunner() override = default;

    /// `done` comes exactly once. Serve and quit are not for this class.
    void run(const Command &command, const Done &done);

    /// Whether the command asks something of a tracker.
    [[nodiscard]] static bool needsTracker(const Command &command);
    /// Whether another peer is asked, which may go by what the tracker says of this one.
    [[nodiscard]] static bool asksPeers(const Command &command);
    /// Whether the command lasts as long as a download does.
    [[nodiscard]] static bool takesLong(const Command &command);

private:
    void start(const SearchCommand &command, const Done &done) { m_searches.run(command, done); }
    void start(const WishCommand &command, const Done &done) { m_searches.run(command, done); }
    void start(const StopCommand &command, const Done &done) { m_searches.run(command, done); }
    void start(const AskPeerCommand &command, const Done &done) { m_peers.run(command, done); }
    void start(const FileDownloadCommand &command, const Done &done);
    void start(const HistoryCommand &command, const Done &done) { m_history.run(command, done); }
    void start(const CheckCommand &command, const Done &done) { m_integrity.run(command, done); }
    void start(const RepairCommand &command, const Done &done) { m_integrity.run(command, done); }
    void start(const ScanCommand &command, const Done &done) { m_library.run(command, done); }
    void start(const FoldersCommand &command, const Done &done) { m_library.run(command, done); }
    void start(const FolderCommand &command, const Done &done) { m_library.run(command, done); }
    void start(const FetchCommand &command, const Done &done);
    void start(const FetchFromCommand &command, const Done &done);
    void start(const PublishCommand &command, const Done &done);
    void start(const UnpublishCommand &command, const Done &done);
    void start(const SharesCommand &, const Done &done);
    void start(const PeersCommand &, const Done &done);
    void start(const DownloadsCommand &, const Done &done);
    void start(const ControlCommand &command, const Done &done);
    void start(const PriorityCommand &command, const Done &done);
    void start(const LimitCommand &command, const Done &done);
    void start(const LimitsCommand &command, const Done &done);
    void start(const SourcesCommand &command, const Done &done);
    void start(const UploadsCommand &, const Done &done);
    void start(const HelpCommand &, const Done &done);
    static void start(const ServeCommand &, const Done &done);
    static void start(const QuitCommand &, const Done &done);

    template <typename Value, typename Print>
    [[nodiscard]] auto printing(const Done &done, Print print) const;
    void onTransfers(const std::vector<engine::TransferSnapshot> &transfers);
    void finishFetch(const engine::TransferSnapshot &transfer);
    void awaitMd5(engine::TransferId id, const Done &done);
    void reportMd5(const engine::TransferSnapshot &transfer);

    engine::PeerEngine &m_engine;
    const Printer &m_printer;
    ProgressLine &m_progress;
    TransferControl m_control;
    SearchControl m_searches;
    PeerControl m_peers;
    FileDownloads m_fileDownloads;
    HistoryControl m_history;
    IntegrityControl m_integrity;
    LibraryControl m_library;
    std::map<engine::TransferId, Done> m_fetches; ///< running
    std::map<engine::TransferId, QString> m_wholeNames; ///< of those whose peer may be none
    std::map<engine::TransferId, Done> m_unchecked; ///< fetched; their MD5 is being computed
};

} // namespace ft::shell
