#include "peer-gui/widgets/piecemapview.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>

namespace ft::widgets {

namespace {

using Cell = engine::PieceMap::Cell;

constexpr int BandHeight = 18;
constexpr int Gap = 6;
constexpr int LegendGap = 18;
constexpr int LeastWidth = 120;
constexpr qreal Radius = 4;

constexpr std::array LegendOrder{Cell::Verified, Cell::Partial, Cell::Active, Cell::Missing};

QString nameOf(Cell cell)
{
    switch (cell) {
    case Cell::Verified:
        return PieceMapView::tr("Verified");
    case Cell::Partial:
        return PieceMapView::tr("Partly verified");
    case Cell::Active:
        return PieceMapView::tr("Being fetched");
    case Cell::Missing:
        return PieceMapView::tr("Missing");
    }
    return {};
}

QString summaryOf(const QByteArray &cells)
{
    if (cells.isEmpty())
        return PieceMapView::tr("Nothing is known of the pieces yet");
    const auto verified = cells.count(static_cast<char>(Cell::Verified));
    return PieceMapView::tr("%1 % of the stretches of this file are verified")
        .arg(verified * 100 / cells.size());
}

} // namespace

PieceMapView::PieceMapView(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Pieces"));
    show({});
}

void PieceMapView::show(const engine::PieceMap &map)
{
    m_cells = map.cells;
    setAccessibleDescription(summaryOf(m_cells));
    update();
}

QColor PieceMapView::colourOf(Cell cell) const
{
    // A warm colour beside the highlight, whatever that is; both stand out from light and dark.
    constexpr QRgb Amber = 0xFFE8A33D;
    QColor colour = palette().color(QPalette::Active, QPalette::Highlight);
    switch (cell) {
    case Cell::Verified:
        break;
    case Cell::Partial:
        colour.setAlphaF(0.6F);
        break;
    case Cell::Active:
        return QColor{Amber};
    case Cell::Missing:
        colour.setAlphaF(0.2F);
        break;
    }
    return colour;
}

QSize PieceMapView::sizeHint() const
{
    return {3 * LeastWidth, BandHeight + Gap + fontMetrics().height()};
}

QSize PieceMapView::minimumSizeHint() const
{
    return {LeastWidth, sizeHint().height()};
}

void PieceMapView::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    paintCells(painter, {0, 0, width(), BandHeight});
    paintLegend(painter, {0, BandHeight + Gap, width(), fontMetrics().height()});
}

/// Stretches of equal cells are painted in one go, so that no seams show between them.
void PieceMapView::paintCells(QPainter &painter, const QRect &band) const
{
    QPainterPath shape;
    shape.addRoundedRect(band, Radius, Radius);
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(band, colourOf(Cell::Missing));
    const auto edge = [&](qsizetype cell) {
        return band.left() + static_cast<int>(cell * band.width() / m_cells.size());
    };
    for (qsizetype first = 0; first < m_cells.size();) {
        qsizetype last = first + 1;
        while (last < m_cells.size() && m_cells[last] == m_cells[first])
            ++last;
        const auto cell = static_cast<Cell>(m_cells[first]);
        if (cell != Cell::Missing) {
            const int width = std::max(edge(last) - edge(first), 1);
            painter.fillRect(QRect{edge(first), band.top(), width, band.height()}, colourOf(cell));
        }
        first = last;
    }
    painter.restore();
}

void PieceMapView::paintLegend(QPainter &painter, const QRect &line) const
{
    const int square = fontMetrics().ascent() * 3 / 4;
    int x = line.left();
    for (const Cell cell : LegendOrder) {
        const QString name = nameOf(cell);
        const int textWidth = fontMetrics().horizontalAdvance(name);
        if (x + square + Gap + textWidth > line.right())
            return;
        const QRect box{x, line.center().y() - square / 2, square, square};
        painter.setPen(Qt::NoPen);
        painter.setBrush(colourOf(cell));
        painter.drawRoundedRect(box, 2, 2);
        painter.setPen(palette().color(QPalette::WindowText));
        x += square + Gap;
        painter.drawText(QRect{x, line.top(), textWidth + 1, line.height()},
                         Qt::AlignLeft | Qt::AlignVCenter,
                         name);
        x += textWidth + LegendGap;
    }
}

} // namespace ft::widgets
