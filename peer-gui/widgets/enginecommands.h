#pragma once

#include "peer-gui/engine/peerengine.h"
#include "peer-gui/widgets/commands.h"
#include "peer-gui/widgets/enginehistory.h"
#include "peer-gui/widgets/enginelimits.h"
#include "peer-gui/widgets/enginenetwork.h"
#include "peer-gui/widgets/enginesearch.h"
#include "peer-gui/widgets/engineshare.h"
#include "peer-gui/widgets/enginetransfers.h"

namespace ft::widgets {

class MainWindow;

/// Passes the window's commands to a PeerEngine.
class EngineCommands final
{
public:
    /// `engine` must outlive it.
    explicit EngineCommands(engine::PeerEngine &engine);

    [[nodiscard]] PeerCommands all()
    {
        return {m_search, m_transfers, m_share, m_history, m_network, m_limits};
    }

private:
    EngineSearch m_search;
    EngineTransfers m_transfers;
    EngineShare m_share;
    EngineHistory m_history;
    EngineNetwork m_network;
    EngineLimits m_limits;
};

/// Shows everything the engine reports in the window, from now on.
void connectReports(engine::PeerEngine &engine, MainWindow &window);

} // namespace ft::widgets
