#include "peer-gui/widgets/makeaction.h"

#include "peer-gui/widgets/icon.h"

#include <QCoreApplication>

namespace ft::widgets {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::widgets::ActionFace)
};

} // namespace

QAction *makeAction(QObject *parent, const ActionFace &face, std::function<void()> run)
{
    auto *action = new QAction{icon(face.icon), face.text, parent};
    action->setShortcut(face.shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    const QString keys = face.shortcut.toString(QKeySequence::NativeText);
    action->setToolTip(
        keys.isEmpty()
            ? face.tip
            : Words::tr("%1 (%2)", "what an action does, and its keys").arg(face.tip, keys));
    QObject::connect(action, &QAction::triggered, parent, std::move(run));
    return action;
}

QAction *makeSeparator(QObject *parent)
{
    auto *separator = new QAction{parent};
    separator->setSeparator(true);
    return separator;
}

} // namespace ft::widgets
