#pragma once

#include "peer-gui/widgets/searchsession.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;
class QStringListModel;

namespace ft::widgets {

class EmptyState;
class ResultsView;
class SearchActions;
class TypeChips;

/// One search of several: its box, what it found, a filter inside of that, and its count.
class SearchTab final : public QWidget
{
    Q_OBJECT

public:
    /// What the tabs share; all must outlive them.
    struct Surroundings
    {
        SearchCommands &commands;
        const models::TrackerWatch &tracker;
        models::Holdings &holdings;
        HostName self;
        SearchActions &actions;
        QStringListModel &recent; ///< texts that the box completes
    };

    explicit SearchTab(const Surroundings &surroundings, QWidget *parent = nullptr);
    ~SearchTab() override;

    /// Puts the text into the box and looks for it.
    void search(const QString &text);
    /// The text looked for last, or else what stands in the box.
    [[nodiscard]] QString text() const;
    /// A few words for the bar of tabs. Plain text.
    [[nodiscard]] QString title() const;

    /// Puts the cursor into the box, with its text selected.
    void focusBox();
    /// Puts the cursor where one types what to see of the results; into the box when there are
    /// none.
    void focusFilter();

    /// Puts a part of a query behind what stands in the box.
    void addToBox(const QString &part);

    [[nodiscard]] QLineEdit &box() const { return *m_box; }
    [[nodiscard]] ResultsView &view() const { return *m_view; }
    [[nodiscard]] models::SearchResultsModel &results() { return m_results; }
    [[nodiscard]] const SearchSession &session() const { return m_session; }

signals:
    void titleChanged();
    /// A text that can be looked for was given.
    void searched(const QString &text);
    /// With nothing shared one cannot search.
    void folderAsked();

private:
    void setupBox();
    void setupResults();
    void setupLayout();
    void startSearch();
    void showQueryError();
    void goToResults();
    void showState();
    void showEmpty();
    void showIdle();
    void showWaiting();
    void showNothing();
    void showSummary();
    [[nodiscard]] QString summary() const;

    const models::TrackerWatch &m_tracker;
    SearchActions &m_actions;
    models::SearchResultsModel m_results;
    SearchSession m_session;

    QLineEdit *m_box;
    QPushButton *m_go;
    TypeChips *m_types;
    QLineEdit *m_filter;
    ResultsView *m_view;
    EmptyState *m_empty;
    QPushButton *m_choose; ///< a folder to share
    QLabel *m_summary;
    QPushButton *m_all;
    QWidget *m_bottom;
    QStackedLayout *m_stack = nullptr;
    bool m_isArriving = false; ///< an answer is here, and its first rows are to come
};

} // namespace ft::widgets
