#pragma once

#include "peer-gui/models/tablemodel.h"
#include "peer-gui/models/transfertimeline.h"

namespace ft::models {

/// The events of one download, the newest first.
class TimelineModel final : public TableModel
{
    Q_OBJECT

public:
    enum Column { Time, What, ColumnCount };

    /// `clock` must outlive the model.
    explicit TimelineModel(const Clock &clock, QObject *parent = nullptr)
        : TableModel(parent)
        , m_clock(clock)
    {}

    /// These, the oldest first, of this download from now on. Rows of the one that is shown already
    /// stay, and new ones come before them.
    void show(engine::TransferId id, const std::deque<TimelineEvent> &events);
    void clear();

    [[nodiscard]] int compare(int column, int left, int right) const override;

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_events.size()); }
    [[nodiscard]] int columns() const override { return ColumnCount; }
    [[nodiscard]] QString heading(int column) const override;
    [[nodiscard]] bool isRightAligned(int) const override { return false; }
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QVariant rawValue(int row, int column) const override;

private:
    /// The newest first.
    [[nodiscard]] const TimelineEvent &event(int row) const;
    [[nodiscard]] bool isContinuedBy(const std::deque<TimelineEvent> &events) const;

    const Clock &m_clock;
    engine::TransferId m_id;
    std::deque<TimelineEvent> m_events; ///< the oldest first
};

} // namespace ft::models
