#pragma once

#include "peer-gui/engine/transfer/queueitem.h"
#include "peer-gui/engine/transfer/queuestore.h"

namespace ft::engine {

/// Keeps the books of the queue: which item is stored under which key, in which place, and what an
/// earlier run left that is not gone on with unless the same is asked for again.
///
/// Engine thread only.
class QueueBook final
{
public:
    /// Without a store nothing outlasts the engine. It must outlive this.
    explicit QueueBook(QueueStore *store)
        : m_store(store)
    {}

    /// A row of an earlier run: its key and its place are not given out again.
    void takeUp(const StoredTransfer &row);
    /// Gives a new item a key, and the last place.
    void enter(StoredTransfer &row);

    /// Stores the item as it is, once it is known what it downloads.
    void remember(const QueueItem &item);
    void rememberPieces(const QueueItem &item);
    void forget(const QueueItem &item);

    /// Gives an item another place among those that are not over.
    void move(std::map<TransferId, QueueItem> &items, TransferId id, TransferCommand command);

    /// Keeps an entry of an earlier run until it is asked for again.
    void keepDormant(QueueEntry entry) { m_dormant.push_back(std::move(entry)); }
    /// Whether an earlier run has begun the same: then the item goes on with that.
    bool adoptDormant(QueueItem &item);

    /// Calls back once everything is on the disk, or cannot be written.
    void flush(std::function<void()> done);

private:
    QueueStore *m_store;
    std::vector<QueueEntry> m_dormant;
    std::int64_t m_lastKey = 0;
    std::int64_t m_lastPlace = 0;
};

} // namespace ft::engine
