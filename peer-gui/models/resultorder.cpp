#include "peer-gui/models/resultorder.h"

#include <QElapsedTimer>

#include <algorithm>

namespace ft::models {

namespace {

constexpr qint64 Slice = 8; // milliseconds
constexpr std::size_t ReviewedAtOnce = 256;

} // namespace

ResultOrder::ResultOrder(const ResultStore &store, const ResultCells &cells)
    : m_store(store)
    , m_keys(cells)
{}

void ResultOrder::sortBy(int column, Qt::SortOrder order)
{
    m_column = column;
    m_direction = order;
    startSort();
}

void ResultOrder::setFilter(std::vector<QByteArray> words)
{
    m_words = std::move(words);
    m_review = 0;
}

void ResultOrder::reviewStates()
{
    m_review = 0;
}

void ResultOrder::startSort()
{
    m_sort.emplace(m_order, [this](ContentId a, ContentId b) {
        return m_keys.isBefore(m_column, m_direction, a, b);
    });
}

ResultOrder::Progress ResultOrder::work()
{
    if (m_sort)
        return sortSome();
    return m_review ? reviewSome() : Progress::Working;
}

ResultOrder::Progress ResultOrder::sortSome()
{
    QElapsedTimer spent;
    spent.start();
    while (!m_sort->isDone() && !spent.hasExpired(Slice))
        m_sort->step();
    // What views do about new rows takes long enough to have a turn for itself.
    const bool isRipe = m_sort->isDone() && !spent.hasExpired(Slice / 2);
    return isRipe ? Progress::RowsChange : Progress::Working;
}

/// Whether the filter lets contents through, and what their states are.
ResultOrder::Progress ResultOrder::reviewSome()
{
    QElapsedTimer spent;
    spent.start();
    for (std::size_t &next = *m_review; next < m_store.idLimit();) {
        const ContentId id{static_cast<std::uint32_t>(next)};
        if (const auto &records = m_store.records(id); !records.empty()) {
            const char passes = m_keys.matches(id, m_words) ? 1 : 0;
            m_hasPassChanged = std::exchange(m_passes[next], passes) != passes || m_hasPassChanged;
            m_hasStateChanged = m_keys.updateState(id, records) || m_hasStateChanged;
        }
        if (++next % ReviewedAtOnce == 0 && spent.hasExpired(Slice))
            return Progress::Working;
    }
    return spent.hasExpired(Slice / 2) ? Progress::Working : endReview();
}

ResultOrder::Progress ResultOrder::endReview()
{
    m_review.reset();
    if (std::exchange(m_hasStateChanged, false) && m_column == ResultColumns::State)
        startSort();
    return std::exchange(m_hasPassChanged, false) ? Progress::RowsChange : Progress::StatesChange;
}

void ResultOrder::apply()
{
    if (m_sort && m_sort->isDone()) {
        m_order = m_sort->take();
        m_sort.reset();
    }
    m_shown.clear();
    m_severalOf.clear();
    m_rows.assign(m_store.idLimit(), -1);
    for (const ContentId id : m_order) {
        if (m_passes[id.value()] == 0)
            continue;
        m_rows[id.value()] = static_cast<int>(m_shown.size());
        m_shown.push_back(id);
        m_severalOf.push_back(m_hasSeveral[id.value()]);
    }
}

void ResultOrder::settle(const std::vector<ContentId> &touched)
{
    m_passes.resize(m_store.idLimit(), 1);
    m_hasSeveral.resize(m_store.idLimit(), 0);
    m_isTouched.assign(m_store.idLimit(), 0);
    std::vector<ContentId> fresh;
    for (const ContentId id : touched) {
        if (std::exchange(m_isTouched[id.value()], 1) != 0)
            continue;
        if (m_store.records(id).empty()) {
            m_keys.forget(id);
            continue;
        }
        m_keys.update(id, m_store.records(id));
        m_passes[id.value()] = m_keys.matches(id, m_words) ? 1 : 0;
        m_hasSeveral[id.value()] = m_store.records(id).size() > 1 ? 1 : 0;
        fresh.push_back(id);
    }
    mergeIn(std::move(fresh));
    apply();
}

/// Puts contents where they belong in the order, and takes all others that were touched from it.
void ResultOrder::mergeIn(std::vector<ContentId> fresh)
{
    const auto isBefore = [this](ContentId a, ContentId b) {
        return m_keys.isBefore(m_column, m_direction, a, b);
    };
    std::sort(fresh.begin(), fresh.end(), isBefore);
    m_order.erase(std::remove_if(m_order.begin(),
                                 m_order.end(),
                                 [this](ContentId id) { return m_isTouched[id.value()] != 0; }),
                  m_order.end());
    std::vector<ContentId> merged;
    merged.reserve(m_order.size() + fresh.size());
    auto from = m_order.cbegin();
    for (const ContentId id : fresh) {
        const auto to = std::upper_bound(from, m_order.cend(), id, isBefore);
        merged.insert(merged.end(), from, to);
        merged.push_back(id);
        from = to;
    }
    merged.insert(merged.end(), from, m_order.cend());
    m_order.swap(merged);
}

} // namespace ft::models
