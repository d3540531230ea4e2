#pragma once

#include "peer-gui/models/transfersmodel.h"
#include "peer-gui/widgets/commands.h"

#include <QUrl>
#include <QWidget>

#include <functional>

class QAction;
class QSettings;
class QStackedLayout;

namespace ft::widgets {

class EmptyState;
class TableView;

/// The place to watch downloads, to end them and to open what arrived.
class TransfersPage final : public QWidget
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

    [[nodiscard]] const models::TransfersModel &transfers() const { return m_transfers; }
    /// Opens the folder that all downloads go to.
    void openDownloadFolder() const;

    void saveState(QSettings &settings) const;
    void restoreState(const QSettings &settings);

private:
    [[nodiscard]] QAction *addAction(const QString &iconName,
                                     const QString &text,
                                     const QString &tip,
                                     void (TransfersPage::*run)());
    void setupActions();
    void setupLayout();
    void cancelSelected();
    void retrySelected();
    void removeSelected();
    void openSelected();
    void openFolders();
    void updateActions();
    void showPlace();
    [[nodiscard]] std::vector<engine::TransferSnapshot> selected() const;

    TransferCommands &m_commands;
    QString m_downloadFolder;
    OpenUrl m_openUrl;
    models::TransfersModel m_transfers;

    TableView *m_table;
    EmptyState *m_empty;
    QAction *m_cancel = nullptr;
    QAction *m_retry = nullptr;
    QAction *m_open = nullptr;
    QAction *m_openFolder = nullptr;
    QAction *m_remove = nullptr;
    QStackedLayout *m_stack = nullptr;
};

} // namespace ft::widgets
