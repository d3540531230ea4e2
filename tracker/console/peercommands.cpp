#include "tracker/console/peercommands.h"

#include "common/console/safetext.h"
#include "tracker/console/filereports.h"
#include "tracker/console/peerorder.h"

#include <QPointer>
#include <QStringBuilder>
#include <QTimer>

namespace ft::tracker {

using console::Column;
using console::Kind;
using console::Report;

namespace {

qint64 wholeSeconds(std::chrono::nanoseconds time)
{
    return std::chrono::floor<std::chrono::seconds>(time).count();
}

std::vector<Column> peerColumns()
{
    return {{QStringLiteral("name"), QStringLiteral("NAME")},
            {QStringLiteral("address"), QStringLiteral("ADDRESS")},
            {QStringLiteral("port"), QStringLiteral("PORT"), Kind::Number},
            {QStringLiteral("files"), QStringLiteral("FILES"), Kind::Number},
            {QStringLiteral("bytes"), QStringLiteral("SIZE"), Kind::Bytes},
            {QStringLiteral("joined"), QStringLiteral("JOINED FOR"), Kind::Duration},
            {QStringLiteral("silent"), QStringLiteral("SILENT FOR"), Kind::Duration},
            {QStringLiteral("reach"), QStringLiteral("REACHABLE")},
            {QStringLiteral("rtt"), QStringLiteral("RTT ms"), Kind::Number},
            {QStringLiteral("agent"), QStringLiteral("PROGRAM")}};
}

void answered(const Reply &reply, const PeerName &host, std::chrono::nanoseconds roundTrip)
{
    const std::chrono::duration<double, std::milli> ms = roundTrip;
    reply.done(
        QStringLiteral("%1 answered in %2 ms").arg(host.toString()).arg(ms.count(), 0, 'f', 2),
        {{QStringLiteral("peer"), host.toString()},
         {QStringLiteral("answered"), true},
         {QStringLiteral("ms"), ms.count()}});
}

} // namespace

PeerCommands::PeerCommands(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_surroundings(surroundings)
{}

void PeerCommands::run(const ListPeers &command, const Reply &reply)
{
    Report report{peerColumns(),
                  {},
                  command.filter.isEmpty()
                      ? QStringLiteral("no peers")
                      : QString{u"no peer matches \"" % console::safeText(command.filter) % u'"'}};
    for (const PeerSnapshot &peer : ordered(m_surroundings.catalogue.peers(), command))
        report.rows.push_back(toJson(peer));
    reply.table(report);
}

void PeerCommands::run(const Discover &command, const Reply &reply)
{
    const auto files = m_surroundings.catalogue.filesOf(command.host);
    if (!files)
        return reply.failed(noSuchPeer(command.host));
    reply.table(filesReport(*files, command.host.toString() % u" shares nothing at the moment"));
}

void PeerCommands::run(const PingPeer &command, const Reply &reply)
{
    const auto peer = m_surroundings.catalogue.peer(command.host);
    if (!peer)
        return reply.failed(noSuchPeer(command.host));
    auto *patience = new QTimer{this};
    patience->setSingleShot(true);
    connect(patience, &QTimer::timeout, this, [patience, reply, host = peer->name] {
        patience->deleteLater();
        reply.failed(QStringLiteral("%1: no answer within %2 s")
                         .arg(host.toString())
                         .arg(PingPatience.count()));
    });
    patience->start(PingPatience);
    const QPointer<QTimer> waiting{patience};
    m_surroundings.ping(*peer, [waiting, reply, host = peer->name](auto roundTrip) {
        if (!waiting || !waiting->isActive())
            return;
        waiting->stop();
        waiting->deleteLater();
        answered(reply, host, roundTrip);
    });
}

void PeerCommands::run(const SearchFiles &command, const Reply &reply)
{
    const auto found = m_surroundings.search(command.text);
    if (!found)
        return reply.wrongUsage(found.error());
    reply.table(recordsReport(found->records,
                              u"no peer offers \"" % console::safeText(command.text) % u'"'));
}

QString noSuchPeer(const PeerName &host)
{
    return u"there is no peer \"" % host.toString() % u"\"; 'peers' lists those there are";
}

QJsonObject toJson(const PeerSnapshot &peer)
{
    QJsonObject object{{QStringLiteral("name"), peer.name.toString()},
                       {QStringLiteral("address"), peer.endpoint.address.toString()},
                       {QStringLiteral("port"), peer.endpoint.port},
                       {QStringLiteral("files"), static_cast<qint64>(peer.files)},
                       {QStringLiteral("bytes"), static_cast<qint64>(peer.bytes)},
                       {QStringLiteral("joined"), wholeSeconds(peer.joinedFor)},
                       {QStringLiteral("silent"), wholeSeconds(peer.silentFor)},
                       {QStringLiteral("agent"), QString::fromUtf8(peer.agent)}};
    if (peer.isReachable)
        object.insert(QStringLiteral("reach"),
                      *peer.isReachable ? QStringLiteral("yes") : QStringLiteral("no"));
    if (peer.roundTrip) {
        const std::chrono::duration<double, std::milli> ms = *peer.roundTrip;
        object.insert(QStringLiteral("rtt"), ms.count());
    }
    return object;
}

} // namespace ft::tracker
