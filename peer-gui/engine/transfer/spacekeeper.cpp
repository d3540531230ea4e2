#include "peer-gui/engine/transfer/spacekeeper.h"

#include <algorithm>

namespace ft::engine {

void SpaceKeeper::reserve(
    TransferId id, const QString &folder, std::uint64_t bytes, QObject *receiver, Answer answer)
{
    m_background.run(
        receiver,
        [ask = m_askDisk, folder] { return ask(folder); },
        [this, id, bytes, answer = std::move(answer)](const std::optional<DiskSpace> &space) {
            // A file system that does not say: writing will tell.
            answer(space ? decide(id, *space, bytes) : 0);
        });
}

std::uint64_t SpaceKeeper::decide(TransferId id, const DiskSpace &space, std::uint64_t bytes)
{
    m_reserved.erase(id);
    std::uint64_t promised = 0;
    for (const auto &[other, reservation] : m_reserved)
        promised += reservation.disk == space.disk ? reservation.bytes : 0;
    const auto free = space.free - std::min(space.free, promised);
    if (bytes > free)
        return bytes - free;
    m_reserved[id] = {space.disk, bytes};
    return 0;
}

void SpaceKeeper::written(TransferId id, std::uint64_t bytes)
{
    const auto reservation = m_reserved.find(id);
    if (reservation != m_reserved.end())
        reservation->second.bytes -= std::min(reservation->second.bytes, bytes);
}

} // namespace ft::engine
