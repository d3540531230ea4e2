#pragma once

#include "common/base/result.h"
#include "common/model/transport.h"
#include "peer-gui/engine/history/historyentry.h"
#include "peer-gui/engine/peers/peerquestion.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/engine/tracker/wish.h"

#include <QStringList>

#include <cstdint>
#include <optional>
#include <variant>

/// The commands of ft-peer, as they are written in the shell or on its command line.
namespace ft::shell {

struct SearchCommand
{
    QString text; ///< in the grammar of SearchQuery, known to be valid
    bool isLive = false; ///< goes on telling what changes
    bool operator==(const SearchCommand &) const = default;
};

struct FetchCommand
{
    QString name;
    bool operator==(const FetchCommand &) const = default;
};

/// A file of one peer's share, or a folder of it when the name ends in `/`.
struct FetchFromCommand
{
    QString peer;
    QString name;
    QString wholeName; ///< what to fetch when the first word turns out to be no peer; may be empty
    bool operator==(const FetchFromCommand &) const = default;
};

struct PublishCommand
{
    QString localPath;
    QString name;
    bool operator==(const PublishCommand &) const = default;
};

struct UnpublishCommand
{
    QString name;
    bool operator==(const UnpublishCommand &) const = default;
};

/// Pause, resume, cancel, retry or move a download.
struct ControlCommand
{
    engine::TransferId id;
    engine::TransferCommand what = engine::TransferCommand::Cancel;
    bool operator==(const ControlCommand &) const = default;
};

struct PriorityCommand
{
    engine::TransferId id;
    engine::Priority priority = engine::Priority::Normal;
    bool operator==(const PriorityCommand &) const = default;
};

struct LimitCommand
{
    engine::TransferId id;
    std::uint64_t rate = 0; ///< bytes per second; 0 for no limit
    bool operator==(const LimitCommand &) const = default;
};

/// Show the limits of all transfers together, after changing one of them.
struct LimitsCommand
{
    enum class Which { Down, Up, Upload, Slots, Downloads };
    struct Change
    {
        Which which = Which::Down;
        std::uint64_t value = 0;
        bool operator==(const Change &) const = default;
    };

    std::optional<Change> change;
    bool operator==(const LimitsCommand &) const = default;
};

/// The sources of one download.
struct SourcesCommand
{
    engine::TransferId id;
    bool operator==(const SourcesCommand &) const = default;
};

/// Keep a search, and tell whenever something new matches; or list these.
struct WishCommand
{
    enum class What { List, Add, Remove };

    What what = What::List;
    QString text; ///< of a wish to add: as in SearchCommand
    engine::WishId id; ///< of the wish to remove
    bool operator==(const WishCommand &) const = default;
};

/// Look at another peer's share.
struct AskPeerCommand
{
    QString peer;
    engine::PeerQuestion question;
    bool operator==(const AskPeerCommand &) const = default;
};

/// Download one file of another peer's share over a transport, and print what arrived.
struct FileDownloadCommand
{
    QString peer;
    QString name;
    Transport transport = Transport::Tcp;
    bool operator==(const FileDownloadCommand &) const = default;
};

/// End the searches that go on.
struct StopCommand
{
    bool operator==(const StopCommand &) const = default;
};

struct UploadsCommand
{
    bool operator==(const UploadsCommand &) const = default;
};

struct SharesCommand
{
    bool operator==(const SharesCommand &) const = default;
};

/// Walk the share folders again, hold hashing or go on with it, or tell how far it is.
struct ScanCommand
{
    enum class What { Start, Pause, Resume, Status };

    What what = What::Start;
    bool operator==(const ScanCommand &) const = default;
};

/// List the share folders.
struct FoldersCommand
{
    bool operator==(const FoldersCommand &) const = default;
};

/// Take a share folder out of the share, or in again.
struct FolderCommand
{
    QString folder;
    bool isShared = true;
    bool operator==(const FolderCommand &) const = default;
};

struct PeersCommand
{
    bool operator==(const PeersCommand &) const = default;
};

struct DownloadsCommand
{
    bool operator==(const DownloadsCommand &) const = default;
};

/// Read shared files again, to notice what has gone bad on the disk.
struct CheckCommand
{
    QString name; ///< empty for all
    bool operator==(const CheckCommand &) const = default;
};

/// Fetch what is damaged of a shared file.
struct RepairCommand
{
    QString name;
    bool operator==(const RepairCommand &) const = default;
};

/// What was asked and served, newest first.
struct HistoryCommand
{
    enum class Format { Table, Csv, Json };

    engine::HistoryFilter filter; ///< its limit apart
    std::optional<std::uint32_t> limit; ///< most entries; as many as the format takes without
    Format format = Format::Table;
    bool operator==(const HistoryCommand &) const = default;
};

/// Stay and share until told to end.
struct ServeCommand
{
    bool operator==(const ServeCommand &) const = default;
};

struct HelpCommand
{
    bool operator==(const HelpCommand &) const = default;
};

struct QuitCommand
{
    bool operator==(const QuitCommand &) const = default;
};

using Command = std::variant<HelpCommand,
                             QuitCommand,
                             ServeCommand,
                             SearchCommand,
                             FetchCommand,
                             FetchFromCommand,
                             PublishCommand,
                             UnpublishCommand,
                             SharesCommand,
                             ScanCommand,
                             FoldersCommand,
                             FolderCommand,
                             PeersCommand,
                             DownloadsCommand,
                             ControlCommand,
                             PriorityCommand,
                             LimitCommand,
                             LimitsCommand,
                             SourcesCommand,
                             UploadsCommand,
                             HistoryCommand,
                             CheckCommand,
                             RepairCommand,
                             WishCommand,
                             AskPeerCommand,
                             FileDownloadCommand,
                             StopCommand>;

/// A command from its words, the verb first; what is wrong with them, in words, otherwise. Further
/// lines of that show where in the text of a search it is.
[[nodiscard]] Result<Command, QString> parseCommand(const QStringList &words);

/// A command from a line of the shell. In the text of a search quotes are the search's own, not
/// the shell's.
[[nodiscard]] Result<Command, QString> parseLine(const QString &line);

/// A line of the shell cut into words; quotes keep spaces together.
[[nodiscard]] QStringList wordsOf(const QString &line);

/// What `help` prints.
[[nodiscard]] QString commandHelp();

} // namespace ft::shell
