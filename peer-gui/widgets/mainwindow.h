#pragma once

#include "common/model/filelink.h"
#include "peer-gui/engine/enginesettings.h"
#include "peer-gui/engine/share/sharenotice.h"
#include "peer-gui/engine/tracker/trackerlink.h"
#include "peer-gui/engine/tracker/wish.h"
#include "peer-gui/models/holdings.h"
#include "peer-gui/models/trackerwatch.h"
#include "peer-gui/widgets/commands.h"
#include "peer-gui/widgets/transferspage.h"

#include <QMainWindow>
#include <QUndoStack>

class QActionGroup;
class QSettings;
class QSplitter;
class QStackedWidget;

namespace ft::widgets {

class Aids;
class Banner;
class Desktop;
class HistoryPage;
class InspectorPane;
class NetworkPage;
class SearchPage;
class SharePage;
class StatusLine;

/// Puts the places of the program side by side and passes them what the engine reports.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// What the window is given; all references must outlive it.
    struct Surroundings
    {
        PeerCommands commands;
        const engine::EngineSettings &settings;
        const Clock &clock;
        QSettings &memory; ///< where geometry, columns and sorting are kept between runs
        TransfersPage::OpenUrl openUrl;
    };

    explicit MainWindow(const Surroundings &surroundings, QWidget *parent = nullptr);
    ~MainWindow() override;

    enum class Place { Search, Transfers, Share, History, Network };
    void go(Place place);
    [[nodiscard]] Place place() const;

    /// Searches for what a link names.
    void openLink(const FileLink &link);
    /// Shares files from now on.
    void offer(const QStringList &localPaths);
    /// In front of other windows, as far as the desktop lets it.
    void comeForward();
    /// Shows a sentence for a while, in the way of nothing. Plain text.
    void say(const QString &sentence);
    /// Closes, even where closing would leave the program in the tray.
    void quit();

    /// What this peer is set up to from now on.
    void showSettings(const engine::EngineSettings &settings);
    /// The tracker is joined anew.
    void showRejoining(const engine::EngineSettings &settings);

    /// Something that was asked for could not be done.
    void showProblem(const engine::Problem &problem);

    // What the engine reports.
    void showFailure(const engine::Problem &problem);
    void showJoined(const engine::JoinInfo &info);
    void showLost(const engine::Problem &problem, std::chrono::milliseconds retryIn);
    void showFilesDropped(std::uint32_t dropped);
    void showShare(const engine::ShareSummary &share);
    void showNotice(const engine::ShareNotice &notice);
    void showTrackerNotice(const QString &text);
    void showMatch(const engine::WishMatch &match);
    void showTransfers(const std::vector<engine::TransferSnapshot> &transfers);
    void showUploads(const std::vector<engine::UploadSnapshot> &uploads);

signals:
    void preferencesAsked();
    /// To choose a folder to share and a tracker, as at the first start.
    void firstStartAsked();
    // What is shared from now on.
    void shareFoldersChanged(const QStringList &folders);
    void shareFilterChanged(const ft::engine::ShareFilter::Settings &filter);
    void limitsChanged(const ft::engine::TransferLimits &limits);
    /// The window is closed and the program is to end.
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void addPlace(Page &page, const QString &iconName, const QString &text, Qt::Key key);
    void setupPlaces();
    void connectPlaces();
    void setupCentre();
    void setupMenus();
    void addSettings(QMenu &edit);
    void setupViewMenu();
    void setupPlaceMenus();
    void saveState() const;
    void restoreState();

    QSettings &m_memory;
    models::TrackerWatch m_tracker;
    models::Holdings m_holdings;
    QUndoStack m_undo{this};
    Banner *m_banner;
    QStackedWidget *m_places;
    InspectorPane *m_inspector;
    QSplitter *m_splitter;
    QToolBar *m_bar;
    QActionGroup *m_navigation;
    QAction *m_wantsInspector = nullptr;
    QList<Page *> m_pages; ///< in the order of Place
    SearchPage *m_search;
    TransfersPage *m_transfers;
    SharePage *m_share;
    HistoryPage *m_history;
    NetworkPage *m_network;
    StatusLine *m_status;
    Aids *m_aids = nullptr;
    Desktop *m_desktop = nullptr;
    bool m_isQuitting = false;
};

} // namespace ft::widgets
