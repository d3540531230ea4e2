#pragma once

#include "peer-gui/engine/snapshots.h"

#include <QObject>

#include <cstdint>
#include <optional>

namespace ft::engine {

/// The serving end of one connection from another peer, whatever language that peer speaks.
///
/// Engine thread only.
class ServedConnection : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServedConnection)

public:
    /// Files up to this size need no upload slot.
    static constexpr std::uint64_t SlotFreeBytes = 1024 * 1024;

    using QObject::QObject;
    ~ServedConnection() override = default;

    /// Bytes per second of this connection; 0 for no limit of its own.
    virtual void setRateLimit(std::uint64_t bytesPerSecond) = 0;

    /// Nothing before a file was asked for. The id is the caller's.
    [[nodiscard]] virtual std::optional<UploadSnapshot> snapshot() const = 0;

signals:
    /// snapshot() is another.
    void changed();
    /// The connection is over. Emitted once, last.
    void closed();
};

} // namespace ft::engine
