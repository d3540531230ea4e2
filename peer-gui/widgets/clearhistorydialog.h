#pragma once

#include "common/base/clock.h"
#include "peer-gui/widgets/historycommands.h"

#include <QDialog>

class QComboBox;
class QDateEdit;
class QDialogButtonBox;
class QLabel;
class QPushButton;

namespace ft::widgets {

/// Asks how much of the history is to be forgotten for good, and says how much that is.
class ClearHistoryDialog final : public QDialog
{
    Q_OBJECT

public:
    /// Both must outlive it.
    ClearHistoryDialog(HistoryCommands &commands, const Clock &clock, QWidget *parent = nullptr);

    /// Everything begun earlier is to go.
    [[nodiscard]] std::chrono::sys_seconds before() const;

private:
    enum Age { OverAMonth, OverAYear, BeforeADay, Everything };

    void ask();
    void showCount(const Result<std::uint64_t, engine::Problem> &count);

    HistoryCommands &m_commands;
    const Clock &m_clock;
    QComboBox *m_age;
    QDateEdit *m_day;
    QLabel *m_count;
    QPushButton *m_forget;
    int m_question = 0; ///< an answer to an earlier one comes too late
};

} // namespace ft::widgets
