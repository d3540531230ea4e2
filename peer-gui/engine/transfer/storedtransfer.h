#pragma once

#include "peer-gui/engine/problemnames.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/engine/transfer/knownpieces.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace ft::engine {

/// One item of the download queue, as it outlives the program.
struct StoredTransfer
{
    std::int64_t key = 0; ///< unique in the queue; the caller's choice
    QString name; ///< as asked for
    QString peer; ///< whose folder it is; empty for a file
    bool isFolder = false;
    std::optional<FileRecord> file; ///< nothing until a record is chosen
    std::vector<SourceRecord> sources; ///< known when it was stored
    QString folder; ///< where it goes, an absolute path
    Priority priority = Priority::Normal;
    bool isPaused = false;
    std::optional<Problem> failure; ///< why it has failed
    std::uint64_t limit = 0; ///< bytes per second; 0 for none
    std::int64_t place = 0; ///< the order in the queue
    std::chrono::sys_seconds addedAt{};
    Transport transport = Transport::Tcp; ///< by which its sources are to be asked

    bool operator==(const StoredTransfer &) const = default;
};

// The forms that outlive a program: texts, so that a later version may order its codes as it likes.

[[nodiscard]] QString toText(Priority priority);
[[nodiscard]] Priority priorityFrom(const QString &text); ///< Normal for what is not known

/// One record a line, as in the protocol.
[[nodiscard]] QByteArray toText(const std::vector<SourceRecord> &sources);
/// Leaves out what cannot be read.
[[nodiscard]] std::vector<SourceRecord> sourcesFrom(const QByteArray &text);

[[nodiscard]] QByteArray toBytes(const std::vector<NodeHash> &layer);
/// Null for no layer: no bytes, or not a whole number of hashes.
[[nodiscard]] PieceLayer layerFrom(const QByteArray &bytes);

} // namespace ft::engine
