#pragma once

#include "peer-gui/widgets/settingskeeper.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace ft::widgets {

class DownloadChoice;
class ShareChoice;
class StateLine;
class TrackerChoice;

/// Leads through the first start in three steps: what to share, where downloads go, which tracker.
/// Each has a default that can be taken as it is.
class FirstStart final : public QDialog
{
    Q_OBJECT

public:
    /// Both must outlive it. `suggested` is the folder to share if nothing else is chosen.
    FirstStart(SettingsKeeper &keeper,
               SetupCommands &commands,
               const QString &suggested,
               QWidget *parent = nullptr);

private:
    void addStep(QWidget *content, const QString &title, const QString &text);
    void setupSteps(const QString &suggested);
    void setupLayout();
    void goTo(int step);
    void goOn();
    void updateButtons();
    [[nodiscard]] bool isComplete(int step) const;
    void finish();
    void apply();
    void fail(const engine::Problem &problem);
    [[nodiscard]] engine::Preferences chosen() const;

    SettingsKeeper &m_keeper;
    SetupCommands &m_commands;
    ShareChoice *m_share;
    DownloadChoice *m_downloads;
    QCheckBox *m_shareDownloads;
    TrackerChoice *m_tracker;
    QStackedWidget *m_steps;
    QLabel *m_place;
    StateLine *m_fault;
    QPushButton *m_back;
    QPushButton *m_next;
    QPushButton *m_cancel;
    bool m_isFinishing = false;
};

} // namespace ft::widgets
