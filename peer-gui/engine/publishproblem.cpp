#include "peer-gui/engine/publishproblem.h"

namespace ft::engine {

ProblemCode problemCodeOf(PublishError error)
{
    switch (error) {
    case PublishError::NotFound:
        return ProblemCode::FileNotFound;
    case PublishError::NameInUse:
        return ProblemCode::NameInUse;
    case PublishError::Withdrawn:
        return ProblemCode::Canceled;
    case PublishError::NotRegularFile:
    case PublishError::Unreadable:
    case PublishError::KeepsChanging:
        break;
    }
    return ProblemCode::FileUnreadable;
}

} // namespace ft::engine
