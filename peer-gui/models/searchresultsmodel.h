#pragma once

#include "common/model/filerecord.h"
#include "peer-gui/engine/tracker/findresults.h"
#include "peer-gui/models/collationkeys.h"
#include "peer-gui/models/tablemodel.h"

#include <map>
#include <vector>

namespace ft::models {

/// What a search found, one row per record.
class SearchResultsModel final : public TableModel
{
    Q_OBJECT

public:
    enum Column { Name, Type, Size, Modified, Peer, Address, ColumnCount };

    /// `self` is this peer's own name: its records are marked as such.
    explicit SearchResultsModel(HostName self, QObject *parent = nullptr);

    void replace(std::vector<SourceRecord> records);
    /// Puts records behind those that are there.
    void append(const std::vector<SourceRecord> &records);
    /// The records are exactly these; rows that stay keep their place, and so what is selected.
    void reconcile(const std::vector<SourceRecord> &records);
    /// Replaces records of the same path and peer, and puts the others behind those that are there.
    /// Returns how many were not there.
    int put(const std::vector<SourceRecord> &records);
    /// Takes records away; returns how many of them were there.
    int remove(const std::vector<protocol::Gone> &gone);

    [[nodiscard]] const SourceRecord &record(int row) const;
    [[nodiscard]] bool isOwn(int row) const;
    /// The record of a row and, behind it, all others that offer the same content; never own ones
    /// except the row itself.
    [[nodiscard]] std::vector<SourceRecord> sourcesOf(int row) const;

    [[nodiscard]] int compare(int column, int left, int right) const override;

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_records.size()); }
    [[nodiscard]] int columns() const override { return ColumnCount; }
    [[nodiscard]] QString heading(int column) const override;
    [[nodiscard]] bool isRightAligned(int column) const override;
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QVariant rawValue(int row, int column) const override;
    [[nodiscard]] QString toolTipOf(int row, int column) const override;

private:
    using Key = std::pair<QByteArray, QByteArray>; ///< what tells records apart

    [[nodiscard]] static Key keyOf(const SourceRecord &record);
    [[nodiscard]] std::map<Key, int> rowsByKey() const;
    int removeRowsAt(std::vector<int> doomed);
    void forgetKeys();
    [[nodiscard]] QString peerName(int row) const;

    HostName m_self;
    std::vector<SourceRecord> m_records;
    mutable CollationKeys m_names;
    mutable CollationKeys m_types;
    mutable CollationKeys m_peers;
};

} // namespace ft::models
