#include "peer-gui/widgets/emptystate.h"

#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/plainlabel.h"

#include <QEvent>
#include <QVBoxLayout>

namespace ft::widgets {

namespace {

constexpr int IconSize = 48;
constexpr int TextWidth = 480;
constexpr qreal TitleScale = 1.3;

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel{this})
    , m_title(new PlainLabel{this})
    , m_text(new PlainLabel{this})
    , m_layout(new QVBoxLayout)
{
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * TitleScale);
    font.setBold(true);
    m_title->setFont(font);
    m_layout->addStretch(2);
    for (QLabel *label : {m_icon, m_title, m_text}) {
        label->setAlignment(Qt::AlignCenter);
        label->setFixedWidth(TextWidth);
        m_layout->addWidget(label);
    }
    m_title->setWordWrap(true);
    m_text->setWordWrap(true);
    m_layout->addStretch(3);
    // A column of fixed width: labels that wrap know their height in it.
    auto *columns = new QHBoxLayout{this};
    columns->addStretch(1);
    columns->addLayout(m_layout);
    columns->addStretch(1);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
}

void EmptyState::show(const QString &icon, const QString &title, const QString &text)
{
    m_title->setText(title);
    m_text->setText(text);
    setAccessibleName(title);
    setAccessibleDescription(text);
    if (icon == m_iconName)
        return;
    m_iconName = icon;
    paintIcon();
}

void EmptyState::addButton(QWidget *button)
{
    m_layout->insertSpacing(m_layout->count() - 1, m_layout->spacing());
    m_layout->insertWidget(m_layout->count() - 1, button, 0, Qt::AlignHCenter);
}

QString EmptyState::title() const
{
    return m_title->text();
}

QString EmptyState::text() const
{
    return m_text->text();
}

void EmptyState::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        paintIcon();
    QWidget::changeEvent(event);
}

void EmptyState::paintIcon()
{
    if (m_iconName.isEmpty())
        return;
    const QColor colour = palette().color(QPalette::PlaceholderText);
    m_icon->setPixmap(iconPixmap(m_iconName, IconSize, colour, devicePixelRatioF()));
}

} // namespace ft::widgets
