#pragma once

#include "peer-gui/engine/transfer/downloadsources.h"
#include "peer-gui/engine/transfer/ratemeter.h"

#include <map>

namespace ft::engine {

/// Measures what one download receives, from whom, and how fast.
///
/// Engine thread only.
class DownloadMeter final
{
public:
    explicit DownloadMeter(Clock::Instant now)
        : m_rate(now)
    {}

    /// So many payload bytes arrived.
    void add(std::uint64_t bytes, Clock::Instant now);
    /// So many bytes of this source have been verified, be it gone by then.
    void verified(SourceId id, std::uint64_t bytes) { m_verified[id] += bytes; }

    /// Sets what has been received and, while it is Transferring, how fast and how long it takes.
    void measure(TransferSnapshot &snapshot, Clock::Instant now) const;
    /// Every source with its rate and its verified bytes.
    [[nodiscard]] std::vector<TransferSource> sourcesOf(const DownloadSources &sources,
                                                        const PieceScheduler &scheduler,
                                                        Clock::Instant now) const;

private:
    std::uint64_t m_received = 0;
    mutable RateMeter m_rate;
    std::map<SourceId, std::uint64_t> m_verified; ///< bytes
};

} // namespace ft::engine
