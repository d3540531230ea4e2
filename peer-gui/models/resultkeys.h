#pragma once

#include "peer-gui/models/resultcells.h"

#include <QCollator>

#include <array>
#include <deque>

namespace ft::models {

/// What contents are sorted and filtered by, made once when they change: comparing names anew for
/// each comparison of a sort would cost ten times as much.
class ResultKeys final
{
public:
    /// `cells` must outlive it.
    explicit ResultKeys(const ResultCells &cells);

    /// Makes the keys of a content anew; `records` is not empty.
    void update(ContentId id, const ResultStore::Records &records);
    /// The content is gone: its number may go to another.
    void forget(ContentId id);
    /// Only the one of State. True when it has changed.
    bool updateState(ContentId id, const ResultStore::Records &records);

    /// Below, at or above 0; ResultColumns::Count for the order in which contents came.
    [[nodiscard]] int compare(int column, ContentId left, ContentId right) const;
    /// The order that a column and a direction have, with ties as they came.
    [[nodiscard]] bool isBefore(int column,
                                Qt::SortOrder order,
                                ContentId left,
                                ContentId right) const;

    /// Text as matches() takes it, one item for each word.
    [[nodiscard]] static std::vector<QByteArray> filterWords(const QString &text);
    /// Whether each of the words is somewhere in the paths, the type or the peers.
    [[nodiscard]] bool matches(ContentId id, const std::vector<QByteArray> &words) const;

private:
    using Address = std::array<quint8, 18>; ///< IPv6 and port

    struct Keys
    {
        QCollatorSortKey name;
        QCollatorSortKey folder;
        QCollatorSortKey type;
        QCollatorSortKey peer;
        std::uint64_t size = 0;
        std::chrono::sys_seconds modified{};
        Address address{};
        int sources = 0;
        Holding::Kind state = Holding::Kind::New;
        std::uint32_t came = 0; ///< counts contents
        QByteArray folded; ///< what the filter looks in
    };

    /// Up to this content, the keys of nothing.
    void makeRoom(ContentId id);
    [[nodiscard]] const QCollatorSortKey &shared(const QString &text);
    [[nodiscard]] QByteArray foldedOf(const ResultStore::Records &records) const;

    const ResultCells &m_cells;
    QCollator m_collator;
    QHash<QString, QCollatorSortKey> m_shared; ///< of texts that come often
    std::deque<Keys> m_keys; ///< by content; never moved, which is slow with so many
    std::uint32_t m_came = 0;
};

} // namespace ft::models
