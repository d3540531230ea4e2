#include "peer-gui/widgets/networkpage.h"

namespace ft::widgets {

NetworkPage::NetworkPage(NetworkCommands &commands, QWidget *parent)
    : Page(parent)
    , m_commands(commands)
{}

QList<QAction *> NetworkPage::actionList() const
{
    return {};
}

void NetworkPage::find()
{
    setFocus(Qt::ShortcutFocusReason);
}

void NetworkPage::saveState(QSettings &) const {}

void NetworkPage::restoreState(const QSettings &) {}

} // namespace ft::widgets
