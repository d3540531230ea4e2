#pragma once

#include "tracker/console/command.h"
#include "tracker/console/reply.h"
#include "tracker/console/surroundings.h"

namespace ft::tracker {

/// The commands that decide who is let in, and who must go.
class AccessCommands final
{
public:
    explicit AccessCommands(const Surroundings &surroundings)
        : m_surroundings(surroundings)
    {}

    void run(const KickPeers &command, const Reply &reply) const;
    void run(const BanPeers &command, const Reply &reply) const;
    void run(const LiftBan &command, const Reply &reply) const;
    void run(const ListBans &command, const Reply &reply) const;

private:
    [[nodiscard]] std::vector<PeerSnapshot> hitBy(const PeerSelector &who) const;
    void sendAway(const std::vector<PeerSnapshot> &peers, const Farewell &farewell) const;

    const Surroundings &m_surroundings;
};

} // namespace ft::tracker
