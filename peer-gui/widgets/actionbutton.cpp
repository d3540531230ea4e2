#include "peer-gui/widgets/actionbutton.h"

#include <QAction>
#include <QMenu>

namespace ft::widgets {

ActionButton::ActionButton(QAction &action, QWidget *parent)
    : QPushButton(parent)
{
    takeOver(action);
    connect(&action, &QAction::changed, this, [this, &action] { takeOver(action); });
    if (action.menu())
        setMenu(action.menu());
    else
        connect(this, &QPushButton::clicked, &action, &QAction::trigger);
}

void ActionButton::takeOver(const QAction &action)
{
    setText(action.text());
    setIcon(action.icon());
    setEnabled(action.isEnabled());
    setToolTip(action.toolTip());
    setAccessibleName(action.text().remove(u'&'));
}

} // namespace ft::widgets
