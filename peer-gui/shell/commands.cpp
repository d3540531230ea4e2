#include "peer-gui/shell/commands.h"

#include "common/model/searchquery.h"
#include "peer-gui/engine/rate.h"
#include "peer-gui/shell/historyarguments.h"
#include "peer-gui/shell/localtime.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStringBuilder>

#include <algorithm>
#include <array>

namespace ft::shell {

namespace {

struct Verb
{
    const char *name;
    const char *arguments;
    const char *help;
    qsizetype least;
    qsizetype most;
    Result<Command, QString> (*make)(const QStringList &arguments);
};

template <typename Bare>
Result<Command, QString> makeBare(const QStringList &)
{
    return Command{Bare{}};
}

/// A name may be several words: `search annual report.pdf` needs no quotes.
template <typename Named>
Result<Command, QString> makeNamed(const QStringList &arguments)
{
    return Command{Named{arguments.join(u' ')}};
}

/// What is wrong with a query, and below it the place at fault.
QString faultOf(const QString &text, const QueryError &error)
{
    const QString pointer = QString(error.at, u' ')
                            + QString(std::max<qsizetype>(error.length, 1), u'^');
    return error.what % u"\n  " % text % u"\n  " % pointer;
}

Result<QString, QString> queryOf(const QString &text)
{
    if (const auto query = parseSearchQuery(text); !query)
        return tl::unexpected(faultOf(text, query.error()));
    return text;
}

Result<Command, QString> makeSearch(const QStringList &arguments)
{
    constexpr QStringView Live = u"--live ";
    QString text = arguments.join(u' ');
    const bool isLive = text.startsWith(Live);
    if (isLive)
        text = text.sliced(Live.size()).trimmed();
    return queryOf(text).map([isLive](const QString &query) {
        return Command{SearchCommand{query, isLive}};
    });
}

Result<Command, QString> makeWish(const QStringList &arguments)
{
    using What = WishCommand::What;
    const QString what = arguments.value(0, QStringLiteral("list"));
    const QString rest = arguments.sliced(std::min<qsizetype>(1, arguments.size())).join(u' ');
    if (what == u"list" && rest.isEmpty())
        return Command{WishCommand{}};
    if (what == u"add" && !rest.isEmpty())
        return queryOf(rest).map([](const QString &query) {
            return Command{WishCommand{What::Add, query, {}}};
        });
    bool isNumber = false;
    const auto id = rest.toUInt(&isNumber);
    if (what != u"remove" || !isNumber)
        return tl::unexpected(
            QStringLiteral("usage: wish add TEXT, wish remove NUMBER or wish list"));
    return Command{WishCommand{What::Remove, {}, engine::WishId{id}}};
}

/// `fetch PEER NAME`, or a name of several words: who the peers are is known to the tracker alone.
Result<Command, QString> makeFetch(const QStringList &arguments)
{
    const bool isFolder = arguments.last().endsWith(u'/');
    if (arguments.size() == 1 && isFolder)
        return tl::unexpected(
            QStringLiteral("a folder is fetched from one peer; usage: fetch PEER FOLDER/"));
    if (arguments.size() == 1)
        return Command{FetchCommand{arguments.first()}};
    const bool isPeer = isFolder || Endpoint::parse(arguments.first());
    return Command{FetchFromCommand{arguments.first(),
                                    arguments.sliced(1).join(u' '),
                                    isPeer ? QString{} : arguments.join(u' ')}};
}

Result<Command, QString> makePublish(const QStringList &arguments)
{
    const QString &local = arguments.first();
    const QString name = arguments.size() > 1 ? arguments.last()
                                              : local.sliced(local.lastIndexOf(u'/') + 1);
    return Command{PublishCommand{local, name}};
}

Result<engine::TransferId, QString> idOf(const QString &word)
{
    bool ok = false;
    const auto id = word.toUInt(&ok);
    if (!ok)
        return tl::unexpected(QStringLiteral("\"%1\" is not the number of a download").arg(word));
    return engine::TransferId{id};
}

template <engine::TransferCommand What>
Result<Command, QString> makeControl(const QStringList &arguments)
{
    return idOf(arguments.first()).map([](engine::TransferId id) {
        return Command{ControlCommand{id, What}};
    });
}

/// The value that a word stands for; nothing for a word that is none of them.
template <typename Value, std::size_t Count>
std::optional<Value> chosen(const std::array<std::pair<const char *, Value>, Count> &choices,
                            const QString &word)
{
    for (const auto &[name, value] : choices) {
        if (word == QLatin1String{name})
            return value;
    }
    return std::nullopt;
}

Result<Command, QString> makeMove(const QStringList &arguments)
{
    static constexpr std::array Places{
        std::pair{"top", engine::TransferCommand::MoveToTop},
        std::pair{"up", engine::TransferCommand::MoveUp},
        std::pair{"down", engine::TransferCommand::MoveDown},
        std::pair{"bottom", engine::TransferCommand::MoveToBottom},
    };
    const auto place = chosen(Places, arguments.last());
    if (!place)
        return tl::unexpected(
            QStringLiteral("\"%1\" is none of top, up, down, bottom").arg(arguments.last()));
    return idOf(arguments.first()).map([place](engine::TransferId id) {
        return Command{ControlCommand{id, *place}};
    });
}

Result<Command, QString> makePriority(const QStringList &arguments)
{
    static constexpr std::array Priorities{
        std::pair{"low", engine::Priority::Low},
        std::pair{"normal", engine::Priority::Normal},
        std::pair{"high", engine::Priority::High},
    };
    const auto priority = chosen(Priorities, arguments.last());
    if (!priority)
        return tl::unexpected(
            QStringLiteral("\"%1\" is none of low, normal, high").arg(arguments.last()));
    return idOf(arguments.first()).map([priority](engine::TransferId id) {
        return Command{PriorityCommand{id, *priority}};
    });
}

/// Bytes per second; `none` for no limit.
Result<std::uint64_t, QString> rateOf(const QString &word)
{
    const auto rate = word == u"none" ? std::optional<std::uint64_t>{0} : engine::parseRate(word);
    if (!rate) {
        return tl::unexpected(QStringLiteral("\"%1\" is no number of bytes per second, such as "
                                             "500K, 20M, 512KiB or none")
                                  .arg(word));
    }
    return *rate;
}

Result<Command, QString> makeLimit(const QStringList &arguments)
{
    const auto rate = rateOf(arguments.last());
    if (!rate)
        return tl::unexpected(rate.error());
    return idOf(arguments.first()).map([&rate](engine::TransferId id) {
        return Command{LimitCommand{id, *rate}};
    });
}

Result<std::uint64_t, QString> countOf(const QString &word)
{
    bool ok = false;
    const auto count = word.toUInt(&ok);
    if (!ok || count == 0)
        return tl::unexpected(QStringLiteral("\"%1\" is not a number from 1 on").arg(word));
    return count;
}

Result<Command, QString> makeLimits(const QStringList &arguments)
{
    using Which = LimitsCommand::Which;
    static constexpr std::array Limits{
        std::pair{"down", Which::Down},
        std::pair{"up", Which::Up},
        std::pair{"upload", Which::Upload},
        std::pair{"slots", Which::Slots},
        std::pair{"downloads", Which::Downloads},
    };
    if (arguments.isEmpty())
        return Command{LimitsCommand{}};
    const auto which = chosen(Limits, arguments.first());
    if (!which)
        return tl::unexpected(QStringLiteral("\"%1\" is none of down, up, upload, slots, downloads")
                                  .arg(arguments.first()));
    if (arguments.size() < 2)
        return tl::unexpected(QStringLiteral("wrong number of arguments; usage: limits %1 VALUE")
                                  .arg(arguments.first()));
    const bool isCount = *which == Which::Slots || *which == Which::Downloads;
    const auto value = isCount ? countOf(arguments.last()) : rateOf(arguments.last());
    return value.map([which](std::uint64_t number) {
        return Command{LimitsCommand{LimitsCommand::Change{*which, number}}};
    });
}

Result<Command, QString> makeSources(const QStringList &arguments)
{
    return idOf(arguments.first()).map([](engine::TransferId id) {
        return Command{SourcesCommand{id}};
    });
}

/// A path of a share; what it names when it ends in `/` is a folder.
Result<SharedPath, QString> pathOf(const QString &name)
{
    const auto path = SharedPath::fromString(name.endsWith(u'/') ? name.chopped(1) : name);
    if (!path)
        return tl::unexpected(QStringLiteral("\"%1\" is no path of a shared file").arg(name));
    return *path;
}

Result<Command, QString> makeBrowse(const QStringList &arguments)
{
    const QString folder = arguments.sliced(1).join(u' ');
    if (folder.isEmpty() || folder == u"/")
        return Command{AskPeerCommand{arguments.first(), engine::BrowseQuestion{}}};
    return pathOf(folder).map([&](const SharedPath &path) {
        return Command{AskPeerCommand{arguments.first(), engine::BrowseQuestion{path}}};
    });
}

Result<Command, QString> makeIndexGet(const QStringList &arguments)
{
    const QString &peer = arguments[0];
    const QString &flag = arguments[1];
    const QStringList rest = arguments.sliced(2);
    if (flag == u"longlist" && rest.isEmpty())
        return Command{AskPeerCommand{peer, engine::IndexQuestion{}}};
    if (flag == u"regex" && !rest.isEmpty())
        return Command{AskPeerCommand{peer, engine::IndexQuestion{{}, {}, rest.join(u' ')}}};
    if (flag == u"shortlist" && !rest.isEmpty()) {
        return timeSpanOf(rest).map([&peer](const TimeSpan &span) {
            return Command{AskPeerCommand{peer, engine::IndexQuestion{span.from, span.to, {}}}};
        });
    }
    return tl::unexpected(QStringLiteral("usage: IndexGet PEER longlist, IndexGet PEER shortlist "
                                         "START END or IndexGet PEER regex PATTERN"));
}

Result<Command, QString> makeFileHash(const QStringList &arguments)
{
    const QString &peer = arguments[0];
    const QString &flag = arguments[1];
    const QString name = arguments.sliced(2).join(u' ');
    if (flag == u"checkall" && name.isEmpty())
        return Command{AskPeerCommand{peer, engine::ChecksumQuestion{}}};
    if (flag != u"verify" || name.isEmpty())
        return tl::unexpected(
            QStringLiteral("usage: FileHash PEER verify NAME or FileHash PEER checkall"));
    return pathOf(name).map([&peer](const SharedPath &path) {
        return Command{AskPeerCommand{peer, engine::ChecksumQuestion{path}}};
    });
}

Result<Command, QString> makeFileDownload(const QStringList &arguments)
{
    static constexpr std::array Transports{
        std::pair{"TCP", Transport::Tcp},
        std::pair{"UDP", Transport::Udp},
    };
    const auto transport = chosen(Transports, arguments[1].toUpper());
    if (!transport)
        return tl::unexpected(QStringLiteral("\"%1\" is none of TCP, UDP; usage: FileDownload "
                                             "PEER TCP|UDP NAME")
                                  .arg(arguments[1]));
    return Command{FileDownloadCommand{arguments[0], arguments.sliced(2).join(u' '), *transport}};
}

Result<Command, QString> makeHistory(const QStringList &arguments)
{
    return parseHistory(arguments).map(
        [](const HistoryCommand &command) { return Command{command}; });
}

Result<Command, QString> makeScan(const QStringList &arguments)
{
    using What = ScanCommand::What;
    static constexpr std::array Whats{
        std::pair{"pause", What::Pause},
        std::pair{"resume", What::Resume},
        std::pair{"status", What::Status},
    };
    if (arguments.isEmpty())
        return Command{ScanCommand{}};
    const auto what = chosen(Whats, arguments.first());
    if (!what)
        return tl::unexpected(
            QStringLiteral("\"%1\" is none of pause, resume, status").arg(arguments.first()));
    return Command{ScanCommand{*what}};
}

Result<Command, QString> makeFolder(const QStringList &arguments)
{
    const QString &what = arguments.first();
    if (what != u"on" && what != u"off")
        return tl::unexpected(QStringLiteral("\"%1\" is neither on nor off").arg(what));
    return Command{FolderCommand{arguments.sliced(1).join(u' '), what == u"on"}};
}

constexpr qsizetype Any = 1'000;

constexpr std::array Verbs{
    Verb{"search",
         "[--live] TEXT",
         "find files by words of their names and more, see below; --live goes on telling what "
         "changes",
         1,
         Any,
         makeSearch},
    Verb{"stop", "", "end the searches that go on", 0, 0, makeBare<StopCommand>},
    Verb{"wish",
         "[add TEXT|remove ID|list]",
         "keep a search and tell whenever something new matches",
         0,
         Any,
         makeWish},
    Verb{"fetch",
         "[PEER] NAME",
         "find it, download it, check it, and share it; a folder of a peer: FOLDER/",
         1,
         Any,
         makeFetch},
    Verb{"publish",
         "LNAME [FNAME]",
         "offer the local file LNAME under the name FNAME",
         1,
         2,
         makePublish},
    Verb{"unpublish", "FNAME", "take a published file back", 1, Any, makeNamed<UnpublishCommand>},
    Verb{"shares", "", "list the files this peer offers", 0, 0, makeBare<SharesCommand>},
    Verb{"folders", "", "list the share folders", 0, 0, makeBare<FoldersCommand>},
    Verb{"folder",
         "on|off DIR",
         "take a share folder out of the share, or in again; remembered",
         2,
         Any,
         makeFolder},
    Verb{"scan",
         "[pause|resume|status]",
         "look through the share folders now; hold hashing, go on, or tell how far it is",
         0,
         1,
         makeScan},
    Verb{"peers", "", "list the peers the tracker has accepted", 0, 0, makeBare<PeersCommand>},
    Verb{"browse", "PEER [FOLDER/]", "list what another peer shares", 1, Any, makeBrowse},
    Verb{"IndexGet",
         "PEER longlist | shortlist START END | regex PATTERN",
         "the same, all of it, of a time (2026-01-31, 31/01/26 10:00) or by name",
         2,
         Any,
         makeIndexGet},
    Verb{"FileHash",
         "PEER verify NAME | checkall",
         "checksums of a peer's files, and what has changed since they were last asked for",
         2,
         Any,
         makeFileHash},
    Verb{"FileDownload",
         "PEER TCP|UDP NAME",
         "download a file of a peer; prints name, size, time and MD5 of what arrived",
         3,
         Any,
         makeFileDownload},
    Verb{"downloads", "", "list the downloads of this session", 0, 0, makeBare<DownloadsCommand>},
    Verb{"sources", "ID", "list the sources of a download", 1, 1, makeSources},
    Verb{"pause", "ID", "hold a download", 1, 1, makeControl<engine::TransferCommand::Pause>},
    Verb{"resume",
         "ID",
         "go on with a paused download",
         1,
         1,
         makeControl<engine::TransferCommand::Resume>},
    Verb{"cancel",
         "ID",
         "end a download; nothing of it is kept",
         1,
         1,
         makeControl<engine::TransferCommand::Cancel>},
    Verb{"retry",
         "ID",
         "start a failed or canceled download again",
         1,
         1,
         makeControl<engine::TransferCommand::Retry>},
    Verb{"priority", "ID low|normal|high", "who goes first when not all can", 2, 2, makePriority},
    Verb{"move",
         "ID top|up|down|bottom",
         "change the place of a download in the queue",
         2,
         2,
         makeMove},
    Verb{"limit",
         "ID RATE",
         "bytes per second of a download, as 20M or 500K; none ends it",
         2,
         2,
         makeLimit},
    Verb{"uploads", "", "list the peers that take something now", 0, 0, makeBare<UploadsCommand>},
    Verb{"limits",
         "[WHICH VALUE]",
         "show the limits of all; or set down, up or upload to a RATE, slots or downloads to a "
         "number",
         0,
         2,
         makeLimits},
    Verb{"check",
         "[NAME]",
         "read a shared file again, or all, to notice what has gone bad on the disk",
         0,
         Any,
         makeNamed<CheckCommand>},
    Verb{"repair",
         "NAME",
         "fetch what is damaged of a shared file from peers that have it",
         1,
         Any,
         makeNamed<RepairCommand>},
    Verb{"history",
         "[TEXT] [FILTER...]",
         "list what was asked and served, newest first, see below; --csv and --json for programs",
         0,
         Any,
         makeHistory},
    Verb{"serve", "", "stay and share until told to end", 0, 0, makeBare<ServeCommand>},
    Verb{"help", "", "print this", 0, 0, makeBare<HelpCommand>},
    Verb{"quit", "", "leave the tracker and end", 0, 0, makeBare<QuitCommand>},
};

} // namespace

Result<Command, QString> parseCommand(const QStringList &words)
{
    const QString name = words.value(0);
    const auto *const verb = std::find_if(Verbs.begin(), Verbs.end(), [&](const Verb &v) {
        return name.compare(QLatin1String{v.name}, Qt::CaseInsensitive) == 0;
    });
    if (verb == Verbs.end())
        return tl::unexpected(QStringLiteral("unknown command \"%1\"; try help").arg(name));
    const auto arguments = words.sliced(1);
    if (arguments.size() < verb->least || arguments.size() > verb->most) {
        const auto usage =
            QString{QLatin1String{verb->name} % u' ' % QLatin1String{verb->arguments}}.trimmed();
        return tl::unexpected(QStringLiteral("wrong number of arguments; usage: %1").arg(usage));
    }
    return verb->make(arguments);
}

Result<Command, QString> parseLine(const QString &line)
{
    static const QRegularExpression asking{
        QStringLiteral(R"(^\s*(?:(search)|wish\s+add)\s+(\S.*)$)")};
    const auto match = asking.match(line);
    if (!match.hasMatch())
        return parseCommand(wordsOf(line));
    const QString text = match.captured(2).trimmed();
    if (match.hasCaptured(1))
        return parseCommand({QStringLiteral("search"), text});
    return parseCommand({QStringLiteral("wish"), QStringLiteral("add"), text});
}

QStringList wordsOf(const QString &line)
{
    return QProcess::splitCommand(line);
}

QString commandHelp()
{
    constexpr qsizetype HelpColumn = 32;
    QString text = QStringLiteral("Commands:\n");
    for (const Verb &verb : Verbs) {
        const QString left = QLatin1String{verb.name} % u' ' % QLatin1String{verb.arguments};
        const QString gap = left.size() > HelpColumn ? u"\n" % QString(HelpColumn + 2, u' ')
                                                     : QString(HelpColumn - left.size(), u' ');
        text += u"  " % left % gap % QLatin1String{verb.help} % u'\n';
    }
    return text
           % QStringLiteral("\nA search is words in any order, and any of: \"exactly this\" "
                            "-without type:pdf,doc\n"
                            "size:>10M size:1M..2G after:2026-01-31 before:2026 peer:NAME root:HEX "
                            "re:PATTERN\n"
                            "The history is filtered by words of names, and any of: made served "
                            "kind:download,search\n"
                            "outcome:failed peer:NAME since:2026-01-31 until:2026 root:HEX "
                            "limit:N\n");
}

} // namespace ft::shell
