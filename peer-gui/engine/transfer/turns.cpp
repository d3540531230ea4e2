#include "peer-gui/engine/transfer/turns.h"

#include <algorithm>

namespace ft::engine::turns {

namespace {

bool isSmall(const Candidate &candidate)
{
    return candidate.size <= SmallSize;
}

/// The turns that are given away.
struct Turns
{
    std::uint32_t mostLarge = 0;
    std::uint32_t large = 0;
    std::uint32_t small = 0;

    /// False when there is none left for it.
    [[nodiscard]] bool giveTo(const Candidate &candidate)
    {
        auto &count = isSmall(candidate) ? small : large;
        if (count >= (isSmall(candidate) ? MostSmall : mostLarge))
            return false;
        ++count;
        return true;
    }
};

} // namespace

Verdict decide(std::vector<Candidate> candidates, std::uint32_t mostActive)
{
    std::stable_sort(candidates.begin(), candidates.end(), [](const auto &a, const auto &b) {
        return a.priority > b.priority;
    });
    Verdict verdict;
    // Who runs keeps its turn before others get one: a turn that changes hands costs connections.
    Turns turns{mostActive};
    for (const Candidate &candidate : candidates) {
        if (candidate.isRunning && !candidate.isIdle && !turns.giveTo(candidate))
            verdict.toStop.push_back(candidate.id);
    }
    for (const Candidate &candidate : candidates) {
        if (!candidate.isRunning)
            (turns.giveTo(candidate) ? verdict.toStart : verdict.waiting).push_back(candidate.id);
    }
    return verdict;
}

void move(std::vector<TransferId> &order, std::ptrdiff_t from, TransferCommand command)
{
    const auto at = order.begin() + from;
    if (command == TransferCommand::MoveToTop)
        std::rotate(order.begin(), at, at + 1);
    else if (command == TransferCommand::MoveToBottom)
        std::rotate(at, at + 1, order.end());
    else if (command == TransferCommand::MoveUp && at != order.begin())
        std::iter_swap(at, at - 1);
    else if (command == TransferCommand::MoveDown && at + 1 != order.end())
        std::iter_swap(at, at + 1);
}

} // namespace ft::engine::turns
