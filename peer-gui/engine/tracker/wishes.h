#pragma once

#include "peer-gui/engine/tracker/livesearches.h"
#include "peer-gui/engine/tracker/wishstore.h"

#include <QTimer>

#include <map>

namespace ft::engine {

/// Keeps the searches that are to be told of whenever something new matches, in this run and later
/// ones. A content is told of once.
///
/// Engine thread only.
class Wishes final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Wishes)

public:
    /// Leaves room among the searches that a tracker keeps open for one peer.
    static constexpr std::size_t Most = 24;
    /// Contents of one wish that are remembered as told; of more, the oldest are told again.
    static constexpr qsizetype MostTold = 2'000;

    /// `searches` must outlive this; `self` is this peer's own name, whose records match nothing.
    Wishes(WishStore store, LiveSearches &searches, HostName self, QObject *parent = nullptr);
    ~Wishes() override;

    /// This peer's own name, from now on.
    void setSelf(const HostName &self) { m_self = self; }

    /// Takes up what earlier runs left. Once. Unless `isAsking`, nobody is asked about any wish.
    void load(bool isAsking = true);

    /// A text that is wished for already gives that wish.
    [[nodiscard]] Result<Wish, Problem> add(const QString &text);
    [[nodiscard]] Result<Wish, Problem> remove(WishId id);
    [[nodiscard]] std::vector<Wish> list() const;

signals:
    void matched(const ft::engine::WishMatch &match);

private:
    struct Entry
    {
        StoredWish stored;
        std::optional<Problem> problem;
    };

    [[nodiscard]] static Wish wishOf(const Entry &entry);
    void open(WishId id, const QString &text);
    void onNews(WishId id, const SearchNews &news);
    [[nodiscard]] bool isNew(Entry &entry, const SourceRecord &record) const;
    [[nodiscard]] Result<void, QString> save();

    WishStore m_store;
    LiveSearches &m_searches;
    HostName m_self;
    std::map<WishId, Entry> m_wishes;
    std::uint32_t m_lastId = 0;
    bool m_isAsking = true;
    QTimer m_saveSoon;
};

} // namespace ft::engine
