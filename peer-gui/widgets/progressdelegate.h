#pragma once

#include <QStyledItemDelegate>

namespace ft::widgets {

/// Paints TransfersModel::FractionRole as a bar with its percentage, in the palette's colours.
class ProgressDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter,
               const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

/// Puts the icon of TransfersModel::StateRole before the sentence.
class StateDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace ft::widgets
