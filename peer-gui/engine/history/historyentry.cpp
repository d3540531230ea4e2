#include "peer-gui/engine/history/historyentry.h"

namespace ft::engine {

std::uint64_t meanRate(const HistoryEntry &entry)
{
    if (entry.duration.count() <= 0)
        return 0;
    const double seconds = std::chrono::duration<double>{entry.duration}.count();
    return static_cast<std::uint64_t>(static_cast<double>(entry.bytes) / seconds);
}

RequestOutcome outcomeOf(const Problem &problem)
{
    return problem.code == ProblemCode::Canceled ? RequestOutcome::Canceled
                                                 : RequestOutcome::Failed;
}

} // namespace ft::engine
