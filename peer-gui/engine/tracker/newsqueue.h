#pragma once

#include "peer-gui/engine/tracker/findresults.h"

#include <map>
#include <variant>

namespace ft::engine {

/// Gathers what happens to one open search until it is told, so that a record that comes and goes
/// meanwhile costs nothing and a listener that falls behind never finds more than a bounded amount.
///
/// Pure: no clock, no socket.
class NewsQueue final
{
public:
    /// Records that came or went, between two take().
    static constexpr std::size_t Most = 2'000;

    /// What there is now: whatever was gathered before is void.
    void restart(FindResults results);
    void came(const std::vector<SourceRecord> &records);
    void went(const std::vector<protocol::Gone> &records);
    void missed(std::uint64_t count);
    void failed(Problem problem);

    [[nodiscard]] bool isEmpty() const;
    /// Everything gathered since the last time.
    [[nodiscard]] SearchNews take();

private:
    using Key = std::pair<QByteArray, QByteArray>; ///< path, and host or endpoint
    using Event = std::variant<SourceRecord, protocol::Gone>;

    void put(Key key, Event event);

    std::optional<FindResults> m_results;
    std::map<Key, Event> m_events;
    std::uint64_t m_missed = 0;
    std::optional<Problem> m_problem;
};

} // namespace ft::engine
