#pragma once

#include "peer-gui/engine/snapshots.h"

#include <QWidget>

namespace ft::widgets {

/// Paints how far each stretch of a file is, from its start at the left to its end at the right,
/// with a legend below, in the palette's colours.
class PieceMapView final : public QWidget
{
    Q_OBJECT

public:
    using Cell = engine::PieceMap::Cell;

    explicit PieceMapView(QWidget *parent = nullptr);

    /// An empty map is painted as a file of which nothing is there.
    void show(const engine::PieceMap &map);

    /// The colour that a cell has in this widget's palette.
    [[nodiscard]] QColor colourOf(Cell cell) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintCells(QPainter &painter, const QRect &band) const;
    void paintLegend(QPainter &painter, const QRect &line) const;

    QByteArray m_cells;
};

} // namespace ft::widgets
