#pragma once

#include "peer-gui/engine/transfer/download.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/support/manualclock.h"

#include <atomic>

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
                {{hostOf(self), 0, {}}, patience, patience},
                isPatient,
                {retryAfter, retryAfter, isPatient}};
    }

    ManualClock clock;
    Mailbox mailbox;
    engine::WorkerPool pool{2};
    engine::Background background{pool, mailbox.address()};
    engine::BufferPool buffers;
    engine::RateLimiter rates{clock};
    /// What the disk is said to have free; below 0 it is asked.
    std::atomic<std::int64_t> room = -1;
    engine::SpaceKeeper space{background,
                              [this](const QString &path) -> std::optional<engine::DiskSpace> {
                                  if (room < 0)
                                      return engine::diskSpaceAt(path);
                                  return engine::DiskSpace{1, static_cast<std::uint64_t>(room)};
                              }};
    bool isPatient = false;
    std::chrono::milliseconds retryAfter{0}; ///< of sources that failed
    std::chrono::milliseconds patience{100}; ///< with sources that are silent
};

} // namespace ft::test
