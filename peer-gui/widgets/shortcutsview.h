#pragma once

#include "peer-gui/widgets/actioncatalog.h"

#include <QDialog>

namespace ft::widgets {

/// All actions of the window with their keys, by menu, as they are at the moment it opens.
class ShortcutsView final : public QDialog
{
    Q_OBJECT

public:
    ShortcutsView(const QList<ListedAction> &actions, QWidget *parent);
};

} // namespace ft::widgets
