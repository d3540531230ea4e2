#pragma once

#include "peer-gui/models/transfersmodel.h"
#include "peer-gui/widgets/page.h"
#include "peer-gui/widgets/transfercommands.h"

#include <QUrl>

#include <functional>

class QTabWidget;
class QStackedLayout;

namespace ft::widgets {

class EmptyState;
class TableView;
class TransferActions;
class TransferDetails;
class UploadsView;

/// The place to watch downloads, to rule them and to open what arrived.
class TransfersPage final : public Page
{
    Q_OBJECT

public:
    using OpenUrl = std::function<void(const QUrl &)>;

    /// `commands` must outlive the page; `openUrl` shows a file or folder in the user's program for
    /// it.
    TransfersPage(TransferCommands &commands,
                  QString downloadFolder,
                  OpenUrl openUrl,
                  QWidget *parent = nullptr);

    void update(const std::vector<engine::TransferSnapshot> &changed);
    void update(const std::vector<engine::UploadSnapshot> &changed);

    [[nodiscard]] const models::TransfersModel &transfers() const { return m_transfers; }
    /// Opens the folder that all downloads go to.
    void openDownloadFolder() const;

    [[nodiscard]] QList<QAction *> actionList() const override;
    [[nodiscard]] QWidget *inspector() override;
    void find() override;

    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

private:
    [[nodiscard]] QAction *addAction(const QString &iconName,
                                     const QString &text,
                                     const QString &tip,
                                     void (TransfersPage::*run)());
    void addSeparator();
    [[nodiscard]] QLayout *buttonRow();
    void setupActions();
    void setupLayout();
    void removeSelected();
    void openSelected();
    void openFolders();
    void updateActions();
    void updateDetails();
    void showPlace();
    [[nodiscard]] std::vector<engine::TransferSnapshot> selected() const;

    QString m_downloadFolder;
    OpenUrl m_openUrl;
    models::TransfersModel m_transfers;

    TableView *m_table;
    EmptyState *m_empty;
    UploadsView *m_uploads;
    TransferDetails *m_details;
    TransferActions *m_actions;
    QAction *m_open = nullptr;
    QAction *m_openFolder = nullptr;
    QAction *m_remove = nullptr;
    QStackedLayout *m_stack = nullptr;
};

} // namespace ft::widgets
