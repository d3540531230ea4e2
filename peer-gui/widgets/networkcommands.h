#pragma once

#include "common/model/filerecord.h"
#include "common/model/transport.h"
#include "peer-gui/engine/connectivity/connectivityreport.h"
#include "peer-gui/engine/peers/peerping.h"
#include "peer-gui/engine/peers/peerquestion.h"
#include "peer-gui/engine/tracker/listedpeer.h"
#include "peer-gui/widgets/done.h"

#include <QObject>

#include <vector>

namespace ft::widgets {

/// What the place of the other peers asks of the engine. A peer is meant by a host name that the
/// tracker knows, or by `ADDRESS:PORT`.
class NetworkCommands
{
public:
    /// Called page by page, in the GUI thread, until the last or until its receiver is gone.
    using Hear = std::function<void(const engine::PeerAnswer &)>;
    /// Called as more becomes known, in the GUI thread, until its receiver is gone.
    using HearReport = std::function<void(const engine::ConnectivityReport &)>;

    NetworkCommands() = default;
    Q_DISABLE_COPY_MOVE(NetworkCommands)
    virtual ~NetworkCommands() = default;

    virtual void listPeers(QObject *receiver, Done<std::vector<engine::ListedPeer>> done) = 0;
    virtual void ask(const QString &peer,
                     const engine::PeerQuestion &question,
                     QObject *receiver,
                     Hear hear) = 0;
    virtual void ping(const QString &peer, QObject *receiver, Done<engine::PingAnswer> done) = 0;

    /// Downloads a file of that peer's share or, when `name` ends in `/`, a folder of it.
    virtual void fetch(const QString &peer, const QString &name, Transport transport) = 0;
    /// Downloads a file whose record and whose peer's address are known.
    virtual void download(const SourceRecord &source, Transport transport) = 0;

    /// Ends a check that is under way.
    virtual void checkConnectivity(QObject *receiver, HearReport hear) = 0;
    virtual void cancelConnectivity() = 0;
};

} // namespace ft::widgets
