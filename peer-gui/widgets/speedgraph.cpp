#include "peer-gui/widgets/speedgraph.h"

#include "peer-gui/models/formatting.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace ft::widgets {

using models::SpeedSeries;

namespace {

constexpr std::uint64_t LeastTop = 10'000; // bytes per second
constexpr int GridLines = 4; // above the lower edge; the upper edge is one
constexpr int TimeSteps = 5;
constexpr int StepsOfAMinute = 4; // of 15 seconds
constexpr int Gap = 6;
constexpr qreal LineWidth = 1.5;

/// The colour of text, as far away as a grid should be.
QColor faint(const QPalette &palette, float alpha)
{
    QColor colour = palette.color(QPalette::Text);
    colour.setAlphaF(alpha);
    return colour;
}

std::uint64_t peakOf(const SpeedSeries &series)
{
    return models::figuresOf(series).peak;
}

} // namespace

std::uint64_t roundAbove(std::uint64_t bytesPerSecond)
{
    std::uint64_t power = 1;
    for (;; power *= 10) {
        for (const std::uint64_t factor : {1U, 2U, 5U}) {
            if (factor * power >= bytesPerSecond || power >= std::uint64_t{1'000'000'000'000'000})
                return factor * power;
        }
    }
}

SpeedGraph::SpeedGraph(QWidget *parent)
    : QWidget(parent)
    , m_top(LeastTop)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
}

void SpeedGraph::setSpan(std::chrono::seconds span)
{
    m_span = span;
    update();
}

void SpeedGraph::show(SpeedSeries filled, SpeedSeries dashed)
{
    m_filled = std::move(filled);
    m_dashed = std::move(dashed);
    m_top = roundAbove(std::max({peakOf(m_filled), peakOf(m_dashed), LeastTop}));
    update();
}

QSize SpeedGraph::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return {40 * metrics.averageCharWidth(), 8 * metrics.height()};
}

QSize SpeedGraph::minimumSizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return {24 * metrics.averageCharWidth(), 4 * metrics.height()};
}

/// Labels of rates stand at its right, those of times below.
QRectF SpeedGraph::plot() const
{
    const int labels = fontMetrics().horizontalAdvance(models::formatRate(888'800'000));
    const int line = fontMetrics().height();
    return {Gap + 0.5,
            line / 2 + 0.5,
            std::max<qreal>(width() - labels - 3 * Gap, 1),
            std::max<qreal>(height() - line / 2 - line - Gap, 1)};
}

void SpeedGraph::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    const QRectF area = plot();
    paintGrid(painter, area);
    paintTimes(painter, area);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(area);
    paintSeries(painter, area);
}

void SpeedGraph::paintGrid(QPainter &painter, const QRectF &plot) const
{
    constexpr float GridAlpha = 0.12F;
    const int line = fontMetrics().height();
    // As many labels as have room.
    const bool hasAll = plot.height() / GridLines > line;
    for (int i = 0; i <= GridLines; ++i) {
        const qreal y = plot.bottom() - plot.height() * i / GridLines;
        painter.setPen(faint(palette(), GridAlpha));
        painter.drawLine(QPointF{plot.left(), y}, QPointF{plot.right(), y});
        if (!hasAll && i % 2 == 1)
            continue;
        const QString text = i == 0 ? tr("0", "no speed")
                                    : models::formatRate(m_top / GridLines
                                                         * static_cast<std::uint64_t>(i));
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(QRectF{plot.right() + Gap,
                                y - line / 2.0,
                                width() - plot.right() - 2 * Gap,
                                static_cast<qreal>(line)},
                         static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                         text);
    }
}

void SpeedGraph::paintTimes(QPainter &painter, const QRectF &plot) const
{
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const QRectF line{plot.left(),
                      plot.bottom() + Gap / 2.0,
                      plot.width(),
                      static_cast<qreal>(fontMetrics().height())};
    painter.drawText(line,
                     static_cast<int>(Qt::AlignRight | Qt::AlignVCenter),
                     tr("now", "at the right end of a graph"));
    const int steps = m_span > std::chrono::minutes{1} ? TimeSteps : StepsOfAMinute;
    for (int i = 0; i < steps; ++i) {
        const auto ago = m_span * (steps - i) / steps;
        const QString text = ago >= std::chrono::minutes{1}
                                 ? tr("%1 min", "so many minutes ago")
                                       .arg(ago / std::chrono::minutes{1})
                                 : models::formatDuration(ago);
        const qreal x = plot.left() + plot.width() * i / steps;
        const qreal width = fontMetrics().horizontalAdvance(text);
        painter.drawText(QRectF{i == 0 ? x : x - width / 2, line.top(), width + 1, line.height()},
                         static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                         text);
    }
}

/// No finer than the pixels: of the seconds that fall on one, the fastest counts.
QPolygonF SpeedGraph::lineOf(const SpeedSeries &series, const QRectF &plot) const
{
    const auto seconds = static_cast<qreal>(m_span.count());
    const auto perPoint = static_cast<std::size_t>(std::max(1.0, seconds / plot.width()));
    const auto count = std::min(series.size(), static_cast<std::size_t>(m_span.count()));
    QPolygonF line;
    // Counted from the right, so that points do not change their seconds while they move.
    for (std::size_t back = 0; back < count; back += perPoint) {
        const auto end = series.end() - static_cast<std::ptrdiff_t>(back);
        const auto begin = series.end()
                           - static_cast<std::ptrdiff_t>(std::min(back + perPoint, count));
        const qreal speed = *std::max_element(begin, end);
        line << QPointF{plot.right() - plot.width() * static_cast<qreal>(back) / seconds,
                        plot.bottom() - plot.height() * speed / static_cast<qreal>(m_top)};
    }
    return line;
}

void SpeedGraph::paintSeries(QPainter &painter, const QRectF &plot) const
{
    constexpr float FillAlpha = 0.25F;
    constexpr float DashAlpha = 0.75F;
    const QPolygonF filled = lineOf(m_filled, plot);
    const QColor colour = palette().color(QPalette::Active, QPalette::Highlight);
    if (filled.size() > 1) {
        QPolygonF area = filled;
        area << QPointF{filled.last().x(), plot.bottom()}
             << QPointF{filled.first().x(), plot.bottom()};
        QColor fill = colour;
        fill.setAlphaF(FillAlpha);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawPolygon(area);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen{colour, LineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
        painter.drawPolyline(filled);
    }
    const QPolygonF dashed = lineOf(m_dashed, plot);
    if (dashed.size() > 1) {
        painter.setPen(QPen{faint(palette(), DashAlpha), LineWidth, Qt::DashLine, Qt::FlatCap});
        painter.drawPolyline(dashed);
    }
}

} // namespace ft::widgets
