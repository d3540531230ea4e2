#include "peer-gui/widgets/elidedlabel.h"

#include "peer-gui/models/formatting.h"

#include <QStylePainter>

namespace ft::widgets {

ElidedLabel::ElidedLabel(Qt::TextElideMode mode, QWidget *parent)
    : QLabel(parent)
    , m_mode(mode)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void ElidedLabel::show(const QString &plain)
{
    if (text() == plain)
        return;
    setText(plain);
    setToolTip(models::toolTip(plain));
}

QSize ElidedLabel::minimumSizeHint() const
{
    constexpr int LeastCharacters = 8;
    return {LeastCharacters * fontMetrics().averageCharWidth(), fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QStylePainter painter{this};
    const QRect area = contentsRect();
    painter.drawItemText(area,
                         static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft),
                         palette(),
                         isEnabled(),
                         fontMetrics().elidedText(text(), m_mode, area.width()),
                         foregroundRole());
}

} // namespace ft::widgets
