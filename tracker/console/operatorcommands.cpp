#include "tracker/console/operatorcommands.h"

#include "common/console/safetext.h"
#include "common/protocol/trackercodec.h"
#include "tracker/log/events.h"

#include <QJsonArray>
#include <QStringBuilder>

namespace ft::tracker {

using console::Kind;
using console::Report;
using console::safeText;

void OperatorCommands::run(const ListLimits &, const Reply &reply) const
{
    Report report{{{QStringLiteral("name"), QStringLiteral("LIMIT")},
                   {QStringLiteral("value"), QStringLiteral("VALUE"), Kind::Number},
                   {QStringLiteral("help"), QStringLiteral("WHAT IT IS")}},
                  {},
                  QStringLiteral("no limits")};
    for (const Limit &limit : m_surroundings.limits.all())
        report.rows.push_back({{QStringLiteral("name"), limit.name},
                               {QStringLiteral("value"), static_cast<qint64>(limit.value())},
                               {QStringLiteral("help"), limit.help}});
    reply.table(report);
}

void OperatorCommands::run(const SetLimit &command, const Reply &reply) const
{
    const Limit *limit = m_surroundings.limits.find(command.name);
    if (!limit)
        return reply.wrongUsage(u"there is no limit \"" % safeText(command.name)
                                % u"\"; 'limit' lists those there are");
    if (command.value < limit->least || command.value > limit->most)
        return reply.wrongUsage(QStringLiteral("%1 is a number from %2 to %3")
                                    .arg(limit->name)
                                    .arg(limit->least)
                                    .arg(limit->most));
    limit->set(command.value);
    m_surroundings.log.add(toLogLine(LimitChanged{limit->name, command.value}));
    reply.done(QStringLiteral("%1 is %2 from now on").arg(limit->name).arg(command.value),
               {{QStringLiteral("name"), limit->name},
                {QStringLiteral("value"), static_cast<qint64>(command.value)}});
}

void OperatorCommands::run(const SayToAll &command, const Reply &reply) const
{
    QByteArray lines;
    protocol::append(lines, protocol::Notice{command.text.toUtf8()});
    m_surroundings.notifyAll(lines, [reply](std::size_t peers) {
        reply.done(QStringLiteral("told %1 peers").arg(peers),
                   {{QStringLiteral("told"), static_cast<qint64>(peers)}});
    });
}

void OperatorCommands::run(const LogLevelCommand &command, const Reply &reply) const
{
    if (command.level)
        m_surroundings.log.setLevel(*command.level);
    const QString level = toWord(m_surroundings.log.level());
    reply.done(u"the log tells " % level, {{QStringLiteral("level"), level}});
}

void OperatorCommands::run(const ReloadConfiguration &, const Reply &reply) const
{
    const auto outcome = m_surroundings.reload();
    if (!outcome)
        return reply.failed(outcome.error());
    QStringList lines = outcome->changed;
    if (lines.isEmpty())
        lines << QStringLiteral("nothing has changed that holds while the tracker runs");
    if (!outcome->needRestart.isEmpty())
        lines << QStringLiteral("only from the next start: ")
                     + outcome->needRestart.join(QStringLiteral(", "));
    reply.done(lines.join(u'\n'),
               {{QStringLiteral("changed"), QJsonArray::fromStringList(outcome->changed)},
                {QStringLiteral("needRestart"), QJsonArray::fromStringList(outcome->needRestart)}});
}

} // namespace ft::tracker
