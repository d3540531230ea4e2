#include "peer-gui/engine/transfer/downloadmeter.h"

namespace ft::engine {

void DownloadMeter::add(std::uint64_t bytes, Clock::Instant now)
{
    m_received += bytes;
    m_rate.add(bytes, now);
}

void DownloadMeter::measure(TransferSnapshot &snapshot, Clock::Instant now) const
{
    snapshot.received = m_received;
    if (snapshot.state != TransferState::Transferring)
        return;
    snapshot.rate = m_rate.bytesPerSecond(now);
    if (snapshot.rate > 0)
        snapshot.eta = std::chrono::seconds{(snapshot.size - snapshot.verified) / snapshot.rate};
}

std::vector<TransferSource> DownloadMeter::sourcesOf(const DownloadSources &sources,
                                                     const PieceScheduler &scheduler,
                                                     Clock::Instant now) const
{
    std::vector<TransferSource> all;
    for (auto &[id, source] : sources.snapshot()) {
        const auto verified = m_verified.find(id);
        source.bytes = verified == m_verified.end() ? 0 : verified->second;
        if (scheduler.knows(id))
            source.rate = scheduler.bytesPerSecond(id, now);
        all.push_back(std::move(source));
    }
    return all;
}

} // namespace ft::engine
