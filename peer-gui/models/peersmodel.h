#pragma once

#include "peer-gui/models/collationkeys.h"
#include "peer-gui/models/peertext.h"
#include "peer-gui/models/tablemodel.h"

#include <vector>

namespace ft::models {

/// The peers that the tracker lists, one row each, with what came of pinging them from here.
class PeersModel final : public TableModel
{
    Q_OBJECT

public:
    enum Column { Name, Files, Size, Reach, TrackerTime, Ping, Address, ColumnCount };

    /// `self` is this peer's own name: its row is marked as such.
    explicit PeersModel(HostName self, QObject *parent = nullptr);

    /// Takes the whole list as it is now; rows that stay keep their place, and so what is selected.
    void reconcile(const std::vector<engine::ListedPeer> &peers);
    void clear() { reconcile({}); }

    /// `peer` as askedAs() gives it; one that is gone is no matter.
    void notePinging(const QString &peer);
    void notePing(const QString &peer, const Result<engine::PingAnswer, engine::Problem> &answer);

    [[nodiscard]] const engine::ListedPeer &peer(int row) const { return rowAt(row).peer; }
    [[nodiscard]] const PingTally &pings(int row) const { return rowAt(row).pings; }
    [[nodiscard]] bool isOwn(int row) const;
    /// Of a peer as askedAs() gives it.
    [[nodiscard]] std::optional<int> rowOf(const QString &peer) const;

    [[nodiscard]] int compare(int column, int left, int right) const override;

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int columns() const override { return ColumnCount; }
    [[nodiscard]] QString heading(int column) const override;
    [[nodiscard]] bool isRightAligned(int column) const override;
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QVariant rawValue(int row, int column) const override;
    [[nodiscard]] QString toolTipOf(int row, int column) const override;

private:
    struct Row
    {
        engine::ListedPeer peer;
        PingTally pings;
    };

    [[nodiscard]] const Row &rowAt(int row) const
    {
        return m_rows.at(static_cast<std::size_t>(row));
    }
    void removeRowsNotIn(const std::vector<bool> &isKept);
    void tellPing(int row) { emit dataChanged(index(row, Ping), index(row, Ping)); }

    HostName m_self;
    std::vector<Row> m_rows;
    mutable CollationKeys m_names;
};

} // namespace ft::models
