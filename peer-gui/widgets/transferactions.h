#pragma once

#include "peer-gui/widgets/transfercommands.h"

#include <QObject>

class QAction;
class QActionGroup;
class QMenu;
class QUndoStack;

namespace ft::widgets {

class RateLimitMenu;

/// What may be done to the selected downloads while they are on their way: each action is enabled
/// while one of them can take it, and passes by those that cannot.
class TransferActions final : public QObject
{
    Q_OBJECT

public:
    /// `commands` and `undo` must outlive it. Shortcuts work where the actions are added.
    TransferActions(TransferCommands &commands, QUndoStack &undo, QWidget *parent);

    void setSelection(std::vector<engine::TransferSnapshot> selection);
    /// All there are, whatever is selected.
    void setAll(bool canPause, bool canResume);

    [[nodiscard]] QAction *pause() const { return m_pause; }
    [[nodiscard]] QAction *resume() const { return m_resume; }
    [[nodiscard]] QAction *retry() const { return m_retry; }
    [[nodiscard]] QAction *cancel() const { return m_cancel; }
    /// Opens a menu: priorities, and places in the queue.
    [[nodiscard]] QAction *queue() const { return m_queue; }
    /// Opens a menu of rates.
    [[nodiscard]] QAction *limit() const;
    [[nodiscard]] QAction *pauseAll() const { return m_pauseAll; }
    [[nodiscard]] QAction *resumeAll() const { return m_resumeAll; }

signals:
    /// Every download is to be paused, or resumed.
    void allAsked(ft::engine::TransferCommand command);

private:
    void setupControls();
    void setupQueue(QWidget *parent);
    void addPriority(QMenu &menu, const QString &text, Qt::Key key, engine::Priority priority);
    void addMove(QMenu &menu, const QString &text, Qt::Key key, engine::TransferCommand command);
    void control(engine::TransferCommand command);
    void cancelSelected();
    void setPriority(engine::Priority priority);
    void setRateLimit(std::uint64_t bytesPerSecond);
    void checkPriority();
    [[nodiscard]] bool can(engine::TransferCommand command) const;

    TransferCommands &m_commands;
    QUndoStack &m_undo;
    std::vector<engine::TransferSnapshot> m_selection; ///< in the order of the queue
    QActionGroup *m_priorities;
    QAction *m_pause = nullptr;
    QAction *m_resume = nullptr;
    QAction *m_retry = nullptr;
    QAction *m_cancel = nullptr;
    QAction *m_queue = nullptr;
    QAction *m_pauseAll = nullptr;
    QAction *m_resumeAll = nullptr;
    RateLimitMenu *m_limit;
};

/// Whether a command makes sense for a download as it is.
[[nodiscard]] bool canTake(engine::TransferCommand command, engine::TransferState state);

} // namespace ft::widgets
