#pragma once

#include "peer-gui/models/peersmodel.h"
#include "peer-gui/models/trackerwatch.h"
#include "peer-gui/widgets/factsview.h"
#include "peer-gui/widgets/peerlist.h"

class QAction;
class QLabel;
class QLineEdit;
class QSettings;
class QStackedLayout;

namespace ft::widgets {

class EmptyState;
class TableView;

/// Who is online, what they share, and how they can be reached.
class PeersView final : public QWidget
{
    Q_OBJECT

public:
    /// References must outlive the view; `self` is this peer's own name.
    PeersView(NetworkCommands &commands,
              const models::TrackerWatch &tracker,
              const HostName &self,
              QWidget *parent = nullptr);

    /// These belong into the context menu; `buttons` of them below the table, and one into the
    /// place of a table that is empty.
    void addActions(const QList<QAction *> &actions,
                    const QList<QAction *> &buttons,
                    QAction &whenEmpty);

    void setSeen(bool isSeen) { m_list.setSeen(isSeen); }
    void refresh();
    void find();
    /// Those selected; or the one with the cursor.
    [[nodiscard]] std::vector<engine::ListedPeer> selection() const;
    [[nodiscard]] std::optional<Facts> facts() const;
    void pingSelected();
    /// Where a peer is, by its name; nothing when it is not listed.
    [[nodiscard]] std::optional<engine::ListedPeer> peerNamed(const QString &peer) const;

    void saveState(QSettings &settings) const;
    void restoreState(const QSettings &settings);

signals:
    void selectionChanged();
    /// Enter or a double click on a peer.
    void opened();
    /// Nothing while this peer is not joined.
    void peersOnline(std::optional<int> count);

private:
    void setupTable();
    void connectList();
    void take(const std::vector<engine::ListedPeer> &peers);
    void ping(const QString &peer);
    void applyFilter(const QString &text);
    void showState();
    void explainEmptiness();
    [[nodiscard]] QString summary() const;

    NetworkCommands &m_commands;
    const models::TrackerWatch &m_tracker;
    models::PeersModel m_model;
    PeerList m_list;
    bool m_isListed = false; ///< the tracker has told who is online
    std::optional<engine::Problem> m_problem; ///< with the last question
    QLineEdit *m_filter;
    TableView *m_table;
    EmptyState *m_empty;
    QLabel *m_summary;
    QWidget *m_bottom;
    QStackedLayout *m_stack = nullptr;
};

} // namespace ft::widgets
