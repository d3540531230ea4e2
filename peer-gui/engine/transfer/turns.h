#pragma once

#include "peer-gui/engine/snapshots.h"

#include <vector>

/// Whose turn it is among the downloads: higher priorities first, then in the order of the queue,
/// so many at once; small files pass beside, so that they never wait behind large ones.
///
/// Pure.
namespace ft::engine::turns {

/// Bytes of the largest file that needs no turn of its own.
inline constexpr std::uint64_t SmallSize = 1ULL << 20U;

/// Small files at work beside the turns, at the most.
inline constexpr std::uint32_t MostSmall = 16;

/// A download that wants to run, or does.
struct Candidate
{
    TransferId id;
    Priority priority = Priority::Normal;
    std::uint64_t size = 0;
    bool isRunning = false;
    /// Runs, but has nobody to get anything from, or no room to put it: it takes up no turn.
    bool isIdle = false;
};

struct Verdict
{
    std::vector<TransferId> toStart;
    std::vector<TransferId> toStop; ///< more run than may
    std::vector<TransferId> waiting; ///< neither run nor start, in the order of their turns
};

/// `candidates` are in the order of the queue.
[[nodiscard]] Verdict decide(std::vector<Candidate> candidates, std::uint32_t mostActive);

/// Moves one within an order of the queue.
void move(std::vector<TransferId> &order, std::ptrdiff_t from, TransferCommand command);

} // namespace ft::engine::turns
