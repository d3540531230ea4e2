#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/models/steadypace.h"
#include "peer-gui/models/tablemodel.h"
#include "peer-gui/words/transferwords.h"

#include <QTimer>

#include <unordered_map>
#include <vector>

namespace ft::models {

/// The downloads of this run, the newest first.
///
/// A new download, and one that begins to do something else, shows at once; bytes, rates and times
/// of all others are taken together, one change per Interval.
class TransfersModel final : public TableModel
{
    Q_OBJECT

public:
    enum Column {
        Name,
        Progress,
        Size,
        Rate,
        Remaining,
        State,
        Sources,
        Priority,
        Path,
        Added,
        Place,
        ColumnCount
    };

    static constexpr std::chrono::milliseconds Interval{250};

    /// How much is verified, 0 to 1, as double.
    static constexpr int FractionRole = SortRole + 1;
    /// engine::TransferState as int.
    static constexpr int StateRole = SortRole + 2;

    /// `clock` must outlive the model.
    explicit TransfersModel(const Clock &clock, QObject *parent = nullptr);

    /// Takes the transfers that changed; those unknown become rows.
    void update(const std::vector<engine::TransferSnapshot> &changed);
    /// Shows what has been held back till now.
    void flush();

    /// Takes those that are over off the list, for good unless they are put back. What is left out
    /// is not over, or unknown.
    std::vector<engine::TransferId> remove(const std::vector<engine::TransferId> &ids);
    /// As they stand now.
    void putBack(const std::vector<engine::TransferId> &ids);

    [[nodiscard]] const engine::TransferSnapshot &transfer(int row) const;
    /// Null when it has no row.
    [[nodiscard]] const engine::TransferSnapshot *find(engine::TransferId id) const;
    /// The running ones together, bytes per second.
    [[nodiscard]] std::uint64_t totalRate() const;
    [[nodiscard]] int runningCount() const;
    [[nodiscard]] words::TransferCounts counts() const;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] int compare(int column, int left, int right) const override;
    /// Rows with a finished file can be dragged to where files are taken.
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;

signals:
    /// Rows came or went, or some began to do something else.
    void restated();

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
        engine::TransferSnapshot transfer;
        SteadyPace pace;
        engine::TransferSnapshot next; ///< held back while hasNext; else it keeps its memory
        bool hasNext = false;
    };

    [[nodiscard]] int placeOf(engine::TransferId id) const;
    [[nodiscard]] bool isAt(int row, engine::TransferId id) const;
    void takeUp(Row &row);
    void tellChanged(int first, int last);
    void insert(std::vector<engine::TransferSnapshot> unknown);
    [[nodiscard]] const SteadyPace &pace(int row) const;

    const Clock &m_clock;
    std::vector<Row> m_rows; ///< by id, the highest first
    std::unordered_map<engine::TransferId, engine::TransferSnapshot> m_removed;
    QTimer m_flush; ///< runs while something is held back
};

/// How much of a transfer is verified, 0 to 1; a finished one is 1 even without bytes.
[[nodiscard]] double fractionDone(const engine::TransferSnapshot &transfer);

/// Whether there is a finished file or folder of it to open.
[[nodiscard]] bool hasFile(const engine::TransferSnapshot &transfer);

} // namespace ft::models
