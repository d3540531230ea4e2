#include "peer-gui/widgets/actioncatalog.h"
#include "tests/peer-widgets/stage.h"

#include <QAction>
#include <QLineEdit>
#include <QMenuBar>
#include <QUndoCommand>
#include <QUndoStack>

namespace ft::scenes {

namespace {

void press(const Stage &stage, const QKeySequence &keys)
{
    for (const auto &[action, menu, text] : widgets::listActions(*stage.window->menuBar())) {
        if (action->shortcut() == keys)
            action->trigger();
    }
}

void typeCommand(const Stage &stage, const char *text)
{
    press(stage, Qt::CTRL | Qt::Key_K);
    stage.window->findChild<QWidget *>(QStringLiteral("palette"))
        ->findChild<QLineEdit *>()
        ->setText(QString::fromUtf8(text));
}

} // namespace

std::vector<Scene> windowScenes()
{
    return {{"banner",
             Place::Search,
             [](Stage &stage) {
                 stage.window->showFailure({engine::ProblemCode::PortInUse,
                                            engine::Operation::Listen,
                                            QStringLiteral("0.0.0.0:40112"),
                                            QStringLiteral("The bound address is already in use")});
             }},
            {"window-commands",
             Place::Transfers,
             [](Stage &stage) {
                 stage.window->go(Place::Transfers);
                 typeCommand(stage, "");
             }},
            {"window-command",
             Place::Search,
             [](Stage &stage) {
                 typeCommand(stage, "pa");
             }},
            {"window-shortcuts",
             Place::Search,
             [](Stage &stage) {
                 press(stage, Qt::Key_F1);
             }},
            {"window-undo", Place::Transfers, [](Stage &stage) {
                 stage.window->findChild<QUndoStack *>()->push(
                     new QUndoCommand{QStringLiteral("Remove 3 downloads from the list")});
             }}};
}

} // namespace ft::scenes
