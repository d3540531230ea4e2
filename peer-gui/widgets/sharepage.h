#pragma once

#include "peer-gui/engine/share/sharenotice.h"
#include "peer-gui/models/sharefoldersmodel.h"
#include "peer-gui/models/sharesmodel.h"
#include "peer-gui/widgets/page.h"
#include "peer-gui/widgets/sharebook.h"
#include "peer-gui/widgets/sharedfiletools.h"
#include "peer-gui/widgets/shareeditor.h"

#include <QTimer>
#include <QUrl>

#include <functional>

class QLabel;
class QLineEdit;
class QSplitter;
class QStackedLayout;

namespace ft::widgets {

class EmptyState;
class FactsView;
class HashingBar;
class NoticeList;
class ShareActions;
class ShareFoldersView;
class TableView;

/// The place to see and change what this peer offers: the folders of the share, and the files in
/// and below the one that is picked.
class SharePage final : public Page
{
    Q_OBJECT

public:
    /// What the page is given; references must outlive it.
    struct Surroundings
    {
        ShareCommands &commands;
        QUndoStack &undo;
        /// Shows a file or folder in the user's program for it.
        std::function<void(const QUrl &)> openUrl;
        /// What links to a file name, for whoever gets one.
        std::optional<HostPort> tracker;
    };

    explicit SharePage(const Surroundings &surroundings, QWidget *parent = nullptr);

    void update(const engine::ShareSummary &share);
    void update(const std::vector<engine::UploadSnapshot> &changed);
    void addNotice(const engine::ShareNotice &notice);

    [[nodiscard]] QAction &publishAction() const;
    [[nodiscard]] QAction &addFolderAction() const;
    /// Shares each of these, folder or file.
    void offer(const QStringList &localPaths);
    /// Takes files and folders that are dropped on another widget, too; it must outlive the page.
    void takeDropsOn(QWidget &target);

    [[nodiscard]] QList<QAction *> actionList() const override;
    [[nodiscard]] QWidget *inspector() override;
    void find() override;

    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

signals:
    /// The share as it is now, whenever that is news.
    void listed(const std::vector<ft::engine::SharedFileInfo> &files);
    /// What is to be kept for the next run.
    void foldersChanged(const QStringList &folders);
    void filterChanged(const ft::engine::ShareFilter::Settings &filter);
    /// The user wants to search for this.
    void searchAsked(const QString &query);

private:
    void setupActions();
    void setupParts();
    void setupLayout();
    [[nodiscard]] QLayout *makeToolRow();
    [[nodiscard]] QWidget *makeFolderPane();
    [[nodiscard]] QWidget *makeFilePane();

    void chooseFolder();
    void chooseFile();
    void askName(const QString &localPath);
    void askWhatToLeaveOut();
    void stopSharingFolder();
    void switchFolder();
    void take(const models::ShareSorter::Arranged &arrangement);
    void onFolderPicked();
    void onFilesPicked();
    void inspect();
    void showPlace();
    void showNoRows();
    [[nodiscard]] std::vector<engine::SharedFileInfo> selectedFiles() const;

    ShareCommands &m_commands;
    ShareBook m_book;
    ShareEditor m_editor;
    SharedFileTools m_tools;
    models::SharesModel m_shares;
    models::ShareFoldersModel m_folders;
    engine::ShareSummary m_summary;
    QTimer m_requestsSoon;
    QString m_lastFolder;
    bool m_inspectsFile = false;

    ShareActions *m_actions;
    TableView *m_table;
    ShareFoldersView *m_tree;
    FactsView *m_inspector; ///< the inspector pane takes it over
    EmptyState *m_empty;
    NoticeList *m_notices;
    HashingBar *m_bar;
    QLineEdit *m_filter;
    QLabel *m_noRows;
    QSplitter *m_splitter;
    QStackedLayout *m_stack = nullptr; ///< nothing shared, or what is
    QStackedLayout *m_rows = nullptr; ///< files, or why there are none
};

} // namespace ft::widgets
