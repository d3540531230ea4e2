#pragma once

#include "peer-gui/widgets/setupcommands.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QRadioButton;

namespace ft::widgets {

class StateLine;

/// Asks which tracker to join, if any, and by which name, and says at once whether it answers.
class TrackerChoice final : public QWidget
{
    Q_OBJECT

public:
    /// `commands` must outlive it.
    explicit TrackerChoice(SetupCommands &commands, QWidget *parent = nullptr);

    void setTracker(const std::optional<HostPort> &tracker, const HostName &name);
    /// Whether both can be taken as they are; the tracker need not answer.
    [[nodiscard]] bool isComplete() const;
    /// Nothing for working without one, or while what is typed is none.
    [[nodiscard]] std::optional<HostPort> tracker() const;
    [[nodiscard]] std::optional<HostName> name() const;

signals:
    void changed();

private:
    void setupLayout();
    void onTyped();
    void check();
    void showAnswer(const Result<engine::JoinInfo, engine::Problem> &answer);
    [[nodiscard]] QString nameFault() const;

    SetupCommands &m_commands;
    QRadioButton *m_join;
    QRadioButton *m_alone;
    QLineEdit *m_tracker;
    StateLine *m_state;
    QLineEdit *m_name;
    StateLine *m_nameState;
    QTimer m_pause; ///< while somebody types
    int m_asked = 0; ///< number of the question last asked
};

} // namespace ft::widgets
