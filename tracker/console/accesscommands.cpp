#include "tracker/console/accesscommands.h"

#include "common/protocol/trackercodec.h"
#include "tracker/console/peercommands.h"
#include "tracker/log/events.h"

#include <QJsonArray>
#include <QStringBuilder>

#include <algorithm>

namespace ft::tracker {

using console::Kind;
using console::Report;

namespace {

Report hitReport(const std::vector<PeerSnapshot> &peers)
{
    Report report{{{QStringLiteral("name"), QStringLiteral("WOULD BE SENT AWAY")},
                   {QStringLiteral("address"), QStringLiteral("ADDRESS")},
                   {QStringLiteral("port"), QStringLiteral("PORT"), Kind::Number},
                   {QStringLiteral("files"), QStringLiteral("FILES"), Kind::Number}},
                  {},
                  QStringLiteral("nobody there would be sent away")};
    for (const PeerSnapshot &peer : peers)
        report.rows.push_back(toJson(peer));
    return report;
}

QJsonArray namesOf(const std::vector<PeerSnapshot> &peers)
{
    QJsonArray names;
    for (const PeerSnapshot &peer : peers)
        names << peer.name.toString();
    return names;
}

QString sentAway(const std::vector<PeerSnapshot> &peers)
{
    if (peers.empty())
        return QStringLiteral("nobody there was sent away");
    if (peers.size() == 1)
        return peers.front().name.toString() % u" was sent away";
    return QStringLiteral("%1 peers were sent away").arg(peers.size());
}

/// Unasked a peer is told nothing but NOTICE and BYE; a banned one is refused when it comes back.
Farewell farewellFor(LeaveReason reason, const QString &why)
{
    QString words = reason == LeaveReason::Banned
                        ? QStringLiteral("the operator of this tracker lets you in no more")
                        : QStringLiteral("the operator of this tracker ended your connection");
    if (!why.isEmpty())
        words += u": " % why;
    Farewell farewell{reason, {}, {}};
    protocol::append(farewell.notice, protocol::Notice{words.toUtf8()});
    protocol::append(farewell.lines, protocol::Bye{});
    return farewell;
}

QJsonObject toJson(const Ban &ban)
{
    QJsonObject object{{QStringLiteral("who"), toString(ban.who)}};
    if (ban.until)
        object.insert(QStringLiteral("until"),
                      static_cast<qint64>(ban.until->time_since_epoch().count()));
    if (!ban.reason.isEmpty())
        object.insert(QStringLiteral("reason"), ban.reason);
    return object;
}

} // namespace

void AccessCommands::run(const KickPeers &command, const Reply &reply) const
{
    const auto peers = hitBy(command.who);
    if (command.isDryRun)
        return reply.table(hitReport(peers));
    if (peers.empty())
        return reply.failed(u"there is no peer " % toString(command.who)
                            % u"; 'peers' lists those there are");
    sendAway(peers, farewellFor(LeaveReason::Kicked, command.reason));
    for (const PeerSnapshot &peer : peers)
        m_surroundings.log.add(toLogLine(PeerKicked{peer.name, command.reason}));
    reply.done(sentAway(peers), {{QStringLiteral("kicked"), namesOf(peers)}});
}

void AccessCommands::run(const BanPeers &command, const Reply &reply) const
{
    const auto peers = hitBy(command.who);
    if (command.isDryRun)
        return reply.table(hitReport(peers));
    Ban ban{command.who, {}, command.reason};
    if (command.time)
        ban.until = m_surroundings.clock.wallTime() + *command.time;
    const auto saved = m_surroundings.bans.add(ban);
    sendAway(peers, farewellFor(LeaveReason::Banned, command.reason));
    m_surroundings.log.add(toLogLine(BanAdded{ban}));
    if (!saved)
        return reply.failed(toString(ban.who) % u" is banned, but " % saved.error());
    QJsonObject object = toJson(ban);
    object.insert(QStringLiteral("hit"), namesOf(peers));
    reply.done(toString(ban.who) % u" is banned; " % sentAway(peers), object);
}

void AccessCommands::run(const LiftBan &command, const Reply &reply) const
{
    const auto bans = m_surroundings.bans.list().all();
    const bool isBanned = std::any_of(bans.begin(), bans.end(), [&](const Ban &ban) {
        return ban.who == command.who;
    });
    const QString who = toString(command.who);
    if (!isBanned)
        return reply.failed(who % u" is not banned; 'bans' lists who is");
    const auto saved = m_surroundings.bans.remove(command.who);
    m_surroundings.log.add(toLogLine(BanLifted{command.who}));
    if (!saved)
        return reply.failed(who % u" is let in again, but " % saved.error());
    reply.done(who % u" is let in again", {{QStringLiteral("unbanned"), who}});
}

void AccessCommands::run(const ListBans &, const Reply &reply) const
{
    Report report{{{QStringLiteral("who"), QStringLiteral("BANNED")},
                   {QStringLiteral("until"), QStringLiteral("UNTIL (UTC)"), Kind::Time},
                   {QStringLiteral("reason"), QStringLiteral("REASON")}},
                  {},
                  QStringLiteral("nobody is banned")};
    for (const Ban &ban : m_surroundings.bans.list().all())
        report.rows.push_back(toJson(ban));
    reply.table(report);
}

std::vector<PeerSnapshot> AccessCommands::hitBy(const PeerSelector &who) const
{
    auto peers = m_surroundings.catalogue.peers();
    std::erase_if(peers, [&](const PeerSnapshot &peer) {
        return !matches(who, peer.name, peer.endpoint.address);
    });
    return peers;
}

void AccessCommands::sendAway(const std::vector<PeerSnapshot> &peers,
                              const Farewell &farewell) const
{
    for (const PeerSnapshot &peer : peers)
        m_surroundings.dismiss(peer, farewell);
}

} // namespace ft::tracker
