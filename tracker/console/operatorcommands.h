#pragma once

#include "tracker/console/command.h"
#include "tracker/console/reply.h"
#include "tracker/console/surroundings.h"

namespace ft::tracker {

/// The commands that change how the tracker runs, and speak to all peers.
class OperatorCommands final
{
public:
    explicit OperatorCommands(const Surroundings &surroundings)
        : m_surroundings(surroundings)
    {}

    void run(const ListLimits &command, const Reply &reply) const;
    void run(const SetLimit &command, const Reply &reply) const;
    void run(const SayToAll &command, const Reply &reply) const;
    void run(const LogLevelCommand &command, const Reply &reply) const;
    void run(const ReloadConfiguration &command, const Reply &reply) const;

private:
    const Surroundings &m_surroundings;
};

} // namespace ft::tracker
