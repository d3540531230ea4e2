#include "peer-gui/widgets/roomystyle.h"

#include <QHeaderView>
#include <QMenu>

namespace ft::widgets {

namespace {

constexpr int CellMargin = 7;

void showColumnMenu(QHeaderView &header, const QPoint &position)
{
    auto *menu = new QMenu{&header};
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 1; column < header.count(); ++column) {
        const auto title = header.model()->headerData(column, Qt::Horizontal).toString();
        QAction *action = menu->addAction(title);
        action->setCheckable(true);
        action->setChecked(!header.isSectionHidden(column));
        QObject::connect(action, &QAction::toggled, &header, [&header, column](bool isShown) {
            header.setSectionHidden(column, !isShown);
        });
    }
    menu->popup(header.viewport()->mapToGlobal(position));
}

} // namespace

int RoomyStyle::pixelMetric(PixelMetric metric,
                            const QStyleOption *option,
                            const QWidget *widget) const
{
    if (metric == PM_FocusFrameHMargin)
        return CellMargin;
    if (metric == PM_HeaderMargin)
        return CellMargin + 1;
    return QProxyStyle::pixelMetric(metric, option, widget);
}

int RoomyStyle::styleHint(StyleHint hint,
                          const QStyleOption *option,
                          const QWidget *widget,
                          QStyleHintReturn *data) const
{
    if (hint == SH_ItemView_ActivateItemOnSingleClick)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, data);
}

void offerColumnMenu(QHeaderView &header)
{
    header.setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(&header,
                     &QWidget::customContextMenuRequested,
                     &header,
                     [&header](const QPoint &position) { showColumnMenu(header, position); });
}

} // namespace ft::widgets
