#pragma once

#include <QObject>

class QMainWindow;
class QMenu;
class QSettings;
class QUndoStack;

namespace ft::widgets {

class CommandPalette;

/// What helps in every place of a window: undoing, the palette of commands, the overview of
/// shortcuts, theme and language.
class Aids final : public QObject
{
    Q_OBJECT

public:
    /// `window` has its central widget and a menu bar already; all must outlive this.
    Aids(QMainWindow &window, QUndoStack &undo, QSettings &memory);

    void addToEdit(QMenu &menu);
    void addToView(QMenu &menu);
    void addToHelp(QMenu &menu);

signals:
    /// A sentence; plain text.
    void said(const QString &text);
    /// The user wants to look for such files.
    void searchAsked(const QString &text);

private:
    void showShortcuts();
    void showAbout();

    QMainWindow &m_window;
    QUndoStack &m_undo;
    QSettings &m_memory;
    CommandPalette *m_palette;
};

} // namespace ft::widgets
