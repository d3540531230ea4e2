#pragma once

#include <QWidget>

class QAbstractButton;

namespace ft::widgets {

/// A row of buttons that narrow a search down to one kind of file, or to none.
class TypeChips final : public QWidget
{
    Q_OBJECT

public:
    explicit TypeChips(QWidget *parent = nullptr);

    /// Presses the button that stands for these types, as a query has them; none when there is no
    /// such.
    void showTypes(const QString &types);

signals:
    /// As a query has them; empty for all.
    void chosen(const QString &types);

private:
    void add(const QString &text, const QString &tip, const QString &types);

    QList<QAbstractButton *> m_buttons;
};

} // namespace ft::widgets
