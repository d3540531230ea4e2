#include "peer-gui/widgets/shareactions.h"

#include "peer-gui/widgets/icon.h"

#include <QAction>
#include <QWidget>

namespace ft::widgets {

using models::ShareTree;

ShareActions::ShareActions(QWidget *parent)
    : QObject(parent)
    , m_place(parent)
{
    makeForAll();
    makeForFiles();
    makeForFolders();
    for (int i = 0; i < 4; ++i)
        m_separators.append(separator());
    setFiles(0, false);
    setFolder(nullptr);
}

QAction *ShareActions::make(const QString &iconName,
                            const QString &text,
                            const QString &tip,
                            const QKeySequence &shortcut)
{
    auto *action = new QAction{icon(iconName), text, this};
    action->setToolTip(tip);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    return action;
}

QAction *ShareActions::separator()
{
    auto *line = new QAction{this};
    line->setSeparator(true);
    return line;
}

void ShareActions::makeForAll()
{
    m_addFolder = make(QStringLiteral("addfolder"),
                       tr("&Add folder…"),
                       tr("Choose a folder to share with all that is in it, now and later"),
                       Qt::CTRL | Qt::SHIFT | Qt::Key_O);
    m_publish = make(QStringLiteral("publish"),
                     tr("&Publish a file…"),
                     tr("Choose a single file and the name to share it under"),
                     Qt::CTRL | Qt::Key_O);
    m_leaveOut = make(QStringLiteral("filter"),
                      tr("What to &leave out…"),
                      tr("Choose which files of the share folders nobody is to see"),
                      Qt::CTRL | Qt::Key_E);
    m_rescan = make(QStringLiteral("retry"),
                    tr("Look for c&hanges"),
                    tr("Look through all share folders now"),
                    Qt::Key_F5);
    m_check = make(QStringLiteral("check"),
                   tr("&Check files"),
                   tr("Read the selected files again, or all of them, to see whether the disk "
                      "still has what is shared"),
                   Qt::Key_F7);
    m_repair = make(QStringLiteral("repair"),
                    tr("&Repair damaged files"),
                    tr("Fetch the damaged pieces of the selected files, or of all, from other "
                       "peers"),
                    Qt::Key_F8);
}

void ShareActions::makeForFiles()
{
    m_open = make(QStringLiteral("open"),
                  tr("&Open file"),
                  tr("Open the selected file in the program for it"),
                  Qt::Key_Return);
    m_open->setShortcutContext(Qt::WidgetShortcut);
    m_openFolder = make(QStringLiteral("folder"),
                        tr("Open its &folder"),
                        tr("Show the folder that the selected file lies in"),
                        Qt::CTRL | Qt::Key_Return);
    m_copyLink = make(QStringLiteral("link"),
                      tr("Cop&y link"),
                      tr("Copy links that you can send to others: they find the selected files "
                         "by them, whatever their names are then"),
                      Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    m_copyName = make(QStringLiteral("copy"),
                      tr("Copy &name"),
                      tr("Copy the names that others see of the selected files"),
                      Qt::CTRL | Qt::Key_C);
    m_copyName->setShortcutContext(Qt::WidgetShortcut);
    m_searchOthers = make(QStringLiteral("search"),
                          tr("&Who else has this"),
                          tr("Search for other peers that share the same content"),
                          Qt::CTRL | Qt::SHIFT | Qt::Key_F);
    m_publishAs = make(QStringLiteral("publish"),
                       tr("Share under another na&me…"),
                       tr("Offer the selected file under a second name, too"),
                       Qt::Key_F2);
    m_publishAs->setShortcutContext(Qt::WidgetShortcut);
    m_stopFiles = make(QStringLiteral("unpublish"),
                       tr("&Stop sharing the files"),
                       tr("Offer the selected files no longer; they stay where they are"),
                       Qt::Key_Delete);
    m_stopFiles->setShortcutContext(Qt::WidgetShortcut);
}

void ShareActions::makeForFolders()
{
    m_showFolder = make(QStringLiteral("open"),
                        tr("Open fol&der"),
                        tr("Show the selected folder on the disk"),
                        Qt::Key_Return);
    m_showFolder->setShortcutContext(Qt::WidgetShortcut);
    m_removeFolder = make(QStringLiteral("remove"),
                          tr("S&top sharing the folder"),
                          tr("Share nothing of the selected folder any more; its files stay where "
                             "they are"),
                          Qt::Key_Delete);
    m_removeFolder->setShortcutContext(Qt::WidgetShortcut);
    m_switchFolder = make(QStringLiteral("pause"), QString{}, QString{}, Qt::CTRL | Qt::Key_B);
}

void ShareActions::showSwitch(bool isOff)
{
    m_switchFolder->setIcon(icon(isOff ? QStringLiteral("resume") : QStringLiteral("pause")));
    m_switchFolder->setText(isOff ? tr("Share the folder a&gain")
                                  : tr("Take the folder o&ut for now"));
    m_switchFolder->setToolTip(
        isOff ? tr("Share the files of the selected folder again")
              : tr("Share nothing of the selected folder until you say so, and keep it in the "
                   "list"));
}

void ShareActions::setFiles(qsizetype selected, bool hasRoot)
{
    m_open->setEnabled(selected == 1);
    m_openFolder->setEnabled(selected == 1);
    m_copyName->setEnabled(selected > 0);
    m_stopFiles->setEnabled(selected > 0);
    m_copyLink->setEnabled(selected > 0 && hasRoot);
    m_searchOthers->setEnabled(selected == 1);
    m_publishAs->setEnabled(selected == 1);
}

void ShareActions::setFolder(const ShareTree::Node *folder)
{
    const bool isShareFolder = folder && folder->folder;
    const bool isFolder = isShareFolder || (folder && folder->kind == ShareTree::Kind::Inside);
    m_showFolder->setEnabled(isFolder);
    m_removeFolder->setEnabled(isFolder);
    m_switchFolder->setEnabled(isShareFolder);
    showSwitch(isShareFolder && folder->folder->state == engine::ShareFolderInfo::State::Off);
}

QList<QAction *> ShareActions::all() const
{
    return QList<QAction *>{m_addFolder, m_publish, m_leaveOut, m_separators[0]} + ofFolders()
           + QList<QAction *>{m_separators[1]} + ofFiles();
}

QList<QAction *> ShareActions::ofFiles() const
{
    return {m_open,
            m_openFolder,
            m_copyLink,
            m_copyName,
            m_searchOthers,
            m_publishAs,
            m_separators[2],
            m_check,
            m_repair,
            m_separators[3],
            m_stopFiles};
}

QList<QAction *> ShareActions::ofFolders() const
{
    return {m_showFolder, m_switchFolder, m_removeFolder, m_rescan};
}

} // namespace ft::widgets
