#pragma once

#include "peer-gui/models/speedhistory.h"

#include <QWidget>

namespace ft::widgets {

/// Paints speeds of successive seconds, now at the right: one filled, another one as a dashed line
/// above it, in the palette's colours, with a grid that says what they are worth.
class SpeedGraph final : public QWidget
{
    Q_OBJECT

public:
    explicit SpeedGraph(QWidget *parent = nullptr);

    /// Seconds from the left edge to the right one.
    void setSpan(std::chrono::seconds span);
    /// Either may be empty, or shorter than the span: it began then.
    void show(models::SpeedSeries filled, models::SpeedSeries dashed);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] QPolygonF lineOf(const models::SpeedSeries &series, const QRectF &plot) const;
    void paintGrid(QPainter &painter, const QRectF &plot) const;
    void paintTimes(QPainter &painter, const QRectF &plot) const;
    void paintSeries(QPainter &painter, const QRectF &plot) const;

    std::chrono::seconds m_span = std::chrono::minutes{5};
    models::SpeedSeries m_filled;
    models::SpeedSeries m_dashed;
    std::uint64_t m_top; ///< what the upper edge is worth
};

/// A round number of bytes per second that is at least this, for the upper end of an axis: 1, 2 or
/// 5 times a power of ten.
[[nodiscard]] std::uint64_t roundAbove(std::uint64_t bytesPerSecond);

} // namespace ft::widgets
