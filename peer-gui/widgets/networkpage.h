#pragma once

#include "peer-gui/models/trackerwatch.h"
#include "peer-gui/widgets/networkactions.h"
#include "peer-gui/widgets/networkcommands.h"
#include "peer-gui/widgets/page.h"
#include "peer-gui/widgets/peertab.h"

#include <optional>

class QTabWidget;

namespace ft::widgets {

class ConnectivityView;
class FactsView;
class PeerFilesView;
class PeersView;

/// The place to see who is there, what each of them shares, and whether one can be reached.
class NetworkPage final : public Page
{
    Q_OBJECT

public:
    /// `commands` and `tracker` must outlive the page; `self` is this peer's own name.
    NetworkPage(NetworkCommands &commands,
                const models::TrackerWatch &tracker,
                const HostName &self,
                QWidget *parent = nullptr);
    ~NetworkPage() override;

    /// Shows the whole share of a peer, given by its name or its `ADDRESS:PORT`, in a tab of its
    /// own.
    void browse(const QString &peer);
    void checkConnection();

    [[nodiscard]] QList<QAction *> actionList() const override;
    [[nodiscard]] QWidget *inspector() override;
    void find() override;

    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

signals:
    /// Whenever the tracker has told; nothing while this peer is not joined.
    void peersOnline(std::optional<int> count);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void setupTabs();
    void connectPeerActions();
    void connectFileActions();
    void connectPlaceActions();
    [[nodiscard]] PeerTab *currentTab() const;
    [[nodiscard]] PeerTab &tabOf(const QString &peer);
    PeerTab &openTab(const QString &peer);
    /// Those selected in the list, or the one whose share is seen.
    [[nodiscard]] QStringList currentPeers() const;
    [[nodiscard]] std::optional<Endpoint> endpointOf(const QString &peer) const;
    void askForAddress();
    void onOpened();
    void download(Transport transport);
    void verify();
    void copyLinks();
    void copyAddresses();
    void refresh();
    void closeTab(int index);
    void update();
    void showFacts();

    NetworkCommands &m_commands;
    NetworkActions m_actions;
    PeersView *m_peers;
    ConnectivityView *m_connectivity;
    QTabWidget *m_tabs;
    FactsView *m_inspector;
    PeerTab::Columns m_columns; ///< for the next tab
};

} // namespace ft::widgets
