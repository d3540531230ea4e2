#pragma once

#include "peer-gui/models/holdings.h"
#include "peer-gui/models/trackerwatch.h"
#include "peer-gui/widgets/page.h"
#include "peer-gui/widgets/searchactions.h"

#include <QStringListModel>

class QTabWidget;

namespace ft::widgets {

class ResultDetails;

/// The place to look for files: several searches side by side, each in a tab of its own.
class SearchPage final : public Page
{
    Q_OBJECT

public:
    /// `commands`, `tracker` and `holdings` must outlive the page; `self` is this peer's own name.
    SearchPage(SearchCommands &commands,
               const models::TrackerWatch &tracker,
               models::Holdings &holdings,
               HostName self,
               SearchActions::OpenUrl openUrl,
               QWidget *parent = nullptr);
    ~SearchPage() override;

    /// Looks for a text, in a tab of its own unless the one that is seen is unused.
    void searchFor(const QString &text);
    /// Puts the cursor into the box of the tab that is seen, with its text selected.
    void focusBox();

    [[nodiscard]] QList<QAction *> actionList() const override;
    [[nodiscard]] QWidget *inspector() override;
    /// Into the filter of the results; into the box while there are none.
    void find() override;

    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

signals:
    /// To look at all that a peer shares; a host name or `ADDRESS:PORT`.
    void browseAsked(const QString &peer);
    void transferAsked(ft::engine::TransferId id);
    /// With nothing shared one cannot search.
    void folderAsked();

private:
    void setupActions();
    void setupTabs();
    QAction *addAction(const QString &iconName,
                       const QString &text,
                       const QString &tip,
                       const QKeySequence &shortcut,
                       const std::function<void()> &run);
    SearchTab &addTab();
    [[nodiscard]] SearchTab &tab(int index) const;
    [[nodiscard]] SearchTab &currentTab() const;
    void closeTab(int index);
    void goToTab(int step);
    void onTabChanged();
    void showTitle(SearchTab &tab);
    void updateTabBar();
    void updateDetails();
    void noteRecent(const QString &text);
    void forgetRecent();

    SearchCommands &m_commands;
    const models::TrackerWatch &m_tracker;
    models::Holdings &m_holdings;
    HostName m_self;
    SearchActions *m_actions;
    QStringListModel m_recent; ///< the latest first
    QByteArray m_columns; ///< of the tabs to come
    QTabWidget *m_tabs;
    ResultDetails *m_details;
    QList<QAction *> m_tabActions;
    QList<QAction *> m_all; ///< separators between groups
    QAction *m_close = nullptr;
    QAction *m_forget = nullptr;
};

} // namespace ft::widgets
