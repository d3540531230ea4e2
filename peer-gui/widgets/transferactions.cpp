#include "peer-gui/widgets/transferactions.h"

#include "peer-gui/widgets/icon.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

#include <algorithm>
#include <tuple>

namespace ft::widgets {

using engine::Priority;
using engine::TransferCommand;
using engine::TransferSnapshot;
using engine::TransferState;
using engine::WaitReason;

namespace {

std::uint64_t turnOf(const TransferSnapshot &transfer)
{
    const bool waits = transfer.wait && transfer.wait->kind == WaitReason::Kind::Turn;
    return waits ? transfer.wait->amount : 0;
}

/// Those that have their turn come before those that wait for theirs.
bool isEarlier(const TransferSnapshot &a, const TransferSnapshot &b)
{
    return std::tuple{turnOf(a), a.id} < std::tuple{turnOf(b), b.id};
}

/// Several that move this way keep their order only if the last one goes first.
bool startsAtTheEnd(TransferCommand command)
{
    return command == TransferCommand::MoveToTop || command == TransferCommand::MoveDown;
}

} // namespace

bool canTake(TransferCommand command, TransferState state)
{
    switch (command) {
    case TransferCommand::Pause:
        return !isOver(state) && state != TransferState::Paused;
    case TransferCommand::Resume:
        return state == TransferState::Paused;
    case TransferCommand::Retry:
        return state == TransferState::Failed || state == TransferState::Canceled;
    case TransferCommand::Cancel:
    case TransferCommand::MoveToTop:
    case TransferCommand::MoveUp:
    case TransferCommand::MoveDown:
    case TransferCommand::MoveToBottom:
        return !isOver(state);
    case TransferCommand::Forget:
        return isOver(state);
    }
    return false;
}

TransferActions::TransferActions(TransferCommands &commands, QWidget *parent)
    : QObject(parent)
    , m_commands(commands)
    , m_priorities(new QActionGroup{this})
    , m_pause(addControl(QStringLiteral("pause"),
                         tr("&Pause"),
                         tr("Hold the download; what has arrived is kept"),
                         Qt::CTRL | Qt::Key_P,
                         TransferCommand::Pause))
    , m_resume(addControl(QStringLiteral("resume"),
                          tr("Re&sume"),
                          tr("Go on with the download where it was paused"),
                          Qt::CTRL | Qt::SHIFT | Qt::Key_P,
                          TransferCommand::Resume))
    , m_retry(addControl(QStringLiteral("retry"),
                         tr("&Try again"),
                         tr("Start the download again"),
                         Qt::CTRL | Qt::Key_R,
                         TransferCommand::Retry))
    , m_cancel(addControl(QStringLiteral("cancel"),
                          tr("&Cancel"),
                          tr("End the download; nothing of it is kept"),
                          Qt::Key_Delete,
                          TransferCommand::Cancel))
    , m_queue(new QAction{icon(QStringLiteral("queue")), tr("&Queue"), this})
{
    auto *menu = new QMenu{parent};
    menu->addSection(tr("Priority"));
    addPriority(*menu, tr("&High priority"), Priority::High);
    addPriority(*menu, tr("&Normal priority"), Priority::Normal);
    addPriority(*menu, tr("&Low priority"), Priority::Low);
    menu->addSection(tr("Place in the queue"));
    addMove(*menu, tr("Move to &top"), Qt::ALT | Qt::Key_Home, TransferCommand::MoveToTop);
    addMove(*menu, tr("Move &up"), Qt::ALT | Qt::Key_Up, TransferCommand::MoveUp);
    addMove(*menu, tr("Move &down"), Qt::ALT | Qt::Key_Down, TransferCommand::MoveDown);
    addMove(*menu, tr("Move to &bottom"), Qt::ALT | Qt::Key_End, TransferCommand::MoveToBottom);
    m_queue->setMenu(menu);
    m_queue->setToolTip(tr("Which downloads go first when not all can run at once"));
    setSelection({});
}

QAction *TransferActions::addControl(const QString &iconName,
                                     const QString &text,
                                     const QString &tip,
                                     const QKeySequence &shortcut,
                                     TransferCommand command)
{
    auto *action = new QAction{icon(iconName), text, this};
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(tr("%1 (%2)", "what an action does, and its keys")
                           .arg(tip, shortcut.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, [this, command] { control(command); });
    return action;
}

void TransferActions::addPriority(QMenu &menu, const QString &text, Priority priority)
{
    QAction *action = menu.addAction(text);
    action->setCheckable(true);
    action->setData(static_cast<int>(priority));
    m_priorities->addAction(action);
    connect(action, &QAction::triggered, this, [this, priority] { setPriority(priority); });
}

void TransferActions::addMove(QMenu &menu,
                              const QString &text,
                              const QKeySequence &shortcut,
                              TransferCommand command)
{
    QAction *action = menu.addAction(text);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, [this, command] { control(command); });
}

void TransferActions::setSelection(std::vector<TransferSnapshot> selection)
{
    m_selection = std::move(selection);
    std::sort(m_selection.begin(), m_selection.end(), isEarlier);
    const auto can = [this](TransferCommand command) {
        return std::any_of(m_selection.begin(), m_selection.end(), [command](const auto &transfer) {
            return canTake(command, transfer.state);
        });
    };
    m_pause->setEnabled(can(TransferCommand::Pause));
    m_resume->setEnabled(can(TransferCommand::Resume));
    m_retry->setEnabled(can(TransferCommand::Retry));
    m_cancel->setEnabled(can(TransferCommand::Cancel));
    m_queue->setEnabled(can(TransferCommand::MoveUp));
    for (QAction *action : m_queue->menu()->actions())
        action->setEnabled(m_queue->isEnabled());
    checkPriority();
}

/// Checks the priority that all selected ones have; none when they differ.
void TransferActions::checkPriority()
{
    const bool isOne = !m_selection.empty()
                       && std::all_of(m_selection.begin(),
                                      m_selection.end(),
                                      [this](const TransferSnapshot &transfer) {
                                          return transfer.priority == m_selection[0].priority;
                                      });
    m_priorities->setExclusive(isOne);
    for (QAction *action : m_priorities->actions()) {
        action->setChecked(isOne
                           && action->data().toInt() == static_cast<int>(m_selection[0].priority));
    }
}

void TransferActions::control(TransferCommand command)
{
    auto selection = m_selection;
    if (startsAtTheEnd(command))
        std::reverse(selection.begin(), selection.end());
    for (const TransferSnapshot &transfer : selection) {
        if (canTake(command, transfer.state))
            m_commands.control(transfer.id, command);
    }
}

void TransferActions::setPriority(Priority priority)
{
    for (const TransferSnapshot &transfer : m_selection) {
        if (!isOver(transfer.state))
            m_commands.setPriority(transfer.id, priority);
    }
}

} // namespace ft::widgets
