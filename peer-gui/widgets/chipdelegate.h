#pragma once

#include <QStyledItemDelegate>

namespace ft::widgets {

/// Gives the rows of a tree the height that those of a table have.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
};

/// Paints what a peer has to do with a content as a chip: a word on a rounded ground, in colours
/// mixed from the palette; of a download, the ground is filled as far as it is.
class ChipDelegate final : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

    void paint(QPainter *painter,
               const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

} // namespace ft::widgets
