#pragma once

#include "peer-gui/models/holdings.h"
#include "peer-gui/widgets/searchcommands.h"

#include <QAction>
#include <QModelIndex>
#include <QPointer>
#include <QUrl>

namespace ft::widgets {

class SearchTab;

/// What may be done with the selected results of the tab that is seen, and with its search.
class SearchActions final : public QObject
{
    Q_OBJECT

public:
    /// Shows a file or folder in the user's program for it.
    using OpenUrl = std::function<void(const QUrl &)>;

    /// `commands` and `holdings` must outlive it; dialogs belong to `parent`. Shortcuts work where
    /// the actions are added.
    SearchActions(SearchCommands &commands,
                  const models::Holdings &holdings,
                  OpenUrl openUrl,
                  QWidget *parent);

    /// The one that is seen; null for none.
    void setTab(SearchTab *tab);
    /// After something else is selected, or known of what is.
    void update();

    /// Those on results, separators between groups.
    [[nodiscard]] QList<QAction *> forResults() const { return m_forResults; }
    /// Those on the search as a whole.
    [[nodiscard]] QList<QAction *> forSearch() const;
    /// Those that stand as buttons beside a result.
    [[nodiscard]] QList<QAction *> buttons() const;
    [[nodiscard]] QAction &download() const { return *m_download; }
    [[nodiscard]] QAction &help() const { return *m_help; }

signals:
    /// Something has happened. A sentence; plain text.
    void said(const QString &text);
    void failed(const ft::engine::Problem &problem);
    /// To look at all that a peer shares; a host name or `ADDRESS:PORT`.
    void browseAsked(const QString &peer);
    void transferAsked(ft::engine::TransferId id);
    /// To look for a text in a tab of its own.
    void searchAsked(const QString &text);

private:
    using Run = void (SearchActions::*)();

    QAction *make(const QString &iconName, const QString &text, const QString &tip, Run run);
    QAction *addAction(const QString &iconName,
                       const QString &text,
                       const QString &tip,
                       const QKeySequence &shortcut,
                       Run run);
    void addSeparator();
    void setupDownloads();
    void setupLooks();
    void setupCopies();
    void setupSearch();

    [[nodiscard]] QModelIndexList selection() const;
    [[nodiscard]] QModelIndex current() const;
    void startDownloads(const DownloadTarget &target);
    void tellStarted(const QStringList &names, int underWay);
    void downloadHere();
    void downloadTo();
    void downloadOverUdp();
    void browsePeer();
    void searchVersions();
    void showTransfer();
    void open();
    void openFolder();
    void copyLink();
    void copyName();
    void copyMd5();
    void copyRoot();
    void addWish();
    void manageWishes();
    void showHelp();
    void copy(const std::function<QString(const SourceRecord &)> &textOf, const QString &what);

    SearchCommands &m_commands;
    const models::Holdings &m_holdings;
    OpenUrl m_openUrl;
    QWidget *m_window;
    QPointer<SearchTab> m_tab;
    QString m_lastFolder; ///< chosen for a download
    QList<QAction *> m_forResults;

    QAction *m_download = nullptr;
    QAction *m_downloadTo = nullptr;
    QAction *m_downloadUdp = nullptr;
    QAction *m_browse = nullptr;
    QAction *m_versions = nullptr;
    QAction *m_transfer = nullptr;
    QAction *m_open = nullptr;
    QAction *m_openFolder = nullptr;
    QAction *m_copyLink = nullptr;
    QAction *m_copyName = nullptr;
    QAction *m_copyMd5 = nullptr;
    QAction *m_copyRoot = nullptr;
    QAction *m_wish = nullptr;
    QAction *m_wishes = nullptr;
    QAction *m_help = nullptr;
};

} // namespace ft::widgets
