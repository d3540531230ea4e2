#pragma once

#include "peer-gui/widgets/transfercommands.h"

#include <QObject>

class QAction;
class QActionGroup;
class QKeySequence;
class QMenu;

namespace ft::widgets {

/// What may be done to the selected downloads while they are on their way: each action is enabled
/// while one of them can take it, and passes by those that cannot.
class TransferActions final : public QObject
{
    Q_OBJECT

public:
    /// `commands` must outlive it. Shortcuts work where the actions are added.
    TransferActions(TransferCommands &commands, QWidget *parent);

    void setSelection(std::vector<engine::TransferSnapshot> selection);

    [[nodiscard]] QAction *pause() const { return m_pause; }
    [[nodiscard]] QAction *resume() const { return m_resume; }
    [[nodiscard]] QAction *retry() const { return m_retry; }
    [[nodiscard]] QAction *cancel() const { return m_cancel; }
    /// Opens a menu: priorities, and places in the queue.
    [[nodiscard]] QAction *queue() const { return m_queue; }

private:
    [[nodiscard]] QAction *addControl(const QString &iconName,
                                      const QString &text,
                                      const QString &tip,
                                      const QKeySequence &shortcut,
                                      engine::TransferCommand command);
    void addPriority(QMenu &menu, const QString &text, engine::Priority priority);
    void addMove(QMenu &menu,
                 const QString &text,
                 const QKeySequence &shortcut,
                 engine::TransferCommand command);
    void control(engine::TransferCommand command);
    void setPriority(engine::Priority priority);
    void checkPriority();

    TransferCommands &m_commands;
    std::vector<engine::TransferSnapshot> m_selection; ///< in the order of the queue
    QActionGroup *m_priorities;
    QAction *m_pause;
    QAction *m_resume;
    QAction *m_retry;
    QAction *m_cancel;
    QAction *m_queue;
};

/// Whether a command makes sense for a download as it is.
[[nodiscard]] bool canTake(engine::TransferCommand command, engine::TransferState state);

} // namespace ft::widgets
