#pragma once

#include "peer-gui/engine/transfer/download.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/support/manualclock.h"

namespace ft::test {

/// What a download needs around it, with a clock that stands still and sources that are tried again
/// at once.
struct DownloadParts
{
    [[nodiscard]] engine::DownloadContext context(engine::DownloadContext::Dial dial,
                                                  const char *self = "asker")
    {
        using namespace std::chrono_literals;
        return {background,
                clock,
                buffers,
                rates,
                space,
                std::move(dial),
                {{hostOf(self), 0, {}}, 100ms, 100ms},
                isPatient,
                {0ms, 0ms, isPatient}};
    }

    ManualClock clock;
    Mailbox mailbox;
    engine::WorkerPool pool{2};
    engine::Background background{pool, mailbox.address()};
    engine::BufferPool buffers;
    engine::RateLimiter rates{clock};
    engine::SpaceKeeper space{background};
    bool isPatient = false;
};

} // namespace ft::test
