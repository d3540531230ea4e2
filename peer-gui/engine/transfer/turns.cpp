#include "peer-gui/engine/transfer/turns.h"

#include <algorithm>

namespace ft::engine::turns {

namespace {

bool isSmall(const Candidate &candidate)
{
    return candidate.size <= SmallSize;
}

} // namespace

Verdict decide(std::vector<Candidate> candidates, std::uint32_t mostActive)
{
    std::stable_sort(candidates.begin(), candidates.end(), [](const auto &a, const auto &b) {
        return a.priority > b.priority;
    });
    Verdict verdict;
    // Who runs keeps its turn before others get one: a turn that changes hands costs connections.
    std::uint32_t large = 0;
    std::uint32_t small = 0;
    for (const Candidate &candidate : candidates) {
        if (!candidate.isRunning || candidate.isIdle)
            continue;
        auto &count = isSmall(candidate) ? small : large;
        const auto most = isSmall(candidate) ? MostSmall : mostActive;
        if (count < most)
            ++count;
        else
            verdict.toStop.push_back(candidate.id);
    }
    for (const Candidate &candidate : candidates) {
        if (candidate.isRunning)
            continue;
        auto &count = isSmall(candidate) ? small : large;
        if (count < (isSmall(candidate) ? MostSmall : mostActive)) {
            ++count;
            verdict.toStart.push_back(candidate.id);
        } else {
            verdict.waiting.push_back(candidate.id);
        }
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
