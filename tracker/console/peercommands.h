#pragma once

#include "tracker/console/command.h"
#include "tracker/console/reply.h"
#include "tracker/console/surroundings.h"

#include <QObject>

namespace ft::tracker {

/// The commands that ask about peers and their files.
class PeerCommands final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PeerCommands)

public:
    static constexpr std::chrono::seconds PingPatience{5};

    PeerCommands(const Surroundings &surroundings, QObject *parent);
    ~PeerCommands() override = default;

    void run(const ListPeers &command, const Reply &reply);
    void run(const Discover &command, const Reply &reply);
    void run(const PingPeer &command, const Reply &reply);
    void run(const SearchFiles &command, const Reply &reply);

private:
    const Surroundings &m_surroundings;
};

/// What to answer when there is no such peer.
[[nodiscard]] QString noSuchPeer(const PeerName &host);

/// The properties of a peer by which it is told from others.
[[nodiscard]] QJsonObject toJson(const PeerSnapshot &peer);

} // namespace ft::tracker
