#include "peer-gui/engine/tracker/trackerproblems.h"

namespace ft::engine {

ProblemCode trackerProblem(net::StreamError::Code code)
{
    switch (code) {
    case net::StreamError::Code::NotResolved:
        return ProblemCode::TrackerNotResolved;
    case net::StreamError::Code::ClosedByPeer:
    case net::StreamError::Code::Reset:
        return ProblemCode::TrackerLost;
    default:
        return ProblemCode::TrackerUnreachable;
    }
}

ProblemCode trackerProblem(protocol::RefusalCode code)
{
    switch (code) {
    case protocol::RefusalCode::NameTaken:
        return ProblemCode::NameTaken;
    case protocol::RefusalCode::NothingShared:
        return ProblemCode::NothingToShare;
    case protocol::RefusalCode::Banned:
        return ProblemCode::Banned;
    case protocol::RefusalCode::BadQuery:
        return ProblemCode::BadQuery;
    default:
        return ProblemCode::TrackerRefused;
    }
}

} // namespace ft::engine
