#include "peer-gui/widgets/speedview.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/elidedlabel.h"
#include "peer-gui/widgets/panel.h"
#include "peer-gui/widgets/speedgraph.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSettings>
#include <QToolButton>

namespace ft::widgets {

using models::SpeedSeries;

namespace {

const QString SpanKey = QStringLiteral("transfers/speedMinutes");
constexpr int DefaultMinutes = 5;

QString rateText(std::uint64_t rate)
{
    return rate == 0 ? SpeedView::tr("0 kB/s") : models::formatRate(rate);
}

QString figuresText(const QString &pattern, const SpeedSeries &series)
{
    const auto figures = models::figuresOf(series);
    return pattern.arg(rateText(figures.now), rateText(figures.peak), rateText(figures.average));
}

void tell(ElidedLabel &label, const QString &text)
{
    label.show(text);
    label.setVisible(!text.isEmpty());
}

} // namespace

SpeedView::SpeedView(QWidget *parent)
    : QWidget(parent)
    , m_spans(new QButtonGroup{this})
    , m_down(new ElidedLabel{Qt::ElideRight, this})
    , m_up(new ElidedLabel{Qt::ElideRight, this})
    , m_graph(new SpeedGraph{this})
{
    auto *head = new QHBoxLayout;
    head->setSpacing(2);
    auto *figures = new QVBoxLayout;
    figures->setSpacing(0);
    figures->addWidget(m_down);
    figures->addWidget(m_up);
    head->addLayout(figures, 1);
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(makePanel(m_graph, this), 1);
    addSpan(tr("1 min", "the last minute of a graph"), 1);
    addSpan(tr("5 min", "the last minutes of a graph"), DefaultMinutes);
    addSpan(tr("30 min", "the last minutes of a graph"), 30);
    for (QAbstractButton *button : m_spans->buttons())
        head->addWidget(button);
    connect(m_spans, &QButtonGroup::idToggled, this, [this](int, bool isChecked) {
        if (!isChecked)
            return;
        m_graph->setSpan(span());
        emit asked();
    });
    m_spans->button(DefaultMinutes)->setChecked(true);
    m_graph->setFocusPolicy(Qt::StrongFocus);
    m_graph->setAccessibleName(tr("Speed graph"));
    setFocusProxy(m_graph);
}

void SpeedView::addSpan(const QString &text, int minutes)
{
    auto *button = new QToolButton{this};
    button->setText(text);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolTip(
        tr("Show the speed of the last %1 (plus and minus keys change it)").arg(text));
    m_spans->addButton(button, minutes);
}

void SpeedView::show(const SpeedSeries *down, const SpeedSeries *up)
{
    const QString upPattern = down ? tr("Up (dashed): %1 now, %2 at most, %3 on average")
                                   : tr("Up: %1 now, %2 at most, %3 on average");
    tell(*m_down,
         down ? figuresText(tr("Down: %1 now, %2 at most, %3 on average"), *down) : QString{});
    tell(*m_up, up ? figuresText(upPattern, *up) : QString{});
    m_graph->setAccessibleDescription(summary());
    // What there is most of is filled.
    if (down)
        m_graph->show(*down, up ? *up : SpeedSeries{});
    else
        m_graph->show(up ? *up : SpeedSeries{}, {});
}

std::chrono::seconds SpeedView::span() const
{
    return std::chrono::minutes{m_spans->checkedId()};
}

QString SpeedView::summary() const
{
    QStringList sentences{m_down->text(), m_up->text()};
    sentences.removeAll(QString{});
    return sentences.join(u'\n');
}

void SpeedView::saveState(QSettings &settings) const
{
    settings.setValue(SpanKey, m_spans->checkedId());
}

void SpeedView::restoreState(const QSettings &settings)
{
    if (auto *button = m_spans->button(settings.value(SpanKey, DefaultMinutes).toInt()))
        button->setChecked(true);
}

void SpeedView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    emit asked();
}

void SpeedView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Plus:
        return step(-1);
    case Qt::Key_Minus:
        return step(1);
    default:
        QWidget::keyPressEvent(event);
    }
}

void SpeedView::step(int by)
{
    const auto buttons = m_spans->buttons();
    const auto next = buttons.indexOf(m_spans->checkedButton()) + by;
    if (next >= 0 && next < buttons.size())
        buttons.at(next)->setChecked(true);
}

} // namespace ft::widgets
