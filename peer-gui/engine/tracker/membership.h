#pragma once

#include "peer-gui/engine/tracker/trackerlink.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace ft::engine {

/// Keeps this peer at the tracker it is to be at: one link at a time, and a former tracker is left
/// before the next one is joined, which may be the same under another name or port.
///
/// Engine thread only.
class Membership final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Membership)

public:
    /// `share` must outlive this.
    explicit Membership(const TrackerLink::Share &share, TrackerLink::Dial dial);
    ~Membership() override;

    /// From now on: as `settings` say, or nowhere.
    void change(std::optional<TrackerLink::Settings> settings);
    /// Calls back once the tracker has let go, or after a short while; nothing is joined any more.
    void leave(std::function<void()> done);

    /// Null while there is no tracker, or the former one is being left.
    [[nodiscard]] TrackerLink *link() const { return m_link.get(); }

signals:
    // As TrackerLink has them.
    void joined(const ft::engine::JoinInfo &info);
    void lost(const ft::engine::Problem &problem, std::chrono::milliseconds retryIn);
    void filesDropped(std::uint32_t dropped);
    void came(const ft::protocol::Came &news);
    void went(const ft::protocol::Went &news);
    void missed(const ft::protocol::Missed &news);
    void noticed(const QString &text);

private:
    void join();
    void onLeft();

    const TrackerLink::Share &m_share;
    TrackerLink::Dial m_dial;
    std::optional<TrackerLink::Settings> m_wanted;
    std::unique_ptr<TrackerLink> m_link;
    std::unique_ptr<TrackerLink> m_former; ///< while it is being left
    std::vector<std::function<void()>> m_whenLeft; ///< set: for good
};

} // namespace ft::engine
