#include "peer-gui/engine/transfer/roomrequest.h"

namespace ft::engine {

void RoomRequest::ask(std::uint64_t bytes)
{
    m_needed = bytes;
    m_askedAt = m_clock.now();
    m_space.reserve(m_id, m_folder, bytes, this, [this](std::uint64_t missing) {
        m_missing = missing > 0 ? std::optional{missing} : std::nullopt;
        if (m_missing)
            emit refused();
        else
            emit granted();
    });
}

void RoomRequest::tick()
{
    if (m_missing && m_clock.now() - m_askedAt >= Interval)
        ask(m_needed);
}

void RoomRequest::deny(std::uint64_t missing, std::uint64_t bytes)
{
    m_needed = bytes;
    m_askedAt = m_clock.now();
    m_missing = missing;
    emit refused();
}

} // namespace ft::engine
