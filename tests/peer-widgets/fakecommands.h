#pragma once

#include "peer-gui/widgets/commands.h"
#include "tests/peer-widgets/fakehistory.h"
#include "tests/peer-widgets/fakelimits.h"
#include "tests/peer-widgets/fakenetwork.h"
#include "tests/peer-widgets/fakesearch.h"
#include "tests/peer-widgets/fakeshare.h"
#include "tests/peer-widgets/faketransfers.h"

namespace ft::widgets {

/// In place of an engine: remembers what the window asked for.
struct FakeCommands
{
    FakeSearch search;
    FakeTransfers transfers;
    FakeShare share;
    FakeHistory history;
    FakeNetwork network;
    FakeLimits limits;

    [[nodiscard]] PeerCommands all()
    {
        return {search, transfers, share, history, network, limits};
    }
};

} // namespace ft::widgets
