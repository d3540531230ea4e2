#include "peer-gui/widgets/panel.h"

#include <QFrame>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace ft::widgets {

namespace {

QFrame *emptyPanel(QWidget *parent)
{
    auto *panel = new QFrame{parent};
    panel->setFrameShape(QFrame::StyledPanel);
    return panel;
}

} // namespace

QWidget *makePanel(QWidget *content, QWidget *parent)
{
    auto *panel = emptyPanel(parent);
    auto *layout = new QVBoxLayout{panel};
    layout->setContentsMargins({});
    layout->addWidget(content);
    return panel;
}

QStackedLayout *makePanelStack(const QList<QWidget *> &contents, QWidget *parent)
{
    auto *stack = new QStackedLayout{emptyPanel(parent)};
    for (QWidget *content : contents)
        stack->addWidget(content);
    return stack;
}

} // namespace ft::widgets
