#include "peer-gui/widgets/chipdelegate.h"

#include "peer-gui/models/searchresultsmodel.h"
#include "peer-gui/widgets/roomystyle.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

namespace ft::widgets {

namespace {

using models::SearchResultsModel;
using Kind = models::Holding::Kind;

constexpr int Inset = 3; ///< above and below a chip
constexpr int Padding = 9; ///< left and right of its word

QColor mix(const QColor &ground, const QColor &ink, double part)
{
    const auto of = [part](int from, int to) {
        return static_cast<int>(from + (to - from) * part);
    };
    return {of(ground.red(), ink.red()),
            of(ground.green(), ink.green()),
            of(ground.blue(), ink.blue())};
}

/// What a chip is filled with; a transparent one for none.
QColor fillOf(Kind kind, const QPalette &palette, const QColor &ground)
{
    switch (kind) {
    case Kind::New:
        return Qt::transparent;
    case Kind::OtherVersion:
        return mix(ground, palette.color(QPalette::LinkVisited), 0.22);
    case Kind::Had:
        return mix(ground, palette.color(QPalette::Text), 0.12);
    case Kind::Have:
        return mix(ground, palette.color(QPalette::Highlight), 0.45);
    case Kind::Downloading:
        return mix(ground, palette.color(QPalette::Highlight), 0.16);
    }
    return Qt::transparent;
}

/// The part of a chip that is filled from the left, for how far a download is.
void paintProgress(QPainter &painter, const QRectF &chip, const QColor &fill, double fraction)
{
    QPainterPath outline;
    outline.addRoundedRect(chip, chip.height() / 2, chip.height() / 2);
    painter.save();
    painter.setClipPath(outline);
    painter.fillRect(QRectF{chip.topLeft(), QSizeF{chip.width() * fraction, chip.height()}}, fill);
    painter.restore();
}

} // namespace

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize hint = QStyledItemDelegate::sizeHint(option, index);
    return {hint.width(), option.fontMetrics.height() + RowPadding};
}

void ChipDelegate::paint(QPainter *painter,
                         const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString word = std::exchange(item.text, {});
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const QVariant kindValue = index.data(SearchResultsModel::KindRole);
    if (!kindValue.isValid())
        return;

    const auto kind = static_cast<Kind>(kindValue.toInt());
    const bool isSelected = item.state.testFlag(QStyle::State_Selected);
    const auto group = item.state.testFlag(QStyle::State_Active) ? QPalette::Active
                                                                 : QPalette::Inactive;
    const QColor ground = item.palette.color(group, QPalette::Base);
    QColor ink = item.palette.color(group, QPalette::Text);
    const int width = item.fontMetrics.horizontalAdvance(word) + 2 * Padding;
    QRectF chip = item.rect.adjusted(Inset, Inset, -Inset, -Inset);
    chip.setWidth(std::min<qreal>(width, chip.width()));
    chip.adjust(0.5, 0.5, -0.5, -0.5);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    // On a selected row a plain ground keeps every chip as legible as elsewhere.
    const QColor fill = fillOf(kind, item.palette, ground);
    const bool isOutlined = kind == Kind::New;
    if (isOutlined && isSelected)
        ink = item.palette.color(group, QPalette::HighlightedText);
    painter->setPen(
        isOutlined ? QPen{mix(isSelected ? item.palette.color(group, QPalette::Highlight) : ground,
                              ink,
                              0.35)}
                   : QPen{Qt::NoPen});
    painter->setBrush(fill);
    painter->drawRoundedRect(chip, chip.height() / 2, chip.height() / 2);
    if (kind == Kind::Downloading)
        paintProgress(*painter,
                      chip,
                      mix(ground, item.palette.color(QPalette::Highlight), 0.45),
                      index.data(SearchResultsModel::FractionRole).toDouble());
    painter->setPen(ink);
    painter->setFont(item.font);
    painter->drawText(chip.adjusted(Padding, 0, -Padding, 0),
                      Qt::AlignVCenter | Qt::AlignLeft,
                      item.fontMetrics.elidedText(
                          word, Qt::ElideRight, static_cast<int>(chip.width()) - 2 * Padding + 1));
    painter->restore();
}

} // namespace ft::widgets
