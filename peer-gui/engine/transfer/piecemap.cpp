#include "peer-gui/engine/transfer/piecemap.h"

#include <algorithm>

namespace ft::engine {

namespace {

using Cell = PieceMap::Cell;
using State = PieceScheduler::PieceState;

Cell cellOf(const PieceScheduler &scheduler, std::uint32_t first, std::uint32_t end)
{
    std::uint32_t verified = 0;
    bool isActive = false;
    for (auto i = first; i < end; ++i) {
        const State state = scheduler.stateOf(PieceIndex{i});
        verified += state == State::Verified ? 1 : 0;
        isActive = isActive || state == State::Requested || state == State::Verifying;
    }
    if (verified == end - first)
        return Cell::Verified;
    if (isActive)
        return Cell::Active;
    return verified > 0 ? Cell::Partial : Cell::Missing;
}

} // namespace

PieceMap pieceMapOf(const PieceScheduler &scheduler)
{
    const std::uint64_t count = scheduler.pieceCount();
    const auto cells = std::min<std::uint64_t>(count, PieceMap::MostCells);
    PieceMap map;
    map.cells.resize(static_cast<qsizetype>(cells));
    for (std::uint64_t cell = 0; cell < cells; ++cell) {
        const auto first = static_cast<std::uint32_t>(cell * count / cells);
        const auto end = static_cast<std::uint32_t>((cell + 1) * count / cells);
        map.cells[static_cast<qsizetype>(cell)] = static_cast<char>(cellOf(scheduler, first, end));
    }
    return map;
}

} // namespace ft::engine
