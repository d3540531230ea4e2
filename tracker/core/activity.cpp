#include "tracker/core/activity.h"

#include "common/base/overloaded.h"

#include <numeric>

namespace ft::tracker {

namespace {

template <typename Enum>
std::size_t indexOf(Enum value)
{
    return static_cast<std::size_t>(value);
}

} // namespace

void Activity::happened(const PeerEvent &event)
{
    std::visit(Overloaded{[this](const PeerJoined &) { ++m_joined; },
                          [this](const PeerLeft &left) { ++m_left[indexOf(left.reason)]; },
                          [this](const PeerRefused &refused) {
                              ++m_refused[indexOf(refused.code)];
                          },
                          [](const OutOfRoom &) {
                          }},
               event);
    if (m_tell)
        m_tell(event);
}

std::uint64_t Activity::left(LeaveReason reason) const
{
    return m_left[indexOf(reason)];
}

std::uint64_t Activity::refused(protocol::RefusalCode code) const
{
    return m_refused[indexOf(code)];
}

std::uint64_t Activity::refused() const
{
    return std::accumulate(m_refused.begin(), m_refused.end(), std::uint64_t{0});
}

QLatin1String toWord(LeaveReason reason)
{
    switch (reason) {
    case LeaveReason::Lost:
        return QLatin1String{"lost"};
    case LeaveReason::Bye:
        return QLatin1String{"bye"};
    case LeaveReason::Silent:
        return QLatin1String{"silent"};
    case LeaveReason::Stalled:
        return QLatin1String{"stalled"};
    case LeaveReason::Faulty:
        return QLatin1String{"faulty"};
    case LeaveReason::Unreachable:
        return QLatin1String{"unreachable"};
    case LeaveReason::Kicked:
        return QLatin1String{"kicked"};
    case LeaveReason::Banned:
        return QLatin1String{"banned"};
    case LeaveReason::ShuttingDown:
        return QLatin1String{"shutting-down"};
    }
    return {};
}

} // namespace ft::tracker
