#pragma once

#include "peer-gui/engine/snapshots.h"

namespace ft::widgets {

/// Sets how much at once and how fast.
class LimitCommands
{
public:
    LimitCommands() = default;
    Q_DISABLE_COPY_MOVE(LimitCommands)
    virtual ~LimitCommands() = default;

    /// In place of all limits before.
    virtual void setLimits(const engine::TransferLimits &limits) = 0;
};

} // namespace ft::widgets
