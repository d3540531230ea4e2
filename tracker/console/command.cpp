#include "tracker/console/command.h"

#include "common/console/safetext.h"
#include "tracker/console/commandwords.h"

#include <QStringBuilder>

#include <algorithm>
#include <array>

namespace ft::tracker {

using console::safeText;

namespace {

using Parsed = Result<Command, QString>;
/// Nothing when the arguments have not the form of the usage line.
using Parse = std::optional<Parsed> (*)(CommandWords &words);

struct CommandText
{
    const char *name;
    const char *arguments;
    const char *help;
    const char *more; ///< for `help COMMAND`
    Parse parse;
};

struct SortKey
{
    const char *word;
    ListPeers::Key key;
};
constexpr std::array SortKeys{SortKey{"name", ListPeers::Key::Name},
                              SortKey{"files", ListPeers::Key::Files},
                              SortKey{"bytes", ListPeers::Key::Bytes},
                              SortKey{"joined", ListPeers::Key::Joined},
                              SortKey{"silent", ListPeers::Key::Silent},
                              SortKey{"address", ListPeers::Key::Address},
                              SortKey{"rtt", ListPeers::Key::RoundTrip}};

constexpr QStringView DryRun = u"--dry-run";

std::optional<Parsed> failure(const QString &what)
{
    return Parsed{tl::unexpected(what)};
}

template <typename Bare>
std::optional<Parsed> parseBare(CommandWords &words)
{
    return words.isEmpty() ? std::optional{Parsed{Bare{}}} : std::nullopt;
}

template <typename OfHost>
std::optional<Parsed> parseHost(CommandWords &words)
{
    if (words.isEmpty())
        return std::nullopt;
    const QString argument = words.rest();
    auto host = PeerName::parse(argument);
    if (!host)
        return failure(
            u'"' % safeText(argument)
            % u"\" is neither a host name nor ADDRESS:PORT; 'peers' lists those there are");
    return Parsed{OfHost{*std::move(host)}};
}

std::optional<Parsed> parsePeers(CommandWords &words)
{
    constexpr QStringView Prefix = u"sort=";
    ListPeers command;
    if (words.next().startsWith(Prefix)) {
        const QString word = words.take().sliced(Prefix.size());
        const auto found = std::find_if(SortKeys.begin(), SortKeys.end(), [&](const SortKey &is) {
            return word == QLatin1String{is.word};
        });
        if (found == SortKeys.end())
            return failure(u"peers cannot be sorted by \"" % safeText(word)
                           % u"\"; write sort=name, files, bytes, joined, silent, address or rtt");
        command.sort = found->key;
    }
    command.isDescending = words.takeIf(u"desc");
    command.filter = words.take();
    return words.isEmpty() ? std::optional{Parsed{command}} : std::nullopt;
}

std::optional<Parsed> parseSearch(CommandWords &words)
{
    return words.isEmpty() ? std::nullopt : std::optional{Parsed{SearchFiles{words.rest()}}};
}

std::optional<Parsed> parseKick(CommandWords &words)
{
    bool isDryRun = words.takeFlag(DryRun);
    if (words.isEmpty())
        return std::nullopt;
    const auto who = parseSelector(words.take());
    if (!who)
        return failure(who.error());
    isDryRun |= words.takeFlag(DryRun);
    const auto reason = parseText(words.rest());
    return reason ? Parsed{KickPeers{*who, *reason, isDryRun}}
                  : Parsed{tl::unexpected(reason.error())};
}

std::optional<Parsed> parseBan(CommandWords &words)
{
    BanPeers command{Network::parse(u"0.0.0.0").value(), {}, {}, words.takeFlag(DryRun)};
    if (words.isEmpty())
        return std::nullopt;
    const auto who = parseSelector(words.take());
    if (!who)
        return failure(who.error());
    command.who = *who;
    command.isDryRun |= words.takeFlag(DryRun);
    if (words.takeIf(u"for")) {
        const auto time = parseTime(words.take());
        if (!time)
            return failure(time.error());
        command.time = *time;
    }
    command.isDryRun |= words.takeFlag(DryRun);
    const auto reason = parseText(words.rest());
    if (!reason)
        return failure(reason.error());
    command.reason = *reason;
    return Parsed{command};
}

std::optional<Parsed> parseUnban(CommandWords &words)
{
    const auto who = parseSelector(words.take());
    if (!words.isEmpty())
        return std::nullopt;
    return who ? Parsed{LiftBan{*who}} : Parsed{tl::unexpected(who.error())};
}

std::optional<Parsed> parseLimit(CommandWords &words)
{
    if (words.isEmpty())
        return Parsed{ListLimits{}};
    const QString name = words.take();
    if (words.isEmpty())
        return std::nullopt;
    const auto value = parseNumber(words.take());
    if (!words.isEmpty())
        return std::nullopt;
    return value ? Parsed{SetLimit{name, *value}} : Parsed{tl::unexpected(value.error())};
}

std::optional<Parsed> parseSay(CommandWords &words)
{
    if (words.isEmpty())
        return std::nullopt;
    const auto text = parseText(words.rest());
    return text ? Parsed{SayToAll{*text}} : Parsed{tl::unexpected(text.error())};
}

std::optional<Parsed> parseLog(CommandWords &words)
{
    if (words.isEmpty())
        return Parsed{LogLevelCommand{}};
    const QString word = words.take();
    const auto level = parseLogLevel(word);
    if (!level || !words.isEmpty())
        return std::nullopt;
    return Parsed{LogLevelCommand{level}};
}

std::optional<Parsed> parseHelp(CommandWords &words)
{
    const ShowHelp command{words.take()};
    return words.isEmpty() ? std::optional{Parsed{command}} : std::nullopt;
}

constexpr const char *SelectorHelp =
    "WHO is a host name, an address or a network (10.0.0.0/24, 2001:db8::/32); a name that looks\n"
    "like an address is written name:NAME. --dry-run only lists who is hit.";

constexpr std::array Commands{
    CommandText{"peers",
                "[sort=KEY] [desc] [FILTER]",
                "list the accepted peers",
                "KEY is name, files, bytes, joined, silent, address or rtt; desc turns the order\n"
                "round. FILTER is part of a name or an address, or a network (10.0.0.0/24).",
                parsePeers},
    CommandText{"discover", "HOST", "list the files of that peer", "", parseHost<Discover>},
    CommandText{"ping", "HOST", "ask that peer whether it is there", "", parseHost<PingPeer>},
    CommandText{"search", "TEXT", "list who offers such files", "", parseSearch},
    CommandText{"stats", "", "show sums, rates and times", "", parseBare<ShowStats>},
    CommandText{"kick",
                "WHO [REASON] [--dry-run]",
                "end the connections of peers, which may come back",
                SelectorHelp,
                parseKick},
    CommandText{"ban",
                "WHO [for TIME] [REASON] [--dry-run]",
                "end the connections of peers, and let them in no more",
                SelectorHelp,
                parseBan},
    CommandText{"unban", "WHO", "let them in again", "WHO as 'bans' lists it.", parseUnban},
    CommandText{"bans", "", "list who is not let in", "", parseBare<ListBans>},
    CommandText{"limit",
                "[NAME VALUE]",
                "list the limits, or change one until the tracker ends",
                "What is to stay stands in the configuration file.",
                parseLimit},
    CommandText{"say", "TEXT", "tell every peer something", "", parseSay},
    CommandText{
        "log", "[error|warning|info|debug]", "show or set how much the log tells", "", parseLog},
    CommandText{
        "reload", "", "read the configuration file again", "", parseBare<ReloadConfiguration>},
    CommandText{"help", "[COMMAND]", "show this, or more about one command", "", parseHelp},
    CommandText{"quit", "", "say BYE to every peer and end", "", parseBare<Quit>},
};

QString usageOf(const CommandText &command)
{
    const QString name = QString::fromLatin1(command.name);
    return *command.arguments == '\0' ? name
                                      : QString{name % u' ' % QLatin1String{command.arguments}};
}

const CommandText *find(const QString &name)
{
    const auto found = std::find_if(Commands.begin(), Commands.end(), [&](const auto &command) {
        return name.compare(QLatin1String{command.name}, Qt::CaseInsensitive) == 0;
    });
    return found == Commands.end() ? nullptr : &*found;
}

QString unknown(const QString &name)
{
    return u"unknown command \"" % safeText(name) % u"\"; 'help' lists the commands";
}

} // namespace

Result<Command, QString> parseCommand(const QString &line)
{
    const QString text = line.trimmed();
    const auto space = text.indexOf(u' ');
    const QString name = text.first(space < 0 ? text.size() : space);
    const CommandText *command = find(name);
    if (!command)
        return tl::unexpected(unknown(name));
    CommandWords words{space < 0 ? QString{} : text.sliced(space + 1)};
    auto parsed = command->parse(words);
    if (!parsed)
        return tl::unexpected(QString{u"write: " % usageOf(*command)});
    if (const auto *help = *parsed ? std::get_if<ShowHelp>(&**parsed) : nullptr;
        help && !help->command.isEmpty() && !find(help->command))
        return tl::unexpected(unknown(help->command));
    return *std::move(parsed);
}

QString commandHelp(const QString &name)
{
    constexpr int Width = 42;
    QStringList lines;
    if (const CommandText *command = find(name)) {
        lines << usageOf(*command) << QString{u"    " % QLatin1String{command->help} % u'.'};
        for (const QString &line :
             QString::fromLatin1(command->more).split(u'\n', Qt::SkipEmptyParts))
            lines << u"    " % line;
        return lines.join(u'\n');
    }
    for (const CommandText &command : Commands)
        lines << QString{usageOf(command).leftJustified(Width) % QLatin1String{command.help}};
    return lines.join(u'\n');
}

} // namespace ft::tracker
