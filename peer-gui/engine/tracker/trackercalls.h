#pragma once

#include "common/base/result.h"
#include "common/protocol/trackermessages.h"
#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/tracker/findresults.h"

#include <deque>
#include <functional>
#include <optional>
#include <variant>

namespace ft::engine {

/// What is under way to the tracker and unanswered, in the order in which it answers.
///
/// A callback comes exactly once, and may destroy the calls: nothing is touched after it. Engine
/// thread only.
class TrackerCalls final
{
public:
    template <typename Value>
    using Done = std::function<void(Result<Value, Problem>)>;
    using SearchDone = Done<std::vector<SourceRecord>>;
    using PeersDone = Done<std::vector<protocol::PeerRecord>>;
    using FindDone = Done<FindResults>;

    /// A line of SHARE or UNSHARE.
    void addAnnouncement() { m_calls.emplace_back(Announcement{}); }
    /// An EPOCH.
    void addMark(protocol::ShareMark mark) { m_calls.emplace_back(std::move(mark)); }
    void add(SearchDone done) { m_calls.emplace_back(Listing<SourceRecord>{std::move(done), {}}); }
    void add(PeersDone done)
    {
        m_calls.emplace_back(Listing<protocol::PeerRecord>{std::move(done), {}});
    }
    void add(FindDone done) { m_calls.emplace_back(Finding{std::move(done), {}, 0, false}); }

    [[nodiscard]] bool isEmpty() const { return m_calls.empty(); }
    /// Whether what is answered next is an announcement or a mark of the share.
    [[nodiscard]] bool isShareNext() const;

    // A line of an answer: false when it is not of what is answered next, or goes on too long.
    [[nodiscard]] bool take(const protocol::Found &found);
    [[nodiscard]] bool take(const protocol::NotFound &);
    [[nodiscard]] bool take(const protocol::Peers &peers);
    [[nodiscard]] bool take(const protocol::Results &results);
    /// SHARED: the mark that it answers, none when it answers an announcement. Only when
    /// isShareNext().
    [[nodiscard]] std::optional<protocol::ShareMark> takeShared();

    /// What is answered next is not done; not when isShareNext().
    void refuse(const Problem &why);
    /// Nothing will be answered any more.
    void failAll(const Problem &why);

private:
    struct Announcement
    {};
    /// A question whose answer is a list, with what has come of it.
    template <typename Record>
    struct Listing
    {
        Done<std::vector<Record>> done;
        std::vector<Record> records;
    };
    struct Finding
    {
        FindDone done;
        FindResults results;
        std::uint32_t shown = 0; ///< records that RESULTS has promised
        bool isCounted = false; ///< RESULTS has come
    };
    using Call = std::variant<Announcement,
                              protocol::ShareMark,
                              Listing<SourceRecord>,
                              Listing<protocol::PeerRecord>,
                              Finding>;

    template <typename Expected>
    [[nodiscard]] Expected *next();
    template <typename Record>
    [[nodiscard]] bool takeList(const std::vector<Record> &records, bool more, std::size_t most);
    [[nodiscard]] bool takeShown(Finding &finding, const protocol::Found &found);
    void finishFinding();
    static void fail(const Call &call, const Problem &why);

    std::deque<Call> m_calls;
};

} // namespace ft::engine
