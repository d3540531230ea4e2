#include "peer-gui/widgets/sharefoldersview.h"

#include "peer-gui/widgets/icon.h"

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace ft::widgets {

namespace {

/// Puts the row's own icon before its name.
class IconDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

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
    setModel(&model);
    setItemDelegate(new IconDelegate{this});
    setAccessibleName(tr("Folders of the share"));
    setUniformRowHeights(true);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setFrameShape(NoFrame);
    setTextElideMode(Qt::ElideMiddle);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(models::ShareFoldersModel::Name, QHeaderView::Stretch);
    header()->setSectionResizeMode(models::ShareFoldersModel::Holds, QHeaderView::ResizeToContents);
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
