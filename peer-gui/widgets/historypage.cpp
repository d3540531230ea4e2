#include "peer-gui/widgets/historypage.h"

namespace ft::widgets {

HistoryPage::HistoryPage(HistoryCommands &commands, QWidget *parent)
    : Page(parent)
    , m_commands(commands)
{}

QList<QAction *> HistoryPage::actionList() const
{
    return {};
}

void HistoryPage::find()
{
    setFocus(Qt::ShortcutFocusReason);
}

void HistoryPage::saveState(QSettings &) const {}

void HistoryPage::restoreState(const QSettings &) {}

} // namespace ft::widgets
