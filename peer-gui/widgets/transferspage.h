#pragma once

#include "peer-gui/models/speedhistory.h"
#include "peer-gui/models/transfertimeline.h"
#include "peer-gui/models/uploadsmodel.h"
#include "peer-gui/widgets/downloadsview.h"
#include "peer-gui/widgets/page.h"

#include <QTimer>

class QLineEdit;
class QStackedWidget;
class QTabBar;

namespace ft::widgets {

class TransferInspector;
class UploadsView;

/// The place to watch downloads and uploads, to rule them and to open what arrived.
class TransfersPage final : public Page
{
    Q_OBJECT

public:
    using OpenUrl = DownloadListActions::OpenUrl;

    /// What `surroundings` refers to must outlive the page; its `openUrl` shows a file or folder in
    /// the user's program for it.
    TransfersPage(const DownloadsView::Surroundings &surroundings,
                  QString downloadFolder,
                  QWidget *parent = nullptr);

    void update(const std::vector<engine::TransferSnapshot> &changed);
    void update(const std::vector<engine::UploadSnapshot> &changed);

    [[nodiscard]] const models::TransfersModel &transfers() const;
    [[nodiscard]] const models::UploadsModel &uploads() const;
    /// Pauses or resumes every download.
    void controlAll(engine::TransferCommand command) { m_downloads->controlAll(command); }
    void setDownloadFolder(const QString &folder) { m_downloadFolder = folder; }
    /// Notes how fast transfers are now, for the graphs; called by itself once a second.
    void noteSpeeds();
    /// Opens the folder that all downloads go to.
    void openDownloadFolder() const;

    [[nodiscard]] QList<QAction *> actionList() const override;
    [[nodiscard]] QWidget *inspector() override;
    void find() override;

    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

signals:
    /// What this peer shares is to be seen: its host name, or its address.
    void browseAsked(const QString &peer);
    /// A search for this is to be opened.
    void searchAsked(const QString &text);
    /// What the history knows of a file of this name.
    void historyAsked(const QString &name);
    /// This file of the own share is to be seen.
    void shareAsked(const QString &name);

private:
    /// Whose speed is seen; id 0 for all together.
    struct Subject
    {
        bool isUpload = false;
        std::uint32_t id = 0;

        bool operator==(const Subject &) const = default;
    };

    void setupLayout();
    void connectViews();
    void showCounts();
    void updateInspector();
    void updateSpeed();
    [[nodiscard]] bool isAtUploads() const;
    /// All transfers of the view that is seen, in a few words.
    [[nodiscard]] QString allText() const;

    QString m_downloadFolder;
    OpenUrl m_openUrl;
    models::SpeedHistory m_downSpeeds;
    models::SpeedHistory m_upSpeeds;
    models::TransferTimeline m_timeline;
    DownloadsView *m_downloads;
    UploadsView *m_uploads;
    TransferInspector *m_inspector;
    QTabBar *m_tabs;
    QLineEdit *m_filter;
    QStackedWidget *m_views;
    QAction *m_separator;
    Subject m_subject;
    QTimer m_second;
};

} // namespace ft::widgets
