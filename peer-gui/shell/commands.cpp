#include "peer-gui/shell/commands.h"

#include <QProcess>
#include <QStringBuilder>

#include <algorithm>

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

Result<Command, QString> makeCancel(const QStringList &arguments)
{
    bool ok = false;
    const auto id = arguments.first().toUInt(&ok);
    if (!ok)
        return tl::unexpected(
            QStringLiteral("\"%1\" is not the number of a download").arg(arguments.first()));
    return Command{CancelCommand{engine::TransferId{id}}};
}

constexpr qsizetype Any = 1'000;

constexpr Verb Verbs[] = {
    {"search", "NAME", "who offers a file of this name", 1, Any, makeNamed<SearchCommand>},
    {"fetch",
     "[PEER] NAME",
     "find it, download it, check it, and share it; a folder of a peer: FOLDER/",
     1,
     Any,
     makeFetch},
    {"publish",
     "LNAME [FNAME]",
     "offer the local file LNAME under the name FNAME",
     1,
     2,
     makePublish},
    {"unpublish", "FNAME", "take a published file back", 1, Any, makeNamed<UnpublishCommand>},
    {"shares", "", "list the files this peer offers", 0, 0, makeBare<SharesCommand>},
    {"peers", "", "list the peers the tracker has accepted", 0, 0, makeBare<PeersCommand>},
    {"downloads", "", "list the downloads of this session", 0, 0, makeBare<DownloadsCommand>},
    {"cancel", "ID", "stop a download", 1, 1, makeCancel},
    {"serve", "", "stay and share until told to end", 0, 0, makeBare<ServeCommand>},
    {"help", "", "print this", 0, 0, makeBare<HelpCommand>},
    {"quit", "", "leave the tracker and end", 0, 0, makeBare<QuitCommand>},
};

} // namespace

Result<Command, QString> parseCommand(const QStringList &words)
{
    const QString name = words.value(0);
    const auto *const verb = std::find_if(std::begin(Verbs), std::end(Verbs), [&](const Verb &v) {
        return name == QLatin1String{v.name};
    });
    if (verb == std::end(Verbs))
        return tl::unexpected(QStringLiteral("unknown command \"%1\"; try help").arg(name));
    const auto arguments = words.sliced(1);
    if (arguments.size() < verb->least || arguments.size() > verb->most) {
        const auto usage =
            QString{QLatin1String{verb->name} % u' ' % QLatin1String{verb->arguments}}.trimmed();
        return tl::unexpected(QStringLiteral("wrong number of arguments; usage: %1").arg(usage));
    }
    return verb->make(arguments);
}

QStringList wordsOf(const QString &line)
{
    return QProcess::splitCommand(line);
}

QString commandHelp()
{
    QString text = QStringLiteral("Commands:\n");
    for (const Verb &verb : Verbs) {
        const QString left = QLatin1String{verb.name} % u' ' % QLatin1String{verb.arguments};
        text += u"  " % left.leftJustified(24) % QLatin1String{verb.help} % u'\n';
    }
    return text;
}

} // namespace ft::shell
