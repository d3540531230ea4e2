#pragma once

#include "common/base/clock.h"
#include "peer-gui/models/historymodel.h"
#include "peer-gui/widgets/historycommands.h"
#include "peer-gui/widgets/openurl.h"
#include "peer-gui/widgets/page.h"

#include <QTimer>

class QLabel;
class QLayout;
class QPushButton;
class QStackedLayout;

namespace ft::widgets {

class EmptyState;
class HistoryActions;
class HistoryDetails;
class HistoryFilters;
class TableView;

/// The place to look up what was fetched, served, searched and listed.
class HistoryPage final : public Page
{
    Q_OBJECT

public:
    /// `commands` and `clock` must outlive the page.
    HistoryPage(HistoryCommands &commands,
                const Clock &clock,
                OpenUrl openUrl,
                QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> actionList() const override;
    [[nodiscard]] QWidget *inspector() override;
    /// Puts the cursor into the box for words.
    void find() override;

    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

signals:
    /// Whoever has it now is to be searched for.
    void searchAsked(const QString &text);
    /// `peer` is a host name, or `ADDRESS:PORT`.
    void browseAsked(const QString &peer);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void setupActions();
    void setupTable();
    void setupLayout();
    void connectSelection();
    [[nodiscard]] QLayout *buttonRow();
    [[nodiscard]] engine::HistoryFilter filter() const;

    void ask();
    void askMore();
    void onChanged();
    void refresh();
    void count();
    void take(const Result<engine::HistoryPage, engine::Problem> &page);
    void showPlace();
    void showNothing();

    void updateSelection();
    void updateDetails();
    void chooseExport();
    void exportTo(const QString &path);
    void endExport(const QString &path, const Result<std::uint64_t, engine::Problem> &written);
    void chooseClear();
    void clear(std::chrono::sys_seconds before);

    HistoryCommands &m_commands;
    const Clock &m_clock;
    models::HistoryModel m_entries;
    HistoryFilters *m_filters;
    TableView *m_table;
    EmptyState *m_empty;
    QPushButton *m_showAll;
    HistoryDetails *m_details;
    HistoryActions *m_actions;
    QAction *m_export = nullptr;
    QAction *m_clear = nullptr;
    QLabel *m_count;
    QStackedLayout *m_stack = nullptr;
    QTimer m_pause; ///< between two looks at what has changed
    int m_question = 0; ///< an answer to an earlier one comes too late
    bool m_isAsked = false;
    bool m_isAskingMore = false;
    bool m_isStale = false; ///< something has changed since the last look
    std::optional<engine::Problem> m_problem; ///< why there are no entries
    std::optional<engine::ExportStop> m_exporting;
};

} // namespace ft::widgets
