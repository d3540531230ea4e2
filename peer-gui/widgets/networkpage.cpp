#include "peer-gui/widgets/networkpage.h"

#include "common/model/filelink.h"
#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/browseview.h"
#include "peer-gui/widgets/checksumview.h"
#include "peer-gui/widgets/connectivityview.h"
#include "peer-gui/widgets/factsview.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/indexview.h"
#include "peer-gui/widgets/peersview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputDialog>
#include <QSettings>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace ft::widgets {

namespace {

const QString BrowseKey = QStringLiteral("network/browseColumns");
const QString IndexKey = QStringLiteral("network/indexColumns");
const QString ChecksumsKey = QStringLiteral("network/checksumColumns");
constexpr int FixedTabs = 2; ///< the peers, and the connection

/// Without what lies in a folder that is there as well.
std::vector<PeerItem> withoutNested(std::vector<PeerItem> items)
{
    std::vector<QString> folders;
    for (const PeerItem &item : items) {
        if (!item.record)
            folders.push_back(item.name);
    }
    std::erase_if(items, [&folders](const PeerItem &item) {
        return std::any_of(folders.begin(), folders.end(), [&item](const QString &folder) {
            return item.name.size() > folder.size() && item.name.startsWith(folder);
        });
    });
    return items;
}

} // namespace

NetworkPage::NetworkPage(NetworkCommands &commands,
                         const models::TrackerWatch &tracker,
                         const HostName &self,
                         QWidget *parent)
    : Page(parent)
    , m_commands(commands)
    , m_actions(*this)
    , m_peers(new PeersView{commands, tracker, self, this})
    , m_connectivity(
          new ConnectivityView{commands, {m_actions.checkConnection, m_actions.copyReport}, this})
    , m_tabs(new QTabWidget{this})
    , m_inspector(new FactsView{this})
{
    setupTabs();
    connectPeerActions();
    connectFileActions();
    connectPlaceActions();
    update();
}

NetworkPage::~NetworkPage() = default;

void NetworkPage::setupTabs()
{
    m_tabs->setDocumentMode(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setElideMode(Qt::ElideRight);
    m_tabs->setAccessibleName(tr("Peers and their shares"));
    m_tabs->addTab(m_peers, icon(QStringLiteral("network")), tr("Peers"));
    m_tabs->addTab(m_connectivity, icon(QStringLiteral("connection")), tr("Connection"));
    for (int fixed = 0; fixed < FixedTabs; ++fixed) {
        for (const auto side : {QTabBar::LeftSide, QTabBar::RightSide})
            m_tabs->tabBar()->setTabButton(fixed, side, nullptr);
    }
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->addWidget(m_tabs);
    setFocusProxy(m_peers);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        setFocusProxy(m_tabs->currentWidget());
        update();
        m_peers->setSeen(isVisible() && m_tabs->currentWidget() == m_peers);
    });
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &NetworkPage::closeTab);
    connect(m_peers, &PeersView::peersOnline, this, &NetworkPage::peersOnline);
    connect(m_peers, &PeersView::selectionChanged, this, &NetworkPage::update);
    connect(m_connectivity, &ConnectivityView::changed, this, &NetworkPage::update);
}

void NetworkPage::connectPeerActions()
{
    m_peers->addActions(m_actions.ofPeer(),
                        {m_actions.browse, m_actions.ping, m_actions.browseAddress},
                        *m_actions.checkConnection);
    connect(m_peers, &PeersView::opened, m_actions.browse, &QAction::trigger);
    connect(m_actions.browse, &QAction::triggered, this, [this] {
        for (const QString &peer : currentPeers())
            browse(peer);
    });
    connect(m_actions.index, &QAction::triggered, this, [this] {
        for (const QString &peer : currentPeers()) {
            PeerTab &tab = tabOf(peer);
            tab.go(PeerTab::Way::Index);
            tab.index().find();
        }
    });
    connect(m_actions.checkAll, &QAction::triggered, this, [this] {
        for (const QString &peer : currentPeers()) {
            PeerTab &tab = tabOf(peer);
            tab.go(PeerTab::Way::Checksums);
            tab.checksums().checkAll();
        }
    });
    connect(m_actions.ping, &QAction::triggered, m_peers, &PeersView::pingSelected);
    connect(m_actions.copyAddress, &QAction::triggered, this, &NetworkPage::copyAddresses);
}

void NetworkPage::connectFileActions()
{
    connect(m_actions.download, &QAction::triggered, this, [this] { download(Transport::Tcp); });
    connect(m_actions.downloadUdp, &QAction::triggered, this, [this] { download(Transport::Udp); });
    connect(m_actions.verify, &QAction::triggered, this, &NetworkPage::verify);
    connect(m_actions.copyLink, &QAction::triggered, this, &NetworkPage::copyLinks);
}

void NetworkPage::connectPlaceActions()
{
    connect(m_actions.browseAddress, &QAction::triggered, this, &NetworkPage::askForAddress);
    connect(m_actions.refresh, &QAction::triggered, this, &NetworkPage::refresh);
    connect(m_actions.closeTab, &QAction::triggered, this, [this] {
        closeTab(m_tabs->currentIndex());
    });
    connect(m_actions.checkConnection, &QAction::triggered, this, [this] {
        if (m_connectivity->isChecking())
            m_connectivity->stop();
        else
            checkConnection();
    });
    connect(m_actions.copyReport, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(m_connectivity->report());
        emit said(tr("The report is in the clipboard."));
    });
}

void NetworkPage::browse(const QString &peer)
{
    PeerTab &tab = tabOf(peer);
    tab.go(PeerTab::Way::Browse);
    tab.browse().setFocus(Qt::OtherFocusReason);
}

void NetworkPage::checkConnection()
{
    m_tabs->setCurrentWidget(m_connectivity);
    m_connectivity->check();
}

/// In front from now on.
PeerTab &NetworkPage::tabOf(const QString &peer)
{
    for (int index = FixedTabs; index < m_tabs->count(); ++index) {
        auto *tab = qobject_cast<PeerTab *>(m_tabs->widget(index));
        if (tab->peer().compare(peer, Qt::CaseInsensitive) == 0) {
            m_tabs->setCurrentIndex(index);
            return *tab;
        }
    }
    return openTab(peer);
}

PeerTab &NetworkPage::openTab(const QString &peer)
{
    auto *tab = new PeerTab{m_commands,
                            peer,
                            m_columns,
                            m_actions.ofFiles(),
                            {m_actions.checkAll, m_actions.refresh, m_actions.download},
                            m_tabs};
    connect(tab, &PeerTab::selectionChanged, this, &NetworkPage::update);
    connect(tab, &PeerTab::opened, this, &NetworkPage::onOpened);
    const int index = m_tabs->addTab(tab,
                                     icon(QStringLiteral("folder")),
                                     QString{peer}.replace(u'&', QStringLiteral("&&")));
    m_tabs->setTabToolTip(index, tr("What %1 shares").arg(peer.toHtmlEscaped()));
    tab->browse().refresh();
    m_tabs->setCurrentIndex(index);
    return *tab;
}

PeerTab *NetworkPage::currentTab() const
{
    return qobject_cast<PeerTab *>(m_tabs->currentWidget());
}

QStringList NetworkPage::currentPeers() const
{
    if (const PeerTab *tab = currentTab())
        return {tab->peer()};
    QStringList peers;
    for (const engine::ListedPeer &peer : m_peers->selection())
        peers << models::askedAs(peer);
    return peers;
}

std::optional<Endpoint> NetworkPage::endpointOf(const QString &peer) const
{
    const auto listed = m_peers->peerNamed(peer);
    return listed ? std::optional{listed->endpoint} : Endpoint::parse(peer);
}

void NetworkPage::askForAddress()
{
    auto *dialog = new QInputDialog{this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Browse a peer"));
    dialog->setLabelText(tr("Name of the peer at the tracker, or its ADDRESS:PORT:"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &text) {
        if (!text.trimmed().isEmpty())
            browse(text.trimmed());
    });
    dialog->open();
}

/// A folder folds and unfolds; files are downloaded.
void NetworkPage::onOpened()
{
    const PeerTab *tab = currentTab();
    const auto items = tab ? tab->view().selection() : std::vector<PeerItem>{};
    const bool areFiles = std::all_of(items.begin(), items.end(), [](const PeerItem &item) {
        return item.record.has_value();
    });
    if (!items.empty() && areFiles)
        m_actions.download->trigger();
}

void NetworkPage::download(Transport transport)
{
    const PeerTab *tab = currentTab();
    if (!tab)
        return;
    const auto items = withoutNested(tab->view().selection());
    const auto endpoint = endpointOf(tab->peer());
    for (const PeerItem &item : items) {
        if (item.record && item.record->root && endpoint)
            m_commands.download({*item.record, *endpoint, HostName::parse(tab->peer().toUtf8())},
                                transport);
        else
            m_commands.fetch(tab->peer(), item.name, transport);
    }
    if (items.size() == 1)
        emit said(tr("Downloading %1 from %2").arg(models::shown(items.front().name), tab->peer()));
    else if (!items.empty())
        emit said(tr("Downloading %1 files and folders from %2")
                      .arg(QLocale{}.toString(static_cast<qulonglong>(items.size())), tab->peer()));
}

void NetworkPage::verify()
{
    PeerTab *tab = currentTab();
    if (!tab)
        return;
    std::vector<SharedPath> files;
    for (const PeerItem &item : tab->view().selection()) {
        if (item.record)
            files.push_back(item.record->path);
    }
    if (files.empty())
        return;
    tab->go(PeerTab::Way::Checksums);
    tab->checksums().verify(files);
}

void NetworkPage::copyLinks()
{
    const PeerTab *tab = currentTab();
    QStringList links;
    for (const PeerItem &item : tab ? tab->view().selection() : std::vector<PeerItem>{}) {
        if (item.record && item.record->root)
            links << FileLink{
                *item.record->root,
                item.record->size,
                item.record->path,
                item.record->md5,
                {}}.toString();
    }
    if (links.isEmpty())
        return emit said(tr("Nothing selected has a link: folders have none."));
    QGuiApplication::clipboard()->setText(links.join(u'\n'));
    emit said(links.size() == 1 ? tr("The link is in the clipboard.")
                                : tr("%1 links are in the clipboard.").arg(links.size()));
}

void NetworkPage::copyAddresses()
{
    QStringList addresses;
    for (const engine::ListedPeer &peer : m_peers->selection())
        addresses << peer.endpoint.toString();
    QGuiApplication::clipboard()->setText(addresses.join(u'\n'));
}

void NetworkPage::refresh()
{
    if (PeerTab *tab = currentTab())
        tab->view().refresh();
    else if (m_tabs->currentWidget() == m_connectivity)
        m_connectivity->check();
    else
        m_peers->refresh();
}

void NetworkPage::closeTab(int index)
{
    if (index < FixedTabs)
        return;
    auto *tab = qobject_cast<PeerTab *>(m_tabs->widget(index));
    m_columns = tab->columns();
    m_tabs->removeTab(index);
    tab->deleteLater();
    update();
}

void NetworkPage::update()
{
    const PeerTab *tab = currentTab();
    const bool hasPeer = tab || !m_peers->selection().empty();
    const bool isListSeen = m_tabs->currentWidget() == m_peers;
    const bool hasFiles = tab && tab->view().hasSelection();
    for (QAction *action : {m_actions.browse, m_actions.index, m_actions.checkAll})
        action->setEnabled(hasPeer && (isListSeen || tab));
    for (QAction *action : {m_actions.ping, m_actions.copyAddress})
        action->setEnabled(hasPeer && isListSeen);
    for (QAction *action : m_actions.ofFiles())
        action->setEnabled(hasFiles);
    m_actions.closeTab->setEnabled(tab != nullptr);
    m_actions.copyReport->setEnabled(!m_connectivity->report().isEmpty());
    m_actions.checkConnection->setText(m_connectivity->isChecking() ? tr("Stop checki&ng")
                                                                    : tr("Check the co&nnection"));
    showFacts();
}

void NetworkPage::showFacts()
{
    const PeerTab *tab = currentTab();
    const auto facts = tab                                  ? tab->view().facts()
                       : m_tabs->currentWidget() == m_peers ? m_peers->facts()
                                                            : std::nullopt;
    if (facts)
        return m_inspector->show(*facts);
    if (tab)
        m_inspector->showHint(tr("Select a file or folder to see it from near."));
    else if (m_tabs->currentWidget() == m_peers)
        m_inspector->showHint(tr("Select a peer to see how it can be reached."));
    else
        m_inspector->showHint(
            tr("Copy report puts what was found into the clipboard, without names of your files, "
               "to send to somebody who helps."));
}

QList<QAction *> NetworkPage::actionList() const
{
    return m_actions.all();
}

QWidget *NetworkPage::inspector()
{
    return m_inspector;
}

void NetworkPage::find()
{
    if (PeerTab *tab = currentTab())
        tab->view().find();
    else if (m_tabs->currentWidget() == m_peers)
        m_peers->find();
    else
        m_connectivity->setFocus(Qt::ShortcutFocusReason);
}

void NetworkPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_peers->setSeen(m_tabs->currentWidget() == m_peers);
}

void NetworkPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_peers->setSeen(false);
}

void NetworkPage::saveState(QSettings &settings) const
{
    m_peers->saveState(settings);
    const PeerTab *last = m_tabs->count() > FixedTabs
                              ? qobject_cast<PeerTab *>(m_tabs->widget(m_tabs->count() - 1))
                              : nullptr;
    const auto columns = last ? last->columns() : m_columns;
    settings.setValue(BrowseKey, columns.browse);
    settings.setValue(IndexKey, columns.index);
    settings.setValue(ChecksumsKey, columns.checksums);
}

void NetworkPage::restoreState(const QSettings &settings)
{
    m_peers->restoreState(settings);
    m_columns = {settings.value(BrowseKey).toByteArray(),
                 settings.value(IndexKey).toByteArray(),
                 settings.value(ChecksumsKey).toByteArray()};
}

} // namespace ft::widgets
