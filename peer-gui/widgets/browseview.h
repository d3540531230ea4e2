#pragma once

#include "peer-gui/models/sharetreemodel.h"
#include "peer-gui/widgets/peerfilesview.h"

#include <QTimer>

class QLineEdit;
class QTreeView;

namespace ft::widgets {

/// The whole share of a peer as a tree of folders and files.
class BrowseView final : public PeerFilesView
{
    Q_OBJECT

public:
    BrowseView(NetworkCommands &commands, const QString &peer, QWidget *parent = nullptr);

    void refresh() override;
    void find() override;
    [[nodiscard]] std::vector<PeerItem> selection() const override;
    [[nodiscard]] std::optional<Facts> facts() const override;
    [[nodiscard]] QByteArray columns() const override;
    void setColumns(const QByteArray &columns) override;
    void addItemActions(const QList<QAction *> &actions) override;

protected:
    void take(const engine::PeerAnswer &answer) override;
    [[nodiscard]] QString summaryText() const override;
    [[nodiscard]] bool hasRows() const override;
    void explain(EmptyState &empty) const override;

private:
    void setupTree();
    void onWorked();
    void applyFilter();
    void toggleFolder();
    [[nodiscard]] Facts folderFacts(const QModelIndex &folder) const;

    models::ShareTreeModel m_model;
    bool m_isArriving = false; ///< not all of the share is in the tree yet
    QTimer m_filterSoon;
    QLineEdit *m_filter;
    QTreeView *m_tree;
};

} // namespace ft::widgets
