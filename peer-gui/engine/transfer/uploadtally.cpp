#include "peer-gui/engine/transfer/uploadtally.h"

namespace ft::engine {

void UploadTally::sent(std::uint64_t bytes)
{
    m_sent += bytes;
    m_meter.add(bytes, m_clock.now());
}

std::optional<UploadSnapshot> UploadTally::snapshot(const net::ByteStream &stream,
                                                    const UploadSlot &slot,
                                                    const std::optional<HostName> &peer) const
{
    if (!m_asked)
        return std::nullopt;
    UploadSnapshot upload;
    upload.name = m_asked->toString();
    upload.peer = peer;
    upload.endpoint = stream.remote();
    upload.sent = m_sent;
    upload.rate = m_meter.bytesPerSecond(m_clock.now());
    upload.place = slot.place();
    upload.transport = stream.transport();
    return upload;
}

} // namespace ft::engine
