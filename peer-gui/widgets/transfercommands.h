#pragma once

#include "peer-gui/engine/snapshots.h"

#include <QObject>

namespace ft::widgets {

/// What the place of downloads and uploads asks of the engine.
class TransferCommands
{
public:
    TransferCommands() = default;
    Q_DISABLE_COPY_MOVE(TransferCommands)
    virtual ~TransferCommands() = default;

    virtual void control(engine::TransferId id, engine::TransferCommand command) = 0;
    virtual void setPriority(engine::TransferId id, engine::Priority priority) = 0;
    /// Bytes per second; 0 for no limit of its own.
    virtual void setRateLimit(engine::TransferId id, std::uint64_t bytesPerSecond) = 0;
};

} // namespace ft::widgets
