#include "peer-gui/widgets/statusbutton.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/icon.h"

#include <QStyleOptionToolButton>
#include <QStylePainter>

namespace ft::widgets {

namespace {

constexpr int FewestCharacters = 4;

} // namespace

StatusButton::StatusButton(QWidget *parent)
    : QToolButton(parent)
{
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    setIconSize({side, side});
}

void StatusButton::tell(const QString &iconName,
                        const QString &text,
                        const QString &words,
                        const QString &tip)
{
    if (iconName != m_iconName)
        setIcon(ft::widgets::icon(iconName));
    m_iconName = iconName;
    setText(text);
    setAccessibleName(words);
    setAccessibleDescription(tip);
    setToolTip(models::toolTip(words % u'\n' % tip));
    updateGeometry();
}

QSize StatusButton::sizeHint() const
{
    // Without what a button takes a `&` for.
    const int text = fontMetrics().size(Qt::TextShowMnemonic, this->text()).width();
    return {widthBesideText() + text, QToolButton::sizeHint().height()};
}

QSize StatusButton::minimumSizeHint() const
{
    const int few = FewestCharacters * fontMetrics().averageCharWidth();
    const QSize whole = sizeHint();
    return {std::min(whole.width(), widthBesideText() + few), whole.height()};
}

int StatusButton::widthBesideText() const
{
    const int margin = 2 * style()->pixelMetric(QStyle::PM_ButtonMargin);
    return iconSize().width() + margin + 3 * fontMetrics().averageCharWidth();
}

void StatusButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter{this};
    QStyleOptionToolButton option;
    initStyleOption(&option);
    const int room = width() - iconSize().width() - 2 * fontMetrics().averageCharWidth()
                     - style()->pixelMetric(QStyle::PM_ButtonMargin);
    option.text = fontMetrics().elidedText(text(), Qt::ElideRight, room, Qt::TextShowMnemonic);
    painter.drawComplexControl(QStyle::CC_ToolButton, option);
}

} // namespace ft::widgets
