#pragma once

#include "peer-gui/engine/snapshots.h"
#include "peer-gui/words/formats.h"

/// What transfers do, and why they do not, in the words that shell and window share: sentences
/// without a capital and a full stop. Plain text; what others wrote is in it as they wrote it.
namespace ft::words {

/// What a download is doing, or why it does not: `downloading from 3 sources`, `paused`,
/// `no source online since 14:02`.
[[nodiscard]] QString stateText(const engine::TransferSnapshot &transfer, const Formats &formats);
[[nodiscard]] QString waitText(const engine::WaitReason &wait, const Formats &formats);

/// What a source is doing: `sending`, `slot wait: 3rd`, `banned: sent data that does not verify`.
[[nodiscard]] QString stateText(const engine::TransferSource &source);
/// Why it is TCP although UDP was wished for: `UDP does not get through`.
[[nodiscard]] QString fallbackText(engine::UdpFallback fallback);
/// `UDP`, `TCP`, or `TCP: UDP does not get through`.
[[nodiscard]] QString transportText(const engine::TransferSource &source);
/// `studio-a`, or its address where it has no name.
[[nodiscard]] QString nameOf(const engine::TransferSource &source);
/// `3 of 5`: those connected, of those known; empty when none is known.
[[nodiscard]] QString sourcesText(const engine::TransferSnapshot &transfer);
/// What came from a source, of what came from all of them, from 0 to 1; 0 when nothing came.
[[nodiscard]] double shareOf(const engine::TransferSource &source,
                             const engine::TransferSnapshot &transfer);

/// `served` or `slot wait: 3rd`.
[[nodiscard]] QString stateText(const engine::UploadSnapshot &upload);

/// `low`, `normal`, `high`.
[[nodiscard]] QString priorityText(engine::Priority priority);

/// How many downloads are how far.
struct TransferCounts
{
    std::uint32_t active = 0;
    std::uint32_t waiting = 0;
    std::uint32_t paused = 0;
    std::uint32_t done = 0;
    std::uint32_t failed = 0;
    std::uint32_t canceled = 0;

    void add(engine::TransferState state);

    bool operator==(const TransferCounts &) const = default;
};

/// `2 active, 1 waiting, 0 paused, 5 done, 1 failed`; canceled ones only where there are any.
[[nodiscard]] QString countsText(const TransferCounts &counts);

} // namespace ft::words
