#include "peer-gui/engine/transfer/queuebook.h"

#include "peer-gui/engine/transfer/sourcechoice.h"

#include <algorithm>
#include <utility>

namespace ft::engine {

namespace {

bool isSame(const StoredTransfer &left, const StoredTransfer &right)
{
    if (left.folder != right.folder || left.isFolder != right.isFolder)
        return false;
    if (left.isFolder)
        return left.peer == right.peer && left.name == right.name;
    return left.file && right.file && isSameContent(*left.file, *right.file);
}

} // namespace

void QueueBook::takeUp(const StoredTransfer &row)
{
    m_lastKey = std::max(m_lastKey, row.key);
    m_lastPlace = std::max(m_lastPlace, row.place);
}

void QueueBook::enter(StoredTransfer &row)
{
    row.key = ++m_lastKey;
    row.place = ++m_lastPlace;
}

void QueueBook::remember(const QueueItem &item)
{
    if (m_store && item.row.key > 0 && (item.row.file || item.row.isFolder))
        m_store->put(item.row);
}

void QueueBook::rememberPieces(const QueueItem &item)
{
    if (m_store && item.row.key > 0)
        m_store->putPieces(item.row.key, item.known);
}

void QueueBook::forget(const QueueItem &item)
{
    if (m_store && item.row.key > 0)
        m_store->remove(item.row.key);
}

void QueueBook::move(std::map<TransferId, QueueItem> &items, TransferId id, TransferCommand command)
{
    auto order = inOrder(items);
    const auto at = std::find(order.begin(), order.end(), id);
    if (at == order.end())
        return;
    std::vector<std::int64_t> places;
    places.reserve(order.size());
    for (const TransferId other : order)
        places.push_back(items.at(other).row.place);
    turns::move(order, at - order.begin(), command);
    for (std::size_t i = 0; i < order.size(); ++i) {
        QueueItem &item = items.at(order[i]);
        if (std::exchange(item.row.place, places[i]) != places[i])
            remember(item);
    }
}

bool QueueBook::adoptDormant(QueueItem &item)
{
    const auto same = std::find_if(m_dormant.begin(), m_dormant.end(), [&](const auto &entry) {
        return isSame(entry.transfer, item.row);
    });
    if (same == m_dormant.end())
        return false;
    item.row.key = same->transfer.key;
    // The name under which its unfinished file lies there.
    if (item.row.file)
        item.row.file->path = same->transfer.file->path;
    item.known = std::move(same->known).value_or(KnownPieces{});
    m_dormant.erase(same);
    return true;
}

void QueueBook::flush(std::function<void()> done)
{
    if (m_store)
        m_store->flush([done = std::move(done)](const QueueStore::Flushed &) { done(); });
    else
        done();
}

} // namespace ft::engine
