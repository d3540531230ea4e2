#pragma once

#include "common/base/clock.h"
#include "common/net/bytestream.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/engine/transfer/ratemeter.h"
#include "peer-gui/engine/transfer/uploadslots.h"

#include <optional>

namespace ft::engine {

/// Counts what one connection takes, for those who look at its upload. Engine thread only.
class UploadTally final
{
public:
    /// `clock` must outlive the tally.
    explicit UploadTally(const Clock &clock)
        : m_clock(clock)
        , m_meter(clock.now())
    {}

    /// The file asked for last.
    void asked(const SharedPath &path) { m_asked = path; }
    /// Payload bytes handed to the stream.
    void sent(std::uint64_t bytes);
    [[nodiscard]] std::uint64_t sent() const { return m_sent; }

    /// Nothing before a file was asked for.
    [[nodiscard]] std::optional<UploadSnapshot> snapshot(const net::ByteStream &stream,
                                                         const UploadSlot &slot,
                                                         const std::optional<HostName> &peer) const;

private:
    const Clock &m_clock;
    std::optional<SharedPath> m_asked;
    std::uint64_t m_sent = 0;
    mutable RateMeter m_meter;
};

/// Tells the slot how much of `sent` bytes the other end has taken, as far as is known.
inline void noteTaken(UploadSlot &slot, const net::ByteStream &stream, std::uint64_t sent)
{
    slot.moved(sent - std::min(sent, static_cast<std::uint64_t>(stream.backlog())));
}

} // namespace ft::engine
