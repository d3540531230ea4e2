#include "peer-gui/widgets/searchtab.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"
#include "peer-gui/models/searchtext.h"
#include "peer-gui/widgets/actionbutton.h"
#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/panel.h"
#include "peer-gui/widgets/plainlabel.h"
#include "peer-gui/widgets/resultsview.h"
#include "peer-gui/widgets/searchactions.h"
#include "peer-gui/widgets/typechips.h"

#include <QAction>
#include <QCompleter>
#include <QLineEdit>
#include <QStackedLayout>
#include <QStringListModel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ft::widgets {

using models::TrackerStatus;
using Phase = SearchSession::Phase;

SearchTab::SearchTab(const Surroundings &surroundings, QWidget *parent)
    : QWidget(parent)
    , m_tracker(surroundings.tracker)
    , m_actions(surroundings.actions)
    , m_results(surroundings.self, surroundings.holdings)
    , m_session(surroundings.commands, surroundings.tracker, surroundings.holdings, m_results)
    , m_box(new QLineEdit{this})
    , m_go(new QPushButton{tr("Searc&h"), this})
    , m_types(new TypeChips{this})
    , m_filter(new QLineEdit{this})
    , m_view(new ResultsView{m_results, this})
    , m_empty(new EmptyState{this})
    , m_choose(
          new QPushButton{icon(QStringLiteral("folder")), tr("&Choose a folder to share…"), this})
    , m_summary(new PlainLabel{this})
    , m_all(new QPushButton{this})
    , m_bottom(new QWidget{this})
{
    m_box->setCompleter(new QCompleter{&surroundings.recent, m_box});
    m_box->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    m_box->completer()->setFilterMode(Qt::MatchContains);
    setupBox();
    setupResults();
    setupLayout();
    connect(&m_session, &SearchSession::changed, this, &SearchTab::showState);
    connect(&m_session, &SearchSession::answered, this, [this] {
        m_isArriving = true;
        showState();
    });
    showState();
}

SearchTab::~SearchTab() = default;

void SearchTab::setupBox()
{
    m_box->setPlaceholderText(
        tr("Words of a name, and more: annual report type:pdf size:>1M -draft"));
    m_box->setAccessibleName(tr("Search for files"));
    m_box->setClearButtonEnabled(true);
    m_box->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    connect(m_box, &QLineEdit::returnPressed, this, &SearchTab::startSearch);
    m_go->setToolTip(tr("Ask the tracker who shares such files"));
    m_go->setAutoDefault(false);
    connect(m_go, &QPushButton::clicked, this, &SearchTab::startSearch);
    connect(m_types, &TypeChips::chosen, this, [this](const QString &types) {
        m_box->setText(models::withTypes(m_box->text(), types));
        if (m_session.phase() != Phase::Idle)
            startSearch();
        else
            m_box->setFocus(Qt::OtherFocusReason);
    });
    connect(m_box, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_types->showTypes(models::typesOf(text));
    });
}

void SearchTab::setupResults()
{
    m_filter->setPlaceholderText(tr("Filter these results"));
    m_filter->setAccessibleName(tr("Filter the results"));
    m_filter->setToolTip(tr("Shows only results with these words in their name, folder, type or "
                            "peer"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    connect(m_filter, &QLineEdit::textChanged, &m_results, &models::SearchResultsModel::setFilter);
    m_view->addActions(m_actions.forResults());
    connect(m_view, &QAbstractItemView::doubleClicked, &m_actions.download(), &QAction::trigger);
    m_all->setAutoDefault(false);
    connect(m_all, &QPushButton::clicked, this, [this] {
        m_session.isFetching() ? m_session.stopShowing() : m_session.showAll();
    });
    m_choose->setAutoDefault(false);
    m_choose->setToolTip(tr("A tracker accepts only peers that share something"));
    connect(m_choose, &QPushButton::clicked, this, &SearchTab::folderAsked);
}

void SearchTab::setupLayout()
{
    auto *help = new QToolButton{this};
    help->setDefaultAction(&m_actions.help());
    help->setText(tr("What can I type?"));
    help->setToolButtonStyle(Qt::ToolButtonIconOnly);
    help->setAutoRaise(true);
    auto *top = new QHBoxLayout;
    top->addWidget(m_box, 1);
    top->addWidget(m_go);
    top->addWidget(help);
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_types, 1);
    middle->addWidget(m_filter);
    m_empty->addButton(m_choose);
    m_stack = makePanelStack({m_empty, m_view}, this);
    auto *bottom = new QHBoxLayout{m_bottom};
    bottom->setContentsMargins({});
    bottom->addWidget(m_summary, 1);
    bottom->addWidget(m_all);
    bottom->addWidget(new ActionButton{m_actions.download(), this});
    m_summary->setObjectName(QStringLiteral("summary"));
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *layout = new QVBoxLayout{this};
    layout->addLayout(top);
    layout->addLayout(middle);
    layout->addWidget(m_stack->parentWidget(), 1);
    layout->addWidget(m_bottom);
    setFocusProxy(m_box);
}

void SearchTab::search(const QString &text)
{
    m_box->setText(text);
    startSearch();
}

QString SearchTab::text() const
{
    return m_session.text().isEmpty() ? m_box->text().trimmed() : m_session.text();
}

QString SearchTab::title() const
{
    const QString text = models::shown(m_session.text());
    if (text.isEmpty())
        return tr("New search");
    const bool hasResults = m_session.phase() == Phase::Found;
    const QString count = QLocale{}.toString(m_results.contentCount());
    return hasResults ? tr("%1 (%2)", "a search, and how many contents it found").arg(text, count)
                      : text;
}

void SearchTab::focusBox()
{
    m_box->setFocus(Qt::ShortcutFocusReason);
    m_box->selectAll();
}

void SearchTab::addToBox(const QString &part)
{
    const QString typed = m_box->text().trimmed();
    m_box->setText(typed.isEmpty() ? part : typed % u' ' % part);
    m_box->setFocus(Qt::OtherFocusReason);
}

void SearchTab::focusFilter()
{
    if (!m_filter->isEnabled())
        return focusBox();
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void SearchTab::startSearch()
{
    const QString text = m_box->text().trimmed();
    if (text.isEmpty())
        return focusBox();
    m_filter->clear();
    m_isArriving = false;
    m_session.start(text);
    if (m_session.phase() == Phase::NoQuery)
        showQueryError();
    else
        emit searched(text);
}

/// Points at the word at fault, so that typing replaces it.
void SearchTab::showQueryError()
{
    const QString &typed = m_box->text();
    const auto begin = std::find_if_not(typed.begin(),
                                        typed.end(),
                                        [](QChar c) { return c.isSpace(); })
                       - typed.begin();
    const QueryError &fault = m_session.fault();
    m_box->setFocus(Qt::OtherFocusReason);
    m_box->setSelection(static_cast<int>(begin + fault.at), static_cast<int>(fault.length));
}

/// On to the results, unless the user went on typing or elsewhere.
void SearchTab::goToResults()
{
    m_isArriving = false;
    if (m_box->hasFocus() && m_box->text().trimmed() == m_session.text()) {
        m_view->selectFirstRow();
        m_view->setFocus(Qt::OtherFocusReason);
    }
}

void SearchTab::showState()
{
    const bool hasRows = m_session.phase() == Phase::Found && m_results.shownCount() > 0;
    const bool hasContents = m_session.phase() == Phase::Found && m_results.contentCount() > 0;
    m_filter->setEnabled(hasContents);
    m_bottom->setVisible(hasContents);
    if (!hasRows)
        showEmpty();
    m_stack->setCurrentWidget(hasRows ? static_cast<QWidget *>(m_view) : m_empty);
    showSummary();
    if (hasRows && m_isArriving)
        goToResults();
    emit titleChanged();
}

void SearchTab::showEmpty()
{
    m_choose->setVisible(m_tracker.state() == TrackerStatus::State::NothingToShare
                         && m_session.phase() <= Phase::Waiting);
    switch (m_session.phase()) {
    case Phase::Idle:
        return showIdle();
    case Phase::Waiting:
        return showWaiting();
    case Phase::Searching:
        return m_empty->show(QStringLiteral("search"),
                             tr("Searching…"),
                             tr("Asking the tracker who shares “%1”.").arg(m_session.text()));
    case Phase::Found:
        return showNothing();
    case Phase::NoQuery:
        return m_empty->show(QStringLiteral("warning"),
                             tr("This cannot be searched for"),
                             m_session.fault().what);
    case Phase::Failed: {
        const auto words = models::describe(m_session.problem());
        return m_empty->show(QStringLiteral("warning"),
                             words.title,
                             words.what % u' ' % words.advice);
    }
    }
}

void SearchTab::showIdle()
{
    if (!m_tracker.isJoined()) {
        m_empty->show(QStringLiteral("offline"), m_tracker.line(), m_tracker.reason());
        return;
    }
    m_empty->show(QStringLiteral("search"),
                  tr("What are you looking for?"),
                  tr("Type words of a name, in any order. “\"annual report\"” finds exactly this, "
                     "“-draft” leaves out; type:pdf, size:>10M, after:2026-01-31, peer:NAME and "
                     "re:PATTERN narrow it down."));
}

void SearchTab::showWaiting()
{
    QString text = m_tracker.reason();
    if (m_tracker.state() != TrackerStatus::State::NoTracker)
        text += u"\n\n"
                % tr("The search for “%1” starts by itself once joined.").arg(m_session.text());
    m_empty->show(QStringLiteral("offline"), m_tracker.line(), text);
}

void SearchTab::showNothing()
{
    if (m_results.isFiltered() && m_results.contentCount() > 0) {
        m_empty->show(QStringLiteral("filter"),
                      tr("No result has “%1”").arg(m_filter->text()),
                      tr("The filter looks in names, folders, types and peers. Clear it to see "
                         "all results again."));
        return;
    }
    m_empty->show(QStringLiteral("search"),
                  tr("Nothing found for “%1”").arg(m_session.text()),
                  m_session.isExactOnly()
                      ? tr("Nobody online shares a file of exactly this name, and this tracker "
                           "finds exact names only. Check the spelling, or try again later.")
                      : tr("Nobody online shares such a file. What appears is shown here by "
                           "itself."));
}

void SearchTab::showSummary()
{
    m_summary->setText(summary());
    m_summary->setToolTip(models::toolTip(m_summary->text()));
    m_all->setVisible(m_session.hasMore() || m_session.isFetching());
    m_all->setText(m_session.isFetching() ? tr("S&top") : tr("Show &all"));
    m_all->setToolTip(m_session.isFetching() ? tr("Keep what is here, and fetch no more")
                                             : tr("Fetch the other records too"));
}

QString SearchTab::summary() const
{
    models::SearchCount count;
    count.contents = static_cast<std::uint64_t>(m_results.contentCount());
    count.records = static_cast<std::uint64_t>(m_results.recordCount());
    count.shown = static_cast<std::uint64_t>(m_results.shownCount());
    count.total = m_session.total();
    count.isPartial = m_session.isPartial();
    count.isExactOnly = m_session.isExactOnly();
    count.isComing = m_session.isFetching() || m_results.isBusy();
    return models::describe(count);
}

} // namespace ft::widgets
