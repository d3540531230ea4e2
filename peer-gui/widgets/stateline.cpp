#include "peer-gui/widgets/stateline.h"

#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/plainlabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QStyle>

namespace ft::widgets {

namespace {

QString iconOf(StateLine::Kind kind)
{
    switch (kind) {
    case StateLine::Kind::Good:
        return QStringLiteral("check");
    case StateLine::Kind::Busy:
        return QStringLiteral("busy");
    case StateLine::Kind::Note:
        return QStringLiteral("info");
    case StateLine::Kind::Bad:
        return QStringLiteral("warning");
    }
    return {};
}

} // namespace

StateLine::StateLine(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel{this})
    , m_text(new PlainLabel{this})
{
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QHBoxLayout{this};
    layout->setContentsMargins({});
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    // Two lines, so that nothing moves when a longer sentence comes.
    m_text->setMinimumHeight(2 * m_text->fontMetrics().lineSpacing());
    m_text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    paintIcon();
}

void StateLine::show(Kind kind, const QString &text)
{
    m_kind = kind;
    m_text->setText(text);
    setAccessibleName(text);
    paintIcon();
}

QString StateLine::text() const
{
    return m_text->text();
}

void StateLine::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        paintIcon();
    QWidget::changeEvent(event);
}

void StateLine::paintIcon()
{
    const int size = m_text->fontMetrics().lineSpacing();
    m_icon->setPixmap(iconPixmap(
        iconOf(m_kind), size, palette().color(QPalette::WindowText), devicePixelRatioF()));
}

} // namespace ft::widgets
