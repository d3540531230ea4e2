#pragma once

#include <QObject>
#include <QStringList>

class QDropEvent;
class QWidget;

namespace ft::widgets {

/// Lets files and folders of this machine be dropped on a widget, and shows while they hang over it
/// what will become of them.
class ShareDrops final : public QObject
{
    Q_OBJECT

public:
    /// `target` must outlive it.
    explicit ShareDrops(QWidget &target);

    [[nodiscard]] bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    void dropped(const QStringList &localPaths);

private:
    void showHint();
    void hideHint();

    QWidget &m_target;
    QWidget *m_hint;
};

} // namespace ft::widgets
