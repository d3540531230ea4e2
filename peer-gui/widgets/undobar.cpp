#include "peer-gui/widgets/undobar.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/plainlabel.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QUndoStack>

namespace ft::widgets {

UndoBar::UndoBar(QUndoStack &stack, QWidget *parent)
    : QFrame(parent)
    , m_stack(stack)
    , m_index(stack.index())
    , m_hideLater(this)
    , m_text(new PlainLabel{this})
    , m_undo(new QPushButton{icon(QStringLiteral("undo")), tr("Undo"), this})
{
    setObjectName(QStringLiteral("undobar"));
    setFrameShape(QFrame::StyledPanel);
    setFrameShadow(QFrame::Raised);
    setBackgroundRole(QPalette::ToolTipBase);
    setAutoFillBackground(true);
    m_text->setForegroundRole(QPalette::ToolTipText);
    m_undo->setToolTip(tr("Take back what was just done"));
    auto *close = new QToolButton{this};
    close->setIcon(icon(QStringLiteral("close")));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(tr("Close this message"));
    auto *layout = new QHBoxLayout{this};
    layout->addWidget(m_text, 1);
    layout->addWidget(m_undo);
    layout->addWidget(close);
    m_hideLater.setSingleShot(true);
    m_hideLater.setInterval(ShownFor);
    connect(&m_hideLater, &QTimer::timeout, this, &QWidget::hide);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_undo, &QPushButton::clicked, &stack, &QUndoStack::undo);
    connect(&stack, &QUndoStack::indexChanged, this, &UndoBar::follow);
    parent->installEventFilter(this);
    hide();
}

QString UndoBar::text() const
{
    return m_text->text();
}

void UndoBar::follow(int index)
{
    const bool isDone = index > 0 && index >= m_index;
    m_index = index;
    if (!isDone) {
        hide();
        return;
    }
    const QString text = tr("Done: %1", "what can be undone")
                             .arg(models::shown(m_stack.undoText()));
    m_text->setText(text);
    setAccessibleName(text);
    m_undo->setAccessibleName(tr("Undo: %1").arg(models::shown(m_stack.undoText())));
    place();
    show();
    raise();
    m_hideLater.start();
    QAccessibleEvent alert{this, QAccessible::Alert};
    QAccessible::updateAccessibility(&alert);
}

/// In the middle of the bottom.
void UndoBar::place()
{
    const QRect room = parentWidget()->rect();
    const int margin = fontMetrics().height() / 2;
    const QSize size = sizeHint().boundedTo(room.size() - QSize{2 * margin, 2 * margin});
    setGeometry(
        QRect{QPoint{(room.width() - size.width()) / 2, room.height() - size.height() - margin},
              size});
}

bool UndoBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void UndoBar::enterEvent(QEnterEvent *event)
{
    m_hideLater.stop(); // while somebody points at it
    QFrame::enterEvent(event);
}

void UndoBar::leaveEvent(QEvent *event)
{
    m_hideLater.start();
    QFrame::leaveEvent(event);
}

} // namespace ft::widgets
