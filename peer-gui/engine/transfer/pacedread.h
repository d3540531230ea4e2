#pragma once

#include "peer-gui/engine/linereader.h"
#include "peer-gui/engine/transfer/ratelimiter.h"

#include <optional>

namespace ft::engine {

/// Copies up to `most` bytes (more than 0) of payload, no more than the flow allows if there is
/// one; 0 when none have arrived or the flow has to wait.
[[nodiscard]] inline qint64 readPaced(LineReader &reader,
                                      std::optional<RateFlow> &flow,
                                      char *to,
                                      qint64 most)
{
    const auto allowed = flow ? flow->allowance(most) : most;
    const auto got = allowed > 0 ? reader.readPayload(to, allowed) : 0;
    if (flow && got > 0)
        flow->spend(got);
    return got;
}

} // namespace ft::engine
