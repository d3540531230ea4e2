#include "peer-gui/widgets/namediconsdelegate.h"

#include "peer-gui/widgets/icon.h"

namespace ft::widgets {

void NamedIconsDelegate::initStyleOption(QStyleOptionViewItem *option,
                                         const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QString name = index.data(m_iconRole).toString();
    if (name.isEmpty())
        return;
    option->icon = icon(name);
    option->features |= QStyleOptionViewItem::HasDecoration;
    const int side = option->fontMetrics.height();
    option->decorationSize = {side, side};
}

} // namespace ft::widgets
