#pragma once

#include "tracker/core/querymatcher.h"
#include "tracker/core/recordindex.h"
#include "tracker/core/shownaddress.h"

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace ft::tracker {

/// The searches that stay open: remembers for each what has come and gone since its peer was last
/// told.
///
/// A record is held only against the searches that share a gram with it, so that thousands of open
/// searches cost an announcement little. What waits for a peer that does not take it is bounded;
/// past the bound it is only counted. Any thread.
class LiveSearches final : public RecordIndex::Observer
{
public:
    /// Changes of one search that are remembered.
    static constexpr std::size_t MaxChanges = 1'000;
    /// Searches without a word to begin from: each is held against every record that comes or goes.
    static constexpr std::size_t MaxWithoutGram = 256;
    static constexpr std::size_t MaxOpen = 200'000;

    explicit LiveSearches(const RecordIndex &index);

    /// False when the session or the tracker has too many open; one that was open under the number
    /// is closed.
    [[nodiscard]] bool open(const Session &session, std::uint32_t number, QueryMatcher matcher);
    void close(SessionId session, std::uint32_t number);
    void closeAll(SessionId session);

    /// Whether sessions of this loop have searches open.
    [[nodiscard]] bool isUsed(std::uint8_t loop) const
    {
        return m_used[loop].load(std::memory_order_relaxed) > 0;
    }
    /// Hands out the lines to be told to sessions of one loop, WENT before CAME, to
    /// `tell(SessionId, QByteArrayView lines)`; when that returns false they are kept. The index
    /// must not change meanwhile.
    template <typename Tell>
    void collect(std::uint8_t loop, Tell tell)
    {
        const std::lock_guard lock{m_mutex};
        for (Search *search : std::exchange(m_changed[loop], {})) {
            m_lines.resize(0);
            appendLines(*search, m_lines);
            if (tell(search->session, QByteArrayView{m_lines}))
                search->forgetChanges();
            else
                m_changed[loop].push_back(search);
        }
    }

    // RecordIndex::Observer
    [[nodiscard]] bool isWatching() const override
    {
        return m_open.load(std::memory_order_relaxed) > 0;
    }
    void onAdded(RecordId id, std::span<const Gram> grams) override;
    void onRemoving(RecordId id, std::span<const Gram> grams) override;
    void onManyAdded() override;

private:
    struct Gone
    {
        QByteArray path;
        QByteArray host; ///< empty for a peer without a name
        QByteArray address; ///< as the asker sees it
        std::uint16_t port = 0;

        [[nodiscard]] std::optional<PeerName> peer() const;
    };
    struct Search
    {
        SessionId session;
        std::uint8_t loop;
        std::uint32_t number;
        QueryMatcher matcher;
        ShownAddress address;
        std::optional<Gram> gram; ///< every matching record has it
        std::unordered_set<RecordId> came;
        std::vector<Gone> went;
        std::uint64_t missed = 0;
        bool isChanged = false; ///< stands in m_changed

        void forgetChanges();
        [[nodiscard]] bool takesChange();
    };

    [[nodiscard]] Gone goneOf(Search &search, RecordId id) const;
    template <typename Visit>
    void visitMatching(RecordId id, std::span<const Gram> grams, Visit visit);
    void noteChange(Search &search);
    [[nodiscard]] static std::optional<Gram> gramFor(const QueryMatcher &matcher);
    void enter(Search &search);
    void leave(Search &search);
    void appendLines(Search &search, QByteArray &out);

    const RecordIndex &m_index;
    mutable std::mutex m_mutex;
    std::unordered_map<std::uint64_t, std::vector<std::unique_ptr<Search>>> m_bySession;
    std::unordered_map<Gram, std::vector<Search *>> m_byGram;
    std::vector<Search *> m_withoutGram;
    std::array<std::vector<Search *>, 256> m_changed; ///< by loop
    std::array<std::atomic<std::uint32_t>, 256> m_used{}; ///< searches, by loop
    std::atomic<std::size_t> m_open{0};
    QueryMatcher::Scratch m_texts;
    QByteArray m_lines;
};

} // namespace ft::tracker
