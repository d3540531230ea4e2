#include "peer-gui/shell/historyarguments.h"

#include "common/model/queryvalues.h"
#include "peer-gui/engine/history/historynames.h"

#include <array>

namespace ft::shell {

namespace {

using engine::HistoryFilter;
using engine::RequestDirection;
using engine::RequestKind;
using Taken = Result<void, QString>;

/// How a value behind a `key:` goes into the command.
struct Key
{
    const char *name;
    Taken (*take)(HistoryCommand &command, const QString &value);
};

Result<Period, QString> periodOf(const QString &value)
{
    if (const auto period = parsePeriod(value))
        return *period;
    return tl::unexpected(
        QStringLiteral("\"%1\" is no time such as 2026, 2026-01-31 or 2026-01-31T14:30 (UTC)")
            .arg(value));
}

Taken takeKinds(HistoryCommand &command, const QString &value)
{
    for (const QString &word : value.split(u',')) {
        if (word == u"upload") {
            command.filter.kinds.push_back(RequestKind::Download);
            command.filter.direction = RequestDirection::Served;
        } else if (const auto kind = engine::requestKindFrom(word)) {
            command.filter.kinds.push_back(*kind);
        } else {
            return tl::unexpected(QStringLiteral("\"%1\" is none of search, index-get, file-hash, "
                                                 "browse, download, upload")
                                      .arg(word));
        }
    }
    return {};
}

Taken takeOutcomes(HistoryCommand &command, const QString &value)
{
    for (const QString &word : value.split(u',')) {
        const auto outcome = engine::requestOutcomeFrom(word);
        if (!outcome) {
            return tl::unexpected(QStringLiteral("\"%1\" is none of running, done, failed, "
                                                 "canceled, refused, interrupted")
                                      .arg(word));
        }
        command.filter.outcomes.push_back(*outcome);
    }
    return {};
}

Taken takeRoot(HistoryCommand &command, const QString &value)
{
    command.filter.root = ContentHash::fromHex(value.toLatin1());
    if (command.filter.root)
        return {};
    return tl::unexpected(QStringLiteral("\"%1\" is no root: 64 hexadecimal digits").arg(value));
}

Taken takeText(HistoryCommand &command, const QString &value)
{
    QString &text = command.filter.text;
    text += text.isEmpty() ? value : u' ' + value;
    return {};
}

Taken takeLimit(HistoryCommand &command, const QString &value)
{
    bool isNumber = false;
    const auto limit = value.toUInt(&isNumber);
    if (!isNumber || limit == 0)
        return tl::unexpected(QStringLiteral("\"%1\" is not a number from 1 on").arg(value));
    command.limit = limit;
    return {};
}

constexpr std::array Keys{
    Key{"kind", takeKinds},
    Key{"outcome", takeOutcomes},
    Key{"peer",
        [](HistoryCommand &command, const QString &value) -> Taken {
            command.filter.peer = value;
            return {};
        }},
    Key{"since",
        [](HistoryCommand &command, const QString &value) {
            return periodOf(value).map(
                [&](const Period &period) { command.filter.since = period.begin; });
        }},
    Key{"until",
        [](HistoryCommand &command, const QString &value) {
            return periodOf(value).map(
                [&](const Period &period) { command.filter.until = period.end; });
        }},
    Key{"root", takeRoot},
    Key{"text", takeText},
    Key{"limit", takeLimit},
};

/// A word without meaning of its own is looked for in the names; `text:` makes any word such a one.
Taken takeWord(HistoryCommand &command, const QString &word)
{
    if (const auto direction = engine::directionFrom(word)) {
        command.filter.direction = direction;
        return {};
    }
    if (word == u"--csv" || word == u"--json") {
        command.format = word == u"--csv" ? HistoryCommand::Format::Csv
                                          : HistoryCommand::Format::Json;
        return {};
    }
    const auto colon = word.indexOf(u':');
    for (const Key &key : Keys) {
        if (word.first(std::max<qsizetype>(colon, 0)) == QLatin1StringView{key.name})
            return key.take(command, word.sliced(colon + 1));
    }
    if (word.startsWith(u"--"))
        return tl::unexpected(QStringLiteral("\"%1\" is neither --csv nor --json").arg(word));
    if (colon <= 0)
        return takeText(command, word);
    return tl::unexpected(
        QStringLiteral("\"%1\" is none of kind:, outcome:, peer:, since:, until:, "
                       "root:, limit: and text:")
            .arg(word));
}

} // namespace

Result<HistoryCommand, QString> parseHistory(const QStringList &arguments)
{
    HistoryCommand command;
    for (const QString &word : arguments) {
        if (const auto taken = takeWord(command, word); !taken)
            return tl::unexpected(taken.error());
    }
    return command;
}

} // namespace ft::shell
