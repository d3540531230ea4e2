#pragma once

#include <QStyledItemDelegate>

namespace ft::widgets {

/// Paints an own icon before the text of a cell: the one that a role of the model names.
class NamedIconsDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    NamedIconsDelegate(int iconRole, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_iconRole(iconRole)
    {}

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    int m_iconRole;
};

} // namespace ft::widgets
