#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/transfer/spacekeeper.h"

#include <QObject>

namespace ft::engine {

/// The room that one download needs on its disk: asked for, and again while there is none.
///
/// Engine thread only.
class RoomRequest final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RoomRequest)

public:
    /// While there is no room, between two looks at the disk.
    static constexpr std::chrono::seconds Interval{2};

    /// `space` and `clock` must outlive this.
    RoomRequest(TransferId id, QString folder, SpaceKeeper &space, const Clock &clock)
        : m_id(id)
        , m_folder(std::move(folder))
        , m_space(space)
        , m_clock(clock)
    {}
    ~RoomRequest() override { release(); }

    /// Needs so many bytes from now on: granted() or refused() follows.
    void ask(std::uint64_t bytes);
    /// Asks again once it is time to, when there was no room.
    void tick();
    /// The disk itself turned out to be full, whatever it said: at least so many bytes are missing
    /// for the `bytes` still needed.
    void deny(std::uint64_t missing, std::uint64_t bytes);
    void written(std::uint64_t bytes) { m_space.written(m_id, bytes); }
    void release() { m_space.release(m_id); }

    /// Bytes, while there is no room.
    [[nodiscard]] std::optional<std::uint64_t> missing() const { return m_missing; }

signals:
    void granted();
    void refused();

private:
    TransferId m_id;
    QString m_folder;
    SpaceKeeper &m_space;
    const Clock &m_clock;
    std::uint64_t m_needed = 0;
    std::optional<std::uint64_t> m_missing;
    Clock::Instant m_askedAt;
};

} // namespace ft::engine
