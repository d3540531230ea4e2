#include "peer-gui/widgets/aids.h"

#include "peer-gui/widgets/appearance.h"
#include "peer-gui/widgets/commandpalette.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/shortcutsview.h"
#include "peer-gui/widgets/undobar.h"

#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QUndoStack>

namespace ft::widgets {

Aids::Aids(QMainWindow &window, QUndoStack &undo, QSettings &memory)
    : QObject(&window)
    , m_window(window)
    , m_undo(undo)
    , m_memory(memory)
    , m_palette(new CommandPalette{memory, &window})
{
    // Owned by the widget it lies over.
    [[maybe_unused]] const auto *bar = new UndoBar{undo, window.centralWidget()};
    connect(m_palette, &CommandPalette::searchAsked, this, &Aids::searchAsked);
}

void Aids::addToEdit(QMenu &menu)
{
    QAction *undo = m_undo.createUndoAction(&menu, tr("&Undo"));
    undo->setIcon(icon(QStringLiteral("undo")));
    undo->setShortcut(QKeySequence::Undo);
    undo->setToolTip(tr("Take back what was done last"));
    setReason(*undo, tr("There is nothing to undo."));
    QAction *redo = m_undo.createRedoAction(&menu, tr("&Redo"));
    redo->setIcon(icon(QStringLiteral("redo")));
    redo->setShortcuts({Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y});
    redo->setToolTip(tr("Do again what was taken back last"));
    setReason(*redo, tr("Nothing has been undone."));
    menu.addActions({undo, redo});
    menu.addSeparator();
    QAction *palette = menu.addAction(icon(QStringLiteral("command")),
                                      tr("Find a &command…"),
                                      Qt::CTRL | Qt::Key_K,
                                      this,
                                      [this] {
                                          m_palette->open(listActions(*m_window.menuBar()));
                                      });
    palette->setToolTip(tr("Find everything that can be done here by a few letters of its name"));
}

void Aids::addToView(QMenu &menu)
{
    menu.addSeparator();
    auto *appearance = new Appearance{m_memory, &m_window};
    appearance->addTo(menu);
    connect(appearance, &Appearance::said, this, &Aids::said);
}

void Aids::addToHelp(QMenu &menu)
{
    QAction *shortcuts = menu.addAction(icon(QStringLiteral("keyboard")),
                                        tr("&Keyboard shortcuts"),
                                        Qt::Key_F1,
                                        this,
                                        &Aids::showShortcuts);
    shortcuts->setToolTip(tr("Show the keys of everything that can be done here"));
    QAction *about = menu.addAction(icon(QStringLiteral("info")),
                                    tr("&About FileTracker"),
                                    Qt::SHIFT | Qt::Key_F1,
                                    this,
                                    &Aids::showAbout);
    about->setToolTip(tr("What this program is, and which version of it"));
}

void Aids::showAbout()
{
    auto *about = new QMessageBox{&m_window};
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->setWindowTitle(tr("About FileTracker"));
    about->setIconPixmap(programIcon().pixmap(64));
    about->setTextFormat(Qt::PlainText);
    about->setText(tr("FileTracker %1").arg(QStringLiteral(FT_VERSION)));
    about->setInformativeText(tr("Shares files between peers that find each other at a tracker. "
                                 "Every piece is verified while it arrives."));
    about->open();
}

void Aids::showShortcuts()
{
    auto *view = new ShortcutsView{listActions(*m_window.menuBar()), &m_window};
    view->setAttribute(Qt::WA_DeleteOnClose);
    view->open();
}

} // namespace ft::widgets
