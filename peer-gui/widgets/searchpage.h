#pragma once

#include "common/model/searchquery.h"
#include "peer-gui/models/searchresultsmodel.h"
#include "peer-gui/models/trackerwatch.h"
#include "peer-gui/widgets/page.h"
#include "peer-gui/widgets/searchcommands.h"

class QLabel;
class QLineEdit;
class QStackedLayout;

namespace ft::widgets {

class EmptyState;
class TableView;

/// The place to look for a file and pick which of the records found to download.
class SearchPage final : public Page
{
    Q_OBJECT

public:
    /// `commands` and `tracker` must outlive the page; `self` is this peer's own name.
    SearchPage(SearchCommands &commands,
               const models::TrackerWatch &tracker,
               const HostName &self,
               QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> actionList() const override;
    /// Puts the cursor into the box, with its text selected.
    void find() override;
    /// As if the text were typed.
    void searchFor(const QString &text);

    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

signals:
    /// A download of so many files was asked for.
    void downloadsStarted(int files);

private:
    enum class Phase { Idle, Waiting, Searching, Found, Failed, NoQuery };

    void setupActions();
    void setupLayout();
    void search();
    void ask();
    void take(const engine::SearchNews &news);
    void takeResults(const engine::FindResults &results);
    void showQueryError(const QueryError &error);
    [[nodiscard]] QString summary() const;
    void onTrackerChanged();
    void downloadSelected();
    void updateActions();
    void showPhase();
    void showIdle();
    void showWaiting();
    void showFound();

    SearchCommands &m_commands;
    const models::TrackerWatch &m_tracker;
    models::SearchResultsModel m_results;
    Phase m_phase = Phase::Idle;
    QString m_asked; ///< the text looked for last
    std::optional<engine::SearchId> m_open; ///< at the engine
    int m_searchNumber = 0; ///< an answer to an earlier search comes too late
    std::uint64_t m_total = 0; ///< records that match, shown or not
    bool m_isPartial = false; ///< there may be more
    bool m_isExactOnly = false; ///< the tracker knows exact names only
    QString m_fault; ///< what is wrong with the text
    engine::Problem m_problem;

    QAction *m_download;
    QLineEdit *m_box;
    TableView *m_table;
    EmptyState *m_empty;
    QLabel *m_summary;
    QStackedLayout *m_stack = nullptr;
};

} // namespace ft::widgets
