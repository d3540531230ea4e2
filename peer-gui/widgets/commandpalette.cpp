#include "peer-gui/widgets/commandpalette.h"

#include "peer-gui/widgets/commanddelegate.h"
#include "peer-gui/widgets/icon.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>

namespace ft::widgets {

namespace {

const QString RecentKey = QStringLiteral("window/recent-commands");
constexpr int MostRecent = 10;
constexpr int MostRows = 12; // seen at once
constexpr int WidthInCharacters = 80;

} // namespace

CommandPalette::CommandPalette(QSettings &memory, QWidget *parent)
    : QFrame(parent)
    , m_memory(memory)
    , m_box(new QLineEdit{this})
    , m_view(new QListView{this})
{
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("All commands"));
    setFrameShape(QFrame::StyledPanel);
    setFrameShadow(QFrame::Raised);
    setAutoFillBackground(true);
    m_box->setPlaceholderText(tr("What do you want to do?"));
    m_box->setAccessibleName(tr("Find a command"));
    m_box->addAction(icon(QStringLiteral("command")), QLineEdit::LeadingPosition);
    m_view->setAccessibleName(tr("Commands found"));
    m_view->setModel(&m_list);
    m_view->setItemDelegate(new CommandDelegate{m_view});
    m_view->setUniformItemSizes(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setFrameShape(QFrame::NoFrame);
    // The box keeps the focus: one types on while the list follows.
    m_view->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout{this};
    layout->addWidget(m_box);
    layout->addWidget(m_view, 1);
    connect(m_box, &QLineEdit::textChanged, this, &CommandPalette::type);
    connect(m_view, &QListView::clicked, this, &CommandPalette::run);
    // The row that Enter runs is told to a screen reader, which follows the focus.
    connect(m_view->selectionModel(),
            &QItemSelectionModel::currentChanged,
            this,
            [this](const QModelIndex &current) {
                m_box->setAccessibleDescription(current.data(Qt::AccessibleTextRole).toString());
            });
    m_box->installEventFilter(this);
    parent->installEventFilter(this);
    hide();
}

void CommandPalette::open(const QList<ListedAction> &actions)
{
    std::vector<models::Command> commands;
    m_actions.clear();
    m_names.clear();
    for (const auto &[action, menu, text] : actions) {
        commands.push_back(
            {text, menu, keysOf(*action), action->icon(), action->isEnabled(), reasonOf(*action)});
        m_actions.emplace_back(action);
        m_names << commands.back().name();
    }
    m_list.setCommands(std::move(commands), m_memory.value(RecentKey).toStringList());
    if (!isVisible())
        m_before = QApplication::focusWidget();
    m_box->clear();
    type({});
    show();
    raise();
    m_box->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::type(const QString &typed)
{
    m_list.setTyped(typed);
    m_view->setCurrentIndex(m_list.index(0, 0));
    place();
}

/// As high as what is found, below the top of the window and in its middle.
void CommandPalette::place()
{
    const int row = std::max(1, m_view->sizeHintForRow(0));
    m_view->setFixedHeight(row * std::clamp(m_list.rowCount(), 1, MostRows));
    const QSize room = parentWidget()->size();
    const int wanted = WidthInCharacters * fontMetrics().averageCharWidth();
    const int width = std::min(wanted, room.width() - 2 * row);
    const QSize size{width, std::min(sizeHint().height(), room.height() - row)};
    setGeometry(QRect{QPoint{(room.width() - width) / 2, row}, size});
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent()) {
        if (event->type() == QEvent::Resize && isVisible())
            place();
    } else if (event->type() == QEvent::KeyPress) {
        return handleKey(static_cast<QKeyEvent *>(event)->key());
    } else if (event->type() == QEvent::FocusOut
               && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason) {
        hide();
    }
    return QFrame::eventFilter(watched, event);
}

/// Whether the key was for the list.
bool CommandPalette::handleKey(int key)
{
    const int row = m_view->currentIndex().row();
    const int count = m_list.rowCount();
    const auto move = [this](int to) {
        m_view->setCurrentIndex(m_list.index(to, 0));
        return true;
    };
    switch (key) {
    case Qt::Key_Down:
        return move(count == 0 ? 0 : (row + 1) % count);
    case Qt::Key_Up:
        return move(count == 0 ? 0 : (row + count - 1) % count);
    case Qt::Key_PageDown:
        return move(std::min(row + MostRows, count - 1));
    case Qt::Key_PageUp:
        return move(std::max(row - MostRows, 0));
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run();
        return true;
    case Qt::Key_Escape:
        leave();
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true; // there is nothing else to go to
    default:
        return false;
    }
}

void CommandPalette::run()
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid() || !index.data(models::CommandList::EnabledRole).toBool())
        return;
    const auto command = m_list.commandAt(index.row());
    const QString typed = m_list.typed();
    leave();
    if (!command) {
        emit searchAsked(typed);
        return;
    }
    remember(m_names.at(static_cast<qsizetype>(*command)));
    if (QAction *action = m_actions[*command])
        action->trigger();
}

/// Hides, and gives the focus back.
void CommandPalette::leave()
{
    hide();
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
}

void CommandPalette::remember(const QString &name)
{
    QStringList recent = m_memory.value(RecentKey).toStringList();
    recent.removeAll(name);
    recent.prepend(name);
    m_memory.setValue(RecentKey, recent.mid(0, MostRecent));
}

} // namespace ft::widgets
