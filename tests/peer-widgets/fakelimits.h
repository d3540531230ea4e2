#pragma once

#include "peer-gui/widgets/limitcommands.h"

#include <vector>

namespace ft::widgets {

/// Remembers the limits that were set.
class FakeLimits final : public LimitCommands
{
public:
    std::vector<engine::TransferLimits> set;

    void setLimits(const engine::TransferLimits &limits) override { set.push_back(limits); }
};

} // namespace ft::widgets
