#pragma once

#include "peer-gui/engine/peers/peerquestion.h"
#include "peer-gui/engine/tracker/listedpeer.h"
#include "peer-gui/widgets/done.h"

#include <QObject>

#include <vector>

namespace ft::widgets {

/// What the place of the other peers asks of the engine.
class NetworkCommands
{
public:
    /// Called page by page, in the GUI thread, until the last or until its receiver is gone.
    using Hear = std::function<void(const engine::PeerAnswer &)>;

    NetworkCommands() = default;
    Q_DISABLE_COPY_MOVE(NetworkCommands)
    virtual ~NetworkCommands() = default;

    virtual void listPeers(QObject *receiver, Done<std::vector<engine::ListedPeer>> done) = 0;
    /// `peer` is a host name that the tracker knows, or `ADDRESS:PORT`.
    virtual void ask(const QString &peer,
                     const engine::PeerQuestion &question,
                     QObject *receiver,
                     Hear hear) = 0;
};

} // namespace ft::widgets
