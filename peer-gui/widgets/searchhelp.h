#pragma once

#include <QFrame>

class QGridLayout;

namespace ft::widgets {

/// A list of all that a search can say, over the window until one clicks elsewhere; each example
/// can be taken over by a click.
class SearchHelp final : public QFrame
{
    Q_OBJECT

public:
    explicit SearchHelp(QWidget *parent = nullptr);

    /// Gone for good once it is closed.
    void showBelow(const QWidget &box);

signals:
    /// An example, as one types it.
    void chosen(const QString &example);

private:
    void add(QGridLayout &grid, const QString &example, const QString &meaning);
};

} // namespace ft::widgets
