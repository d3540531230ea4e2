#pragma once

#include "peer-gui/widgets/historycommands.h"
#include "peer-gui/widgets/limitcommands.h"
#include "peer-gui/widgets/networkcommands.h"
#include "peer-gui/widgets/searchcommands.h"
#include "peer-gui/widgets/sharecommands.h"
#include "peer-gui/widgets/transfercommands.h"

namespace ft::widgets {

/// All that the window asks of the engine, place by place; each must outlive the window.
struct PeerCommands
{
    SearchCommands &search;
    TransferCommands &transfers;
    ShareCommands &share;
    HistoryCommands &history;
    NetworkCommands &network;
    LimitCommands &limits;
};

} // namespace ft::widgets
