#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/snapshots.h"

#include <QString>

#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace ft::models {

/// What happened to one download at one time.
struct TimelineEvent
{
    std::chrono::sys_seconds at{};
    QString text; ///< a sentence without its full stop; plain text
    std::uint32_t times = 1; ///< in a row; `at` is the last

    bool operator==(const TimelineEvent &) const = default;
};

/// Remembers what happened to each download and its sources, from how they stand one time and the
/// next. Bounded: of each download its beginning and its latest events, and of all of them the
/// newest downloads.
class TransferTimeline final
{
public:
    static constexpr std::size_t MostOfOne = 200;
    static constexpr std::size_t MostInAll = 20'000;

    /// `clock` must outlive it.
    explicit TransferTimeline(const Clock &clock)
        : m_clock(clock)
    {}

    void observe(const std::vector<engine::TransferSnapshot> &changed);

    /// The oldest first. Good until observe() is called again; empty for one that is not known.
    [[nodiscard]] const std::deque<TimelineEvent> &events(engine::TransferId id) const;

private:
    struct KnownSource
    {
        Endpoint endpoint;
        engine::TransferSource::State state = engine::TransferSource::State::Idle;
    };
    struct Story
    {
        engine::TransferState state = engine::TransferState::Searching;
        std::optional<engine::WaitReason::Kind> wait;
        std::vector<KnownSource> sources;
        std::deque<TimelineEvent> events;
    };

    void observeOne(const engine::TransferSnapshot &transfer);
    void observeState(Story &story, const engine::TransferSnapshot &transfer);
    void observeSources(Story &story, const engine::TransferSnapshot &transfer);
    void add(Story &story, const QString &text);
    void keepBounded(engine::TransferId current);

    const Clock &m_clock;
    std::map<engine::TransferId, Story> m_stories;
    std::size_t m_count = 0; ///< events of all
};

} // namespace ft::models
