#include "peer-gui/widgets/peersview.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"
#include "peer-gui/widgets/actionbutton.h"
#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/panel.h"
#include "peer-gui/widgets/plainlabel.h"
#include "peer-gui/widgets/tableview.h"

#include <QLineEdit>
#include <QShortcut>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace ft::widgets {

using engine::ListedPeer;
using models::PeersModel;

namespace {

const QString ColumnsKey = QStringLiteral("network/peerColumns");

} // namespace

PeersView::PeersView(NetworkCommands &commands,
                     const models::TrackerWatch &tracker,
                     const HostName &self,
                     QWidget *parent)
    : QWidget(parent)
    , m_commands(commands)
    , m_tracker(tracker)
    , m_model(self)
    , m_list(commands, tracker, {})
    , m_filter(new QLineEdit{this})
    , m_table(new TableView{m_model, tr("Peers online"), this})
    , m_empty(new EmptyState{this})
    , m_summary(new PlainLabel{this})
    , m_bottom(new QWidget{this})
{
    m_filter->setPlaceholderText(tr("Show only peers whose name or address has this in it"));
    m_filter->setAccessibleName(tr("Filter the peers"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    connect(m_filter, &QLineEdit::textChanged, this, &PeersView::applyFilter);
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        if (!m_table->currentIndex().isValid())
            m_table->selectFirstRow();
        m_table->setFocus(Qt::OtherFocusReason);
    });
    setupTable();
    m_stack = makePanelStack({m_empty, m_table}, this);
    auto *bottom = new QHBoxLayout{m_bottom};
    bottom->setContentsMargins({});
    bottom->addWidget(m_summary, 1);
    auto *layout = new QVBoxLayout{this};
    layout->addWidget(m_filter);
    layout->addWidget(m_stack->parentWidget(), 1);
    layout->addWidget(m_bottom);
    setFocusProxy(m_table);
    connectList();
    showState();
}

void PeersView::setupTable()
{
    m_table->setColumnWidths({36, 11, 14, 25, 19, 16, 26});
    m_table->sortByColumn(PeersModel::Name, Qt::AscendingOrder);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *open = new QShortcut{key, m_table};
        open->setContext(Qt::WidgetShortcut);
        connect(open, &QShortcut::activated, this, &PeersView::opened);
    }
    connect(m_table, &QAbstractItemView::doubleClicked, this, &PeersView::opened);
    connect(m_table->selectionModel(),
            &QItemSelectionModel::selectionChanged,
            this,
            &PeersView::selectionChanged);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &PeersView::selectionChanged);
}

void PeersView::connectList()
{
    connect(&m_list, &PeerList::listed, this, &PeersView::take);
    connect(&m_list, &PeerList::failed, this, [this](const engine::Problem &problem) {
        m_problem = problem;
        showState();
    });
    connect(&m_list, &PeerList::left, this, [this] {
        m_isListed = false;
        m_model.clear();
        showState();
        emit peersOnline(std::nullopt);
    });
    connect(&m_tracker, &models::TrackerWatch::changed, this, &PeersView::showState);
}

void PeersView::addActions(const QList<QAction *> &actions,
                           const QList<QAction *> &buttons,
                           QAction &whenEmpty)
{
    m_table->addActions(actions);
    for (QAction *action : buttons)
        m_bottom->layout()->addWidget(new ActionButton{*action, m_bottom});
    m_empty->addButton(new ActionButton{whenEmpty, m_empty});
}

void PeersView::take(const std::vector<ListedPeer> &peers)
{
    m_isListed = true;
    m_problem.reset();
    m_model.reconcile(peers);
    showState();
    emit peersOnline(static_cast<int>(peers.size()));
    emit selectionChanged();
}

void PeersView::refresh()
{
    m_list.refresh();
}

void PeersView::find()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

std::vector<ListedPeer> PeersView::selection() const
{
    std::vector<ListedPeer> peers;
    for (const int row : m_table->selectedRows())
        peers.push_back(m_model.peer(row));
    return peers;
}

std::optional<ListedPeer> PeersView::peerNamed(const QString &peer) const
{
    const auto row = m_model.rowOf(peer);
    return row ? std::optional{m_model.peer(*row)} : std::nullopt;
}

std::optional<Facts> PeersView::facts() const
{
    const auto row = m_table->currentRow();
    if (!row)
        return std::nullopt;
    const ListedPeer &peer = m_model.peer(*row);
    const auto &pings = m_model.pings(*row);
    Facts facts{models::nameOf(peer), models::reachSentence(peer) % u'\n' % pings.sentence(), {}};
    if (m_model.isOwn(*row))
        facts.title = tr("%1 (this peer)").arg(facts.title);
    facts.facts = {{tr("Shares"),
                    tr("%1, %2", "like 12 files, 3.1 MB")
                        .arg(models::formatFileCount(peer.files), models::formatSize(peer.bytes))},
                   {tr("Address"), peer.endpoint.toString()},
                   {tr("Round trip from the tracker"),
                    peer.roundTrip ? models::formatRoundTrip(*peer.roundTrip)
                                   : tr("not known yet", "a round trip")},
                   {tr("Fastest ping from here"),
                    pings.fastest() ? models::formatRoundTrip(*pings.fastest()) : QString{}}};
    return facts;
}

void PeersView::pingSelected()
{
    for (const ListedPeer &peer : selection())
        ping(models::askedAs(peer));
}

void PeersView::ping(const QString &peer)
{
    m_model.notePinging(peer);
    m_commands.ping(peer, this, [this, peer](const auto &answer) {
        m_model.notePing(peer, answer);
    });
}

void PeersView::applyFilter(const QString &text)
{
    const QString part = text.trimmed();
    const auto has = [part](const QString &cell) {
        return cell.contains(part, Qt::CaseInsensitive);
    };
    m_table->proxy().setFilter([this, has](int row) {
        const ListedPeer &peer = m_model.peer(row);
        return has(models::nameOf(peer)) || has(peer.endpoint.toString());
    });
    showState();
}

void PeersView::showState()
{
    const bool hasOthers = m_model.rowCount() > 1 || (m_model.rowCount() == 1 && !m_model.isOwn(0));
    const bool hasRows = hasOthers && m_table->model()->rowCount() > 0;
    m_summary->setText(hasOthers ? summary() : QString{});
    if (!hasRows)
        explainEmptiness();
    m_stack->setCurrentWidget(hasRows ? static_cast<QWidget *>(m_table) : m_empty);
    // What is hidden takes no focus: as proxy it would trap the Tab key.
    setFocusProxy(m_stack->currentWidget() == m_table ? m_table : nullptr);
}

void PeersView::explainEmptiness()
{
    if (!m_tracker.isJoined()) {
        m_empty->show(QStringLiteral("offline"), m_tracker.line(), m_tracker.reason());
    } else if (m_model.rowCount() > 1) {
        m_empty->show(QStringLiteral("search"),
                      tr("No peer matches"),
                      tr("None of the peers online has “%1” in its name or address.")
                          .arg(m_filter->text().trimmed()));
    } else if (m_problem) {
        const auto words = models::describe(*m_problem);
        m_empty->show(QStringLiteral("warning"), words.title, words.what % u' ' % words.advice);
    } else if (!m_isListed) {
        m_empty->show(QStringLiteral("network"), tr("Who is online?"), tr("Asking the tracker…"));
    } else {
        m_empty->show(QStringLiteral("network"),
                      tr("Nobody else is online"),
                      tr("You are the only peer at this tracker. Others appear here by themselves "
                         "as soon as they join."));
    }
}

QString PeersView::summary() const
{
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        files += m_model.peer(row).files;
        bytes += m_model.peer(row).bytes;
    }
    const QLocale locale;
    const QString text = tr("%1 peers online share %2, %3", "like 5 peers; 12 files; 3.1 MB")
                             .arg(locale.toString(m_model.rowCount()),
                                  models::formatFileCount(files),
                                  models::formatSize(bytes));
    if (!m_problem)
        return text;
    return tr("%1. Not up to date: %2", "what is known, and what went wrong")
        .arg(text, models::describe(*m_problem).what);
}

void PeersView::saveState(QSettings &settings) const
{
    m_table->saveColumns(settings, ColumnsKey);
}

void PeersView::restoreState(const QSettings &settings)
{
    m_table->restoreColumns(settings, ColumnsKey);
}

} // namespace ft::widgets
