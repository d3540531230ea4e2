#pragma once

#include "peer-gui/widgets/settingskeeper.h"

#include <QDialog>

class QCheckBox;
class QDialogButtonBox;
class QFormLayout;
class QSpinBox;
class QTabWidget;

namespace ft::widgets {

class DownloadChoice;
class RateField;
class StateLine;
class TrackerChoice;

/// Shows the settings of this peer, and has what is changed in them take effect at once.
class PreferencesDialog final : public QDialog
{
    Q_OBJECT

public:
    enum class Part { Network, Downloads, Limits };

    /// Both must outlive it.
    PreferencesDialog(SettingsKeeper &keeper, SetupCommands &commands, QWidget *parent = nullptr);

    /// Puts one more page behind the others; owned from now on. It takes its own settings over when
    /// the dialog is accepted().
    void addPage(QWidget *page, const QString &title);
    void showPart(Part part);

private:
    void setupNetwork();
    void setupDownloads();
    void setupLimits();
    void setupButtons();
    void showSettings();
    void updateButtons();
    [[nodiscard]] engine::EngineSettings wanted() const;
    void takeOver();

    SettingsKeeper &m_keeper;
    QTabWidget *m_pages;
    TrackerChoice *m_tracker;
    QSpinBox *m_port;
    QCheckBox *m_udp;
    DownloadChoice *m_downloads;
    QCheckBox *m_shareDownloads;
    QSpinBox *m_mostDownloads;
    RateField *m_downRate;
    RateField *m_upRate;
    RateField *m_perUpload;
    QSpinBox *m_uploadSlots;
    StateLine *m_fault;
    QDialogButtonBox *m_buttons;
};

} // namespace ft::widgets
