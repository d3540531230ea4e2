#include "tracker/log/events.h"

#include "common/protocol/commoncodec.h"

#include <QDateTime>

namespace ft::tracker {

namespace {

using Field = LogLine::Field;

LogLine info(const char *event, std::vector<Field> fields)
{
    return {LogLevel::Info, QLatin1String{event}, std::move(fields)};
}

Field field(const char *name, LogLine::Value value)
{
    return {QLatin1String{name}, std::move(value)};
}

LogLine lineOf(const PeerJoined &peer)
{
    return info("joined",
                {field("peer", peer.name.toString()),
                 field("address", peer.endpoint.address.toString()),
                 field("port", std::uint64_t{peer.endpoint.port}),
                 field("agent", QString::fromUtf8(peer.agent))});
}

LogLine lineOf(const PeerLeft &peer)
{
    return info("left",
                {field("peer", peer.name.toString()),
                 field("address", peer.endpoint.address.toString()),
                 field("reason", QString{toWord(peer.reason)})});
}

LogLine lineOf(const PeerRefused &peer)
{
    const bool isBanned = peer.code == protocol::RefusalCode::Banned;
    LogLine line = info(isBanned ? "banned" : "refused",
                        {field("address", peer.address.toString())});
    if (peer.name)
        line.fields.push_back(field("peer", peer.name->toString()));
    if (!isBanned)
        line.fields.push_back(field("code", QString::fromLatin1(protocol::wireCode(peer.code))));
    return line;
}

LogLine lineOf(const OutOfRoom &event)
{
    return {levelOf(event),
            QLatin1String{"exhausted"},
            {field("connections", event.connections),
             field("text",
                   QStringLiteral("no room for more connections; raise the limit of open files "
                                  "(ulimit -n, LimitNOFILE=) to serve more"))}};
}

} // namespace

LogLevel levelOf(const PeerEvent &event)
{
    return std::holds_alternative<OutOfRoom>(event) ? LogLevel::Warning : LogLevel::Info;
}

LogLine toLogLine(const PeerEvent &event)
{
    return std::visit([](const auto &is) { return lineOf(is); }, event);
}

LogLine toLogLine(const TrackerStarted &event)
{
    return info("started",
                {field("listen", event.endpoint.toString()),
                 field("threads", std::uint64_t{event.threads}),
                 field("version", QStringLiteral(FT_VERSION))});
}

LogLine toLogLine(const TrackerStopped &)
{
    return info("stopped", {});
}

LogLine toLogLine(const PeerKicked &event)
{
    LogLine line = info("kicked", {field("peer", event.name.toString())});
    if (!event.reason.isEmpty())
        line.fields.push_back(field("reason", event.reason));
    return line;
}

LogLine toLogLine(const BanAdded &event)
{
    LogLine line = info("ban", {field("who", toString(event.ban.who))});
    if (event.ban.until) {
        const auto until = QDateTime::fromSecsSinceEpoch(
            event.ban.until->time_since_epoch().count(), Qt::UTC);
        line.fields.push_back(field("until", until.toString(Qt::ISODate)));
    }
    if (!event.ban.reason.isEmpty())
        line.fields.push_back(field("reason", event.ban.reason));
    return line;
}

LogLine toLogLine(const BanLifted &event)
{
    return info("unban", {field("who", toString(event.who))});
}

LogLine toLogLine(const Reloaded &event)
{
    LogLine line = info("reloaded", {});
    if (!event.changed.isEmpty())
        line.fields.push_back(field("changed", event.changed.join(QStringLiteral("; "))));
    if (!event.needRestart.isEmpty())
        line.fields.push_back(field("need-restart", event.needRestart.join(u' ')));
    return line;
}

LogLine toLogLine(const LimitChanged &event)
{
    return info("limit", {field("name", event.name), field("value", event.value)});
}

} // namespace ft::tracker
