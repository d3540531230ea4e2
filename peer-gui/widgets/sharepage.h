#pragma once

#include "peer-gui/engine/share/sharenotice.h"
#include "peer-gui/models/sharesmodel.h"
#include "peer-gui/widgets/page.h"
#include "peer-gui/widgets/sharecommands.h"

#include <QTimer>
#include <QUrl>

class QLabel;
class QProgressBar;
class QStackedLayout;

namespace ft::widgets {

class EmptyState;
class NoticeList;
class TableView;

/// The place to see and change what this peer offers.
class SharePage final : public Page
{
    Q_OBJECT

public:
    /// `commands` must outlive the page.
    explicit SharePage(ShareCommands &commands, QWidget *parent = nullptr);

    void update(const engine::ShareSummary &share);
    void addNotice(const engine::ShareNotice &notice);

    [[nodiscard]] QAction &publishAction() const { return *m_publish; }
    /// Lets the user choose a file, and a name for it.
    void chooseFile();
    /// Shares files under their own names.
    void offer(const QStringList &localPaths);

    [[nodiscard]] QList<QAction *> actionList() const override;
    void find() override;

    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

signals:
    /// The share as it is now, whenever that is news.
    void listed(const std::vector<ft::engine::SharedFileInfo> &files);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void setupActions();
    void setupLayout();
    [[nodiscard]] QWidget *makeProgressRow();
    void askName(const QString &localPath);
    void publish(const QString &localPath, const QString &name);
    void unpublishSelected();
    void updateActions();
    void refresh();
    void take(const std::vector<engine::SharedFileInfo> &files);
    void showPlace();
    void showProgress();

    ShareCommands &m_commands;
    models::SharesModel m_shares;
    engine::ShareSummary m_summary;
    QTimer m_refreshSoon;
    QString m_lastFolder;

    TableView *m_table;
    EmptyState *m_empty;
    NoticeList *m_notices;
    QAction *m_publish;
    QAction *m_unpublish;
    QLabel *m_progressText;
    QProgressBar *m_progress;
    QStackedLayout *m_stack = nullptr;
};

} // namespace ft::widgets
