#include "peer-gui/widgets/progressdelegate.h"

#include "peer-gui/engine/snapshots.h"
#include "peer-gui/models/formatting.h"
#include "peer-gui/models/transfersmodel.h"
#include "peer-gui/widgets/icon.h"

#include <QApplication>
#include <QPainter>

namespace ft::widgets {

namespace {

using engine::TransferState;

constexpr int BarHeight = 6;
constexpr int Margin = 8;

TransferState stateOf(const QModelIndex &index)
{
    return static_cast<TransferState>(index.data(models::TransfersModel::StateRole).toInt());
}

QString iconOf(TransferState state)
{
    switch (state) {
    case TransferState::Done:
        return QStringLiteral("check");
    case TransferState::Failed:
        return QStringLiteral("warning");
    case TransferState::Canceled:
        return QStringLiteral("stopped");
    case TransferState::Transferring:
        return QStringLiteral("download");
    case TransferState::Paused:
        return QStringLiteral("pause");
    case TransferState::Queued:
    case TransferState::Waiting:
    case TransferState::Checking:
    case TransferState::Searching:
    case TransferState::Preparing:
    case TransferState::Connecting:
    case TransferState::Committing:
        return QStringLiteral("busy");
    }
    return {};
}

void paintBar(QPainter &painter, const QRect &bar, double fraction, const QColor &fill)
{
    const qreal radius = BarHeight / 2.0;
    painter.setPen(Qt::NoPen);
    QColor track = fill;
    track.setAlphaF(0.22F);
    painter.setBrush(track);
    painter.drawRoundedRect(bar, radius, radius);
    if (fraction <= 0)
        return;
    QRectF filled = bar;
    filled.setWidth(std::max<qreal>(BarHeight, bar.width() * fraction));
    painter.setBrush(fill);
    painter.drawRoundedRect(filled, radius, radius);
}

} // namespace

void ProgressDelegate::paint(QPainter *painter,
                             const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString text = std::exchange(item.text, {});
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const bool isSelected = item.state.testFlag(QStyle::State_Selected);
    const auto group = item.state.testFlag(QStyle::State_Active) ? QPalette::Active
                                                                 : QPalette::Inactive;
    const auto textRole = isSelected ? QPalette::HighlightedText : QPalette::Text;
    const bool isStopped = stateOf(index) == TransferState::Failed
                           || stateOf(index) == TransferState::Canceled
                           || stateOf(index) == TransferState::Paused;
    const auto plainRole = isStopped ? QPalette::PlaceholderText : QPalette::Highlight;
    const auto fillRole = isSelected ? QPalette::HighlightedText : plainRole;

    const int textWidth = item.fontMetrics.horizontalAdvance(models::formatPercent(1.0)) + Margin;
    const QRect area = item.rect.adjusted(Margin, 0, -Margin, 0);
    const QRect bar{area.left(),
                    area.center().y() - BarHeight / 2 + 1,
                    area.width() - textWidth,
                    BarHeight};
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (bar.width() > BarHeight) {
        const double fraction = index.data(models::TransfersModel::FractionRole).toDouble();
        paintBar(*painter, bar, fraction, item.palette.color(group, fillRole));
    }
    painter->setPen(item.palette.color(group, textRole));
    painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, text);
    painter->restore();
}

void StateDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->textElideMode = Qt::ElideRight;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = icon(iconOf(stateOf(index)));
    option->decorationSize = {option->fontMetrics.height(), option->fontMetrics.height()};
}

} // namespace ft::widgets
