#pragma once

#include "peer-gui/models/sharetree.h"

#include <QObject>
#include <QWidgetList>

class QAction;
class QKeySequence;

namespace ft::widgets {

/// What can be done in the place of the share: the words, icons and shortcuts, and when each makes
/// sense.
class ShareActions final : public QObject
{
    Q_OBJECT

public:
    explicit ShareActions(QWidget *parent);

    /// How many are selected, and whether the first of them can be linked to.
    void setFiles(qsizetype selected, bool hasRoot);
    /// Null for none.
    void setFolder(const models::ShareTree::Node *folder);

    /// All, in groups with separators between them.
    [[nodiscard]] QList<QAction *> all() const;
    /// Those of the context menu of the files, and of the folders.
    [[nodiscard]] QList<QAction *> ofFiles() const;
    [[nodiscard]] QList<QAction *> ofFolders() const;

    [[nodiscard]] QAction *addFolder() const { return m_addFolder; }
    [[nodiscard]] QAction *publish() const { return m_publish; }
    [[nodiscard]] QAction *leaveOut() const { return m_leaveOut; }
    [[nodiscard]] QAction *rescan() const { return m_rescan; }
    [[nodiscard]] QAction *check() const { return m_check; }
    [[nodiscard]] QAction *repair() const { return m_repair; }
    [[nodiscard]] QAction *open() const { return m_open; }
    [[nodiscard]] QAction *openFolder() const { return m_openFolder; }
    [[nodiscard]] QAction *copyLink() const { return m_copyLink; }
    [[nodiscard]] QAction *copyName() const { return m_copyName; }
    [[nodiscard]] QAction *searchOthers() const { return m_searchOthers; }
    /// Offers the selected file under one more name.
    [[nodiscard]] QAction *publishAs() const { return m_publishAs; }
    [[nodiscard]] QAction *stopFiles() const { return m_stopFiles; }
    [[nodiscard]] QAction *showFolder() const { return m_showFolder; }
    [[nodiscard]] QAction *removeFolder() const { return m_removeFolder; }
    /// Takes the share folder out for the time being, or in again.
    [[nodiscard]] QAction *switchFolder() const { return m_switchFolder; }

private:
    [[nodiscard]] QAction *make(const QString &iconName,
                                const QString &text,
                                const QString &tip,
                                const QKeySequence &shortcut);
    [[nodiscard]] QAction *separator();
    void makeForAll();
    void makeForFiles();
    void makeForFolders();
    void showSwitch(bool isOff);

    QWidget *m_place;
    QAction *m_addFolder = nullptr;
    QAction *m_publish = nullptr;
    QAction *m_leaveOut = nullptr;
    QAction *m_rescan = nullptr;
    QAction *m_check = nullptr;
    QAction *m_repair = nullptr;
    QAction *m_open = nullptr;
    QAction *m_openFolder = nullptr;
    QAction *m_copyLink = nullptr;
    QAction *m_copyName = nullptr;
    QAction *m_searchOthers = nullptr;
    QAction *m_publishAs = nullptr;
    QAction *m_stopFiles = nullptr;
    QAction *m_showFolder = nullptr;
    QAction *m_removeFolder = nullptr;
    QAction *m_switchFolder = nullptr;
    QList<QAction *> m_separators;
};

} // namespace ft::widgets
