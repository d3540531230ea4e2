#pragma once

#include "peer-gui/widgets/historycommands.h"
#include "peer-gui/widgets/openurl.h"

class QAction;
class QKeySequence;
class QMenu;
class QWidget;

namespace ft::widgets {

/// What may be done with the selected entries of the history: open what they are about, find it
/// again, copy what is known of it.
class HistoryActions final : public QObject
{
    Q_OBJECT

public:
    /// `commands` must outlive it. Shortcuts work where the actions are added.
    HistoryActions(HistoryCommands &commands, OpenUrl openUrl, QWidget *parent);

    void setSelection(std::vector<engine::HistoryEntry> selection);

    [[nodiscard]] QAction *open() const { return m_open; }
    [[nodiscard]] QAction *openFolder() const { return m_openFolder; }
    [[nodiscard]] QAction *again() const { return m_again; }
    [[nodiscard]] QAction *browse() const { return m_browse; }
    [[nodiscard]] QAction *onlyPeer() const { return m_onlyPeer; }
    /// Opens a menu: what can be copied.
    [[nodiscard]] QAction *copy() const { return m_copy; }

signals:
    void searchAsked(const QString &text);
    /// `peer` is a host name, or `ADDRESS:PORT`.
    void browseAsked(const QString &peer);
    void onlyPeerAsked(const QString &peer);
    void said(const QString &sentence);

private:
    /// What is copied of an entry; empty for nothing.
    using Part = QString (*)(const engine::HistoryEntry &entry);

    void addCopy(QMenu &menu, const QString &text, const QKeySequence &shortcut, Part part);
    void setupCopies();
    void openFiles();
    void openFolders();
    void openAll(const QStringList &paths);
    void findAgain();
    void browsePeer();
    void showOnlyPeer();
    [[nodiscard]] QStringList partsOf(Part part) const;

    HistoryCommands &m_commands;
    OpenUrl m_openUrl;
    std::vector<engine::HistoryEntry> m_selection;
    QAction *m_open;
    QAction *m_openFolder;
    QAction *m_again;
    QAction *m_browse;
    QAction *m_onlyPeer;
    QAction *m_copy;
    std::vector<std::pair<QAction *, Part>> m_copies;
};

} // namespace ft::widgets
