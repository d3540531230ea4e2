#include "peer-gui/widgets/transferactions.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/makeaction.h"
#include "peer-gui/widgets/ratelimitmenu.h"
#include "peer-gui/widgets/transferundo.h"

#include <QActionGroup>
#include <QLocale>
#include <QMenu>
#include <QUndoStack>

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

TransferActions::TransferActions(TransferCommands &commands, QUndoStack &undo, QWidget *parent)
    : QObject(parent)
    , m_commands(commands)
    , m_undo(undo)
    , m_priorities(new QActionGroup{this})
    , m_limit(new RateLimitMenu{parent})
{
    setupControls();
    setupQueue(parent);
    connect(m_limit, &RateLimitMenu::chosen, this, &TransferActions::setRateLimit);
    setSelection({});
    setAll(false, false);
}

void TransferActions::setupControls()
{
    const auto controlBy = [this](TransferCommand command) {
        return [this, command] {
            control(command);
        };
    };
    const auto askAll = [this](TransferCommand command) {
        return [this, command] {
            emit allAsked(command);
        };
    };
    m_pause = makeAction(this,
                         {QStringLiteral("pause"),
                          tr("&Pause"),
                          tr("Hold the download; what has arrived is kept"),
                          Qt::CTRL | Qt::Key_P},
                         controlBy(TransferCommand::Pause));
    m_resume = makeAction(this,
                          {QStringLiteral("resume"),
                           tr("Re&sume"),
                           tr("Go on with the download where it was paused"),
                           Qt::CTRL | Qt::SHIFT | Qt::Key_P},
                          controlBy(TransferCommand::Resume));
    m_retry = makeAction(this,
                         {QStringLiteral("retry"),
                          tr("&Try again"),
                          tr("Start the download again"),
                          Qt::CTRL | Qt::Key_R},
                         controlBy(TransferCommand::Retry));
    m_cancel = makeAction(this,
                          {QStringLiteral("cancel"),
                           tr("&Cancel"),
                           tr("End the download and throw away what has arrived; undo begins it "
                              "again, from the start"),
                           Qt::Key_Delete},
                          [this] { cancelSelected(); });
    m_pauseAll = makeAction(this,
                            {QStringLiteral("pause"),
                             tr("Pause &all"),
                             tr("Hold every download, those not shown here as well"),
                             Qt::CTRL | Qt::ALT | Qt::Key_P},
                            askAll(TransferCommand::Pause));
    m_resumeAll = makeAction(this,
                             {QStringLiteral("resume"),
                              tr("Res&ume all"),
                              tr("Go on with every download that is paused"),
                              Qt::CTRL | Qt::ALT | Qt::Key_R},
                             askAll(TransferCommand::Resume));
}

void TransferActions::setupQueue(QWidget *parent)
{
    m_queue = new QAction{icon(QStringLiteral("queue")), tr("&Queue"), this};
    m_queue->setToolTip(tr("Which downloads go first when not all can run at once"));
    auto *menu = new QMenu{parent};
    menu->setToolTipsVisible(true);
    menu->addSection(tr("Priority"));
    addPriority(*menu, tr("&High priority"), Qt::Key_1, Priority::High);
    addPriority(*menu, tr("&Normal priority"), Qt::Key_2, Priority::Normal);
    addPriority(*menu, tr("&Low priority"), Qt::Key_3, Priority::Low);
    menu->addSection(tr("Place in the queue"));
    addMove(*menu, tr("Move to &top"), Qt::Key_Home, TransferCommand::MoveToTop);
    addMove(*menu, tr("Move &up"), Qt::Key_Up, TransferCommand::MoveUp);
    addMove(*menu, tr("Move &down"), Qt::Key_Down, TransferCommand::MoveDown);
    addMove(*menu, tr("Move to &bottom"), Qt::Key_End, TransferCommand::MoveToBottom);
    m_queue->setMenu(menu);
}

void TransferActions::addPriority(QMenu &menu, const QString &text, Qt::Key key, Priority priority)
{
    QAction *action = makeAction(this,
                                 {QStringLiteral("queue"),
                                  text,
                                  tr("Those of higher priority get their turn first"),
                                  Qt::CTRL | Qt::SHIFT | key},
                                 [this, priority] { setPriority(priority); });
    action->setCheckable(true);
    action->setData(static_cast<int>(priority));
    m_priorities->addAction(action);
    menu.addAction(action);
}

void TransferActions::addMove(QMenu &menu,
                              const QString &text,
                              Qt::Key key,
                              TransferCommand command)
{
    menu.addAction(makeAction(this,
                              {QStringLiteral("queue"),
                               text,
                               tr("Among those of the same priority, the upper ones go first"),
                               Qt::ALT | key},
                              [this, command] { control(command); }));
}

QAction *TransferActions::limit() const
{
    return m_limit->menuAction();
}

bool TransferActions::can(TransferCommand command) const
{
    return std::any_of(m_selection.begin(), m_selection.end(), [command](const auto &transfer) {
        return canTake(command, transfer.state);
    });
}

void TransferActions::setSelection(std::vector<TransferSnapshot> selection)
{
    m_selection = std::move(selection);
    std::sort(m_selection.begin(), m_selection.end(), isEarlier);
    m_pause->setEnabled(can(TransferCommand::Pause));
    m_resume->setEnabled(can(TransferCommand::Resume));
    m_retry->setEnabled(can(TransferCommand::Retry));
    m_cancel->setEnabled(can(TransferCommand::Cancel));
    m_queue->setEnabled(can(TransferCommand::MoveUp));
    for (QAction *action : m_queue->menu()->actions())
        action->setEnabled(m_queue->isEnabled());
    checkPriority();
    std::vector<std::uint64_t> limits;
    for (const TransferSnapshot &transfer : m_selection) {
        if (!isOver(transfer.state))
            limits.push_back(transfer.limit);
    }
    m_limit->showLimits(limits);
}

void TransferActions::setAll(bool canPause, bool canResume)
{
    m_pauseAll->setEnabled(canPause);
    m_resumeAll->setEnabled(canResume);
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

void TransferActions::cancelSelected()
{
    std::vector<engine::TransferId> ids;
    QString name;
    for (const TransferSnapshot &transfer : m_selection) {
        if (!canTake(TransferCommand::Cancel, transfer.state))
            continue;
        ids.push_back(transfer.id);
        name = models::shown(transfer.name);
    }
    if (ids.empty())
        return;
    const QString text = ids.size() == 1
                             ? tr("Cancel the download of “%1”").arg(name)
                             : tr("Cancel %1 downloads").arg(QLocale{}.toString(ids.size()));
    m_undo.push(new CancelDownloads{m_commands, std::move(ids), text});
}

void TransferActions::setRateLimit(std::uint64_t bytesPerSecond)
{
    for (const TransferSnapshot &transfer : m_selection) {
        if (!isOver(transfer.state))
            m_commands.setRateLimit(transfer.id, bytesPerSecond);
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
