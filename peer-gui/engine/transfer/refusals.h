#pragma once

#include "common/protocol/commonmessages.h"
#include "peer-gui/engine/problem.h"

namespace ft::engine {

/// What it means for a download that the source declined.
[[nodiscard]] constexpr ProblemCode problemCodeOf(protocol::RefusalCode code)
{
    switch (code) {
    case protocol::RefusalCode::NotAccepted:
        return ProblemCode::NotAccepted;
    case protocol::RefusalCode::NoSuchFile:
    case protocol::RefusalCode::Changed:
    case protocol::RefusalCode::NoHashes:
        return ProblemCode::SourceChanged;
    case protocol::RefusalCode::BadQuery:
        return ProblemCode::BadQuery;
    default:
        return ProblemCode::SourceRefused;
    }
}

} // namespace ft::engine
