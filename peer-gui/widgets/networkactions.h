#pragma once

#include <QAction>

#include <array>

namespace ft::widgets {

/// What can be done in the place of the other peers. Owned by the page they are made for.
struct NetworkActions
{
    explicit NetworkActions(QWidget &page);

    // of the peer that is selected, or whose share is seen
    QAction *browse;
    QAction *index;
    QAction *checkAll;
    QAction *ping;
    QAction *copyAddress;
    // of the files that are selected
    QAction *download;
    QAction *downloadUdp;
    QAction *verify;
    QAction *copyLink;
    // of the place
    QAction *browseAddress;
    QAction *refresh;
    QAction *closeTab;
    QAction *checkConnection;
    QAction *copyReport;
    std::array<QAction *, 2> separators;

    /// In groups, as they stand in a menu.
    [[nodiscard]] QList<QAction *> all() const
    {
        return ofPeer() << separators[0] << ofFiles() << separators[1] << ofPlace();
    }
    [[nodiscard]] QList<QAction *> ofPeer() const
    {
        return {browse, index, checkAll, ping, copyAddress};
    }
    [[nodiscard]] QList<QAction *> ofFiles() const
    {
        return {download, downloadUdp, verify, copyLink};
    }
    [[nodiscard]] QList<QAction *> ofPlace() const
    {
        return {browseAddress, refresh, closeTab, checkConnection, copyReport};
    }
};

} // namespace ft::widgets
