#pragma once

#include "peer-gui/engine/tracker/newsqueue.h"
#include "peer-gui/engine/tracker/trackercalls.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>

namespace ft::engine {

/// Which open search of this engine, from 1; also its number on the wire.
using SearchId = Strong<struct SearchIdTag, std::uint32_t>;

/// Keeps searches open: asks the tracker again after every joining, gathers what it tells of them
/// and hands it on no faster than it is taken.
///
/// Engine thread only.
class LiveSearches final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LiveSearches)

public:
    using Hear = std::function<void(const SearchNews &)>;

    /// How the searches reach the tracker.
    struct Tracker
    {
        /// `live` is the number to keep the search open under.
        std::function<void(const FindRequest &, std::uint32_t live, TrackerCalls::FindDone)> find;
        std::function<void(std::uint32_t live)> stop;
    };

    struct Timing
    {
        std::chrono::milliseconds pace{100}; ///< between two reports
        /// Before a search that missed something is asked again.
        std::chrono::milliseconds refresh{2'000};
        /// Before a search that was declined is asked again, when no time was named.
        std::chrono::milliseconds refused{10'000};
    };

    explicit LiveSearches(Tracker tracker)
        : LiveSearches(std::move(tracker), Timing{})
    {}
    LiveSearches(Tracker tracker, Timing timing, QObject *parent = nullptr);
    ~LiveSearches() override = default;

    /// `hear` is called from the event loop, and after each time not again before heard().
    void open(SearchId id, FindRequest request, Hear hear);
    void close(SearchId id);
    /// What was told last has been taken.
    void heard(SearchId id);

    // What the tracker link tells.
    void onJoined();
    void onCame(const protocol::Came &came);
    void onWent(const protocol::Went &went);
    void onMissed(const protocol::Missed &missed);

private:
    struct Search
    {
        FindRequest request;
        Hear hear;
        NewsQueue news;
        QTimer askAgain; ///< single shot
        bool isAsked = false; ///< an answer is under way
        bool isAwaiting = false; ///< what was told is not taken yet
    };

    [[nodiscard]] Search *find(std::uint32_t number);
    void ask(std::uint32_t number);
    void onAnswer(std::uint32_t number, const Result<FindResults, Problem> &answer);
    void onFailure(Search &search, const Problem &why);
    void tellSoon();
    void tell();

    Tracker m_tracker;
    Timing m_timing;
    std::map<std::uint32_t, std::unique_ptr<Search>> m_searches;
    QTimer m_pace;
};

} // namespace ft::engine
