#pragma once

#include <QList>
#include <QString>

class QAction;
class QMenuBar;

namespace ft::widgets {

/// An action of a menu bar, with the menus it stands in.
struct ListedAction
{
    QAction *action;
    QString menu; ///< title of the menu of the bar, without mnemonic
    QString text; ///< without mnemonic; behind the titles of submenus
};

/// Every action of the menus and their submenus once, in their order; neither separators nor the
/// submenus themselves.
[[nodiscard]] QList<ListedAction> listActions(const QMenuBar &bar);

/// A text of a menu or button without the mark of its mnemonic.
[[nodiscard]] QString withoutMnemonic(const QString &text);

/// The keys of an action as the user's keyboard calls them, all of them; empty for none.
[[nodiscard]] QString keysOf(const QAction &action);

// Why an action cannot be done at the moment: a sentence for those who wonder; may be empty.
void setReason(QAction &action, const QString &reason);
[[nodiscard]] QString reasonOf(const QAction &action);

} // namespace ft::widgets
