#include "peer-gui/widgets/sharefoldersview.h"

#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/roomystyle.h"

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace ft::widgets {

namespace {

/// Puts the row's own icon before its name, and as much room around it as tables have.
class IconDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.setHeight(option.fontMetrics.height() + RowPadding);
        return size;
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const QString name = index.data(models::ShareFoldersModel::IconRole).toString();
        if (index.column() != models::ShareFoldersModel::Name || name.isEmpty())
            return;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = icon(name);
    }
};

} // namespace

ShareFoldersView::ShareFoldersView(models::ShareFoldersModel &model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
{
    auto *roomy = new RoomyStyle;
    roomy->setParent(this);
    setStyle(roomy);
    header()->setStyle(roomy);
    setModel(&model);
    setItemDelegate(new IconDelegate{this});
    setAccessibleName(tr("Folders of the share"));
    setUniformRowHeights(true);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setFrameShape(NoFrame);
    setTextElideMode(Qt::ElideMiddle);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(models::ShareFoldersModel::Name, QHeaderView::Stretch);
    for (const int column : {models::ShareFoldersModel::Files, models::ShareFoldersModel::Size})
        header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    header()->setResizeContentsPrecision(0); // what is seen decides
    header()->setSectionsMovable(false);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

const models::ShareTree::Node *ShareFoldersView::currentFolder() const
{
    return currentIndex().isValid() ? &m_model.node(currentIndex()) : nullptr;
}

void ShareFoldersView::select(const QString &key)
{
    const QModelIndex wanted = m_model.indexOf(key);
    setCurrentIndex(wanted.isValid() ? wanted : m_model.indexOf(models::AllKey));
}

} // namespace ft::widgets
