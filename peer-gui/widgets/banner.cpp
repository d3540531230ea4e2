#include "peer-gui/widgets/banner.h"

#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/plainlabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

namespace ft::widgets {

namespace {

constexpr int IconSize = 20;

} // namespace

Banner::Banner(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel{this})
    , m_text(new PlainLabel{this})
{
    setBackgroundRole(QPalette::ToolTipBase);
    setAutoFillBackground(true);
    setFrameShape(QFrame::StyledPanel);
    m_text->setForegroundRole(QPalette::ToolTipText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *close = new QToolButton{this};
    close->setText(tr("Close"));
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(tr("Close this message"));
    close->setAutoRaise(true);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);

    auto *layout = new QHBoxLayout{this};
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(close, 0, Qt::AlignTop);
    paintIcon();
    hide();
}

void Banner::showText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
    show();
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        paintIcon();
    QFrame::changeEvent(event);
}

void Banner::paintIcon()
{
    const QColor colour = palette().color(QPalette::ToolTipText);
    m_icon->setPixmap(iconPixmap(QStringLiteral("warning"), IconSize, colour, devicePixelRatioF()));
}

} // namespace ft::widgets
