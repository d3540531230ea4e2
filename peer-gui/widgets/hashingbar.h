#pragma once

#include "peer-gui/engine/snapshots.h"

#include <QWidget>

class QAction;
class QLabel;
class QProgressBar;

namespace ft::widgets {

/// One line below the share: how far hashing is, with a button that holds it, and what else goes
/// on. Hidden while nothing does.
class HashingBar final : public QWidget
{
    Q_OBJECT

public:
    explicit HashingBar(QWidget *parent = nullptr);

    void show(const engine::ShareSummary &share);
    /// A sentence about something else that takes time; empty for nothing.
    void setActivity(const QString &text);

    /// Holds hashing, or goes on with it.
    [[nodiscard]] QAction &pauseAction() const { return *m_pause; }

signals:
    void pauseWanted(bool isPaused);

private:
    void showPause(bool isPaused);
    void showOrHide();

    QAction *m_pause;
    QWidget *m_row;
    QLabel *m_text;
    QProgressBar *m_progress;
    QLabel *m_activity;
    bool m_isPaused = false;
    bool m_isHashing = false;
};

} // namespace ft::widgets
