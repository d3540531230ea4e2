#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;
class QUndoStack;

namespace ft::widgets {

/// Says what was just done and offers to undo it, for a while, over the bottom of its parent.
class UndoBar final : public QFrame
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds ShownFor{10};

    /// `stack` must outlive it.
    UndoBar(QUndoStack &stack, QWidget *parent);

    [[nodiscard]] QString text() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void follow(int index);
    void place();

    QUndoStack &m_stack;
    int m_index = 0;
    QTimer m_hideLater;
    QLabel *m_text;
    QPushButton *m_undo;
};

} // namespace ft::widgets
