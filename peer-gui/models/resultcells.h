#pragma once

#include "peer-gui/models/holdings.h"
#include "peer-gui/models/resultstore.h"

#include <QString>
#include <QVariant>

namespace ft::models {

/// The columns of a table of search results.
struct ResultColumns
{
    enum Column { Name, Folder, State, Size, Sources, Type, Modified, Peer, Address, Count };
};

/// What the cells of search results say: of a content as a whole, and of one record of it.
class ResultCells final : public ResultColumns
{
public:
    /// `self` is this peer's own name; `holdings` must outlive it.
    ResultCells(HostName self, const Holdings &holdings);

    [[nodiscard]] static QString heading(int column);

    // Of a content; `records` is not empty.
    [[nodiscard]] QString text(const ResultStore::Records &records, int column) const;
    [[nodiscard]] QString toolTip(const ResultStore::Records &records, int column) const;
    [[nodiscard]] QVariant raw(const ResultStore::Records &records, int column) const;

    // Of one record.
    [[nodiscard]] QString text(const SourceRecord &record, int column) const;
    [[nodiscard]] QString toolTip(const SourceRecord &record, int column) const;
    [[nodiscard]] QVariant raw(const SourceRecord &record, int column) const;
    /// Puts places among the records in the order of a column; as they are when it has none for
    /// records.
    void sort(const ResultStore::Records &records,
              std::vector<int> &places,
              int column,
              Qt::SortOrder order) const;

    [[nodiscard]] bool isOwn(const SourceRecord &record) const { return record.host == m_self; }
    /// `studio-a`, `studio-a (you)`, or words for a peer without a name.
    [[nodiscard]] QString peerName(const SourceRecord &record) const;
    /// How many other peers offer the content.
    [[nodiscard]] int sourceCount(const ResultStore::Records &records) const;
    /// The record that speaks for the content: the first of another peer, else the first.
    [[nodiscard]] const SourceRecord &best(const ResultStore::Records &records) const;
    [[nodiscard]] static std::chrono::sys_seconds latest(const ResultStore::Records &records);
    [[nodiscard]] Holding holding(const ResultStore::Records &records) const
    {
        return m_holdings.of(records.front().file);
    }

private:
    [[nodiscard]] QString peerNames(const ResultStore::Records &records) const;

    HostName m_self;
    const Holdings &m_holdings;
};

} // namespace ft::models
