#pragma once

#include "peer-gui/widgets/networkcommands.h"

#include <QWidget>

class QAction;
class QButtonGroup;
class QStackedWidget;

namespace ft::widgets {

class BrowseView;
class ChecksumView;
class IndexView;
class PeerFilesView;

/// One other peer and the ways to look at its share: as a tree, by date or pattern, by checksums.
class PeerTab final : public QWidget
{
    Q_OBJECT

public:
    enum class Way { Browse, Index, Checksums };

    /// How the columns of each way are.
    struct Columns
    {
        QByteArray browse;
        QByteArray index;
        QByteArray checksums;
    };

    /// `actions` concern what is selected, `buttons` stand beside the ways; both outlive the tab.
    PeerTab(NetworkCommands &commands,
            const QString &peer,
            const Columns &columns,
            const QList<QAction *> &actions,
            const QList<QAction *> &buttons,
            QWidget *parent = nullptr);

    [[nodiscard]] const QString &peer() const { return m_peer; }
    void go(Way way);
    [[nodiscard]] Way way() const;
    [[nodiscard]] PeerFilesView &view() const;
    [[nodiscard]] BrowseView &browse() const { return *m_browse; }
    [[nodiscard]] IndexView &index() const { return *m_index; }
    [[nodiscard]] ChecksumView &checksums() const { return *m_checksums; }
    [[nodiscard]] Columns columns() const;

signals:
    /// What is selected in the view that is seen is another, or it is another view.
    void selectionChanged();
    /// Enter or a double click on a file.
    void opened();

private:
    void addWay(PeerFilesView &view, const QString &iconName, const QString &text);

    QString m_peer;
    QButtonGroup *m_ways;
    QStackedWidget *m_views;
    BrowseView *m_browse;
    IndexView *m_index;
    ChecksumView *m_checksums;
};

} // namespace ft::widgets
