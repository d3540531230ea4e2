#pragma once

#include "peer-gui/engine/snapshots.h"
#include "peer-gui/engine/transfer/piecescheduler.h"

namespace ft::engine {

/// The pieces of a download as they are shown: in at most PieceMap::MostCells cells, each of the
/// same number of pieces.
[[nodiscard]] PieceMap pieceMapOf(const PieceScheduler &scheduler);

} // namespace ft::engine
