#include "tracker/console/command.h"

#include "common/console/safetext.h"

#include <QStringBuilder>
#include <QStringList>

#include <array>
#include <optional>

namespace ft::tracker {

using console::safeText;

namespace {

using Parsed = Result<Command, QString>;
using Parse = Parsed (*)(const QString &argument);

struct CommandText
{
    const char *name;
    const char *argument; ///< empty when it takes none
    const char *help;
    Parse parse;
};

template <typename Bare>
Parsed parseBare(const QString &)
{
    return Bare{};
}

template <typename OfHost>
Parsed parseHost(const QString &argument)
{
    auto host = HostName::parse(argument.toUtf8());
    if (!host)
        return tl::unexpected(QString{u'"' % safeText(argument)
                                      % u"\" is not a host name; 'peers' lists those there are"});
    return OfHost{*std::move(host)};
}

Parsed parseSearch(const QString &argument)
{
    return SearchFiles{argument};
}

constexpr std::array Commands{
    CommandText{"peers", "", "list the accepted peers", parseBare<ListPeers>},
    CommandText{"discover", "HOST", "list the files of that peer", parseHost<Discover>},
    CommandText{"ping", "HOST", "ask that peer whether it is there", parseHost<PingPeer>},
    CommandText{"search", "NAME", "list who offers a file of this name", parseSearch},
    CommandText{"stats", "", "show sums and rates", parseBare<ShowStats>},
    CommandText{"help", "", "show this", parseBare<ShowHelp>},
    CommandText{"quit", "", "say BYE to every peer and end", parseBare<Quit>},
};

QString usageOf(const CommandText &command)
{
    const QString name = QString::fromLatin1(command.name);
    return *command.argument == '\0' ? name
                                     : QString{name % u' ' % QLatin1String{command.argument}};
}

} // namespace

Result<Command, QString> parseCommand(const QString &line)
{
    const QString text = line.trimmed();
    const auto space = text.indexOf(u' ');
    const QString name = text.first(space < 0 ? text.size() : space);
    const QString argument = space < 0 ? QString{} : text.sliced(space + 1).trimmed();
    for (const CommandText &command : Commands) {
        if (name.compare(QLatin1String{command.name}, Qt::CaseInsensitive) != 0)
            continue;
        if (argument.isEmpty() != (*command.argument == '\0'))
            return tl::unexpected(QString{u"write: " % usageOf(command)});
        return command.parse(argument);
    }
    return tl::unexpected(
        QString{u"unknown command \"" % safeText(name) % u"\"; 'help' lists the commands"});
}

QString commandHelp()
{
    constexpr int Width = 16;
    QStringList lines;
    for (const CommandText &command : Commands)
        lines << QString{usageOf(command).leftJustified(Width) % QLatin1String{command.help}};
    return lines.join(u'\n');
}

} // namespace ft::tracker
