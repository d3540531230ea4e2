#include "peer-gui/widgets/commanddelegate.h"

#include "peer-gui/models/commandlist.h"

#include <QApplication>
#include <QPainter>

namespace ft::widgets {

using models::CommandList;

namespace {

constexpr int Margin = 8;
constexpr int RowPadding = 12;

/// Draws a text at one end of what is left of a row, and takes its place off it.
void drawPart(QPainter &painter,
              QRect &left,
              const QString &text,
              const QColor &colour,
              Qt::Alignment alignment)
{
    const auto metrics = painter.fontMetrics();
    const QString shown = metrics.elidedText(text, Qt::ElideRight, left.width());
    const int width = metrics.horizontalAdvance(shown);
    painter.setPen(colour);
    painter.drawText(left, static_cast<int>(alignment | Qt::AlignVCenter), shown);
    if (width == 0)
        return;
    if (alignment == Qt::AlignLeading)
        left.setLeft(left.left() + width + 2 * Margin);
    else
        left.setRight(left.right() - width - 2 * Margin);
}

} // namespace

void CommandDelegate::paint(QPainter *painter,
                            const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    row.text.clear();
    row.icon = {};
    const QStyle *style = row.widget ? row.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);

    const bool isSelected = row.state.testFlag(QStyle::State_Selected);
    const bool isEnabled = index.data(CommandList::EnabledRole).toBool();
    const auto group = isEnabled ? QPalette::Active : QPalette::Disabled;
    const auto role = isSelected ? QPalette::HighlightedText : QPalette::Text;
    const QColor strong = row.palette.color(group, role);
    const QColor weak = row.palette.color(QPalette::Active,
                                          isSelected ? role : QPalette::PlaceholderText);
    QRect left = row.rect.adjusted(Margin, 0, -Margin, 0);
    const int size = row.fontMetrics.height();
    const QRect picture = QStyle::alignedRect(row.direction,
                                              Qt::AlignLeading | Qt::AlignVCenter,
                                              {size, size},
                                              left);
    const auto mode = isSelected ? QIcon::Selected : QIcon::Normal;
    index.data(Qt::DecorationRole)
        .value<QIcon>()
        .paint(painter, picture, Qt::AlignCenter, isEnabled ? mode : QIcon::Disabled);
    left.setLeft(picture.right() + Margin);

    painter->save();
    painter->setFont(row.font);
    const QString keys = index.data(CommandList::KeysRole).toString();
    drawPart(*painter, left, keys, weak, Qt::AlignTrailing);
    drawPart(*painter, left, index.data().toString(), strong, Qt::AlignLeading);
    drawPart(*painter, left, index.data(CommandList::PlaceRole).toString(), weak, Qt::AlignLeading);
    painter->restore();
}

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, option.fontMetrics.height() + RowPadding};
}

} // namespace ft::widgets
