#include "peer-gui/widgets/factsview.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/plainlabel.h"
#include "peer-gui/widgets/scrolledcolumn.h"

#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace ft::widgets {

namespace {

constexpr int Gap = 24; ///< between the two columns of facts

} // namespace

FactsView::FactsView(QWidget *parent)
    : QWidget(parent)
    , m_page(new ScrolledColumn{this})
    , m_title(new PlainLabel{m_page})
    , m_sentence(new PlainLabel{m_page})
    , m_grid(new QGridLayout)
    , m_hint(new PlainLabel{this})
    , m_stack(new QStackedLayout{this})
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    // Long names are cut, never a reason for the window to grow.
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_sentence->setWordWrap(true);
    m_grid->setHorizontalSpacing(Gap / 2);
    m_grid->setColumnStretch(1, 2);
    m_grid->setColumnMinimumWidth(2, Gap);
    // Hashes and paths stand on the right.
    m_grid->setColumnStretch(4, 5);
    auto *layout = new QVBoxLayout{m_page};
    layout->addWidget(m_title);
    layout->addWidget(m_sentence);
    layout->addLayout(m_grid);
    layout->addStretch(1);
    auto *scroll = new QScrollArea{this};
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(tr("Details"));
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_page);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_hint);
    m_stack->addWidget(scroll);
}

void FactsView::show(const Facts &facts)
{
    m_stack->setCurrentIndex(1);
    // Filled anew only when there is something new: what is selected for copying stays selected.
    if (facts == m_facts)
        return;
    fill(facts);
    m_facts = facts;
    setAccessibleName(facts.title);
    setAccessibleDescription(text());
}

void FactsView::showHint(const QString &hint)
{
    m_hint->setText(hint);
    setAccessibleName(hint);
    setAccessibleDescription({});
    m_stack->setCurrentIndex(0);
}

void FactsView::fill(const Facts &facts)
{
    m_title->setText(facts.title);
    m_title->setToolTip(models::toolTip(facts.title));
    m_sentence->setText(facts.sentence);
    m_sentence->setVisible(!facts.sentence.isEmpty());
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    std::vector<Facts::Fact> known;
    std::copy_if(facts.facts.begin(), facts.facts.end(), std::back_inserter(known), [](auto &fact) {
        return !fact.value.isEmpty();
    });
    const auto half = static_cast<int>((known.size() + 1) / 2);
    for (int i = 0; i < static_cast<int>(known.size()); ++i) {
        const int column = i < half ? 0 : 3;
        const auto &fact = known[static_cast<std::size_t>(i)];
        QLabel *label = addLabel(fact.label, i % half, column);
        label->setForegroundRole(QPalette::PlaceholderText);
        QLabel *value = addLabel(fact.value, i % half, column + 1);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setAccessibleName(fact.label % u": " % fact.value);
        value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        value->setToolTip(models::toolTip(fact.value));
    }
    m_page->fit();
}

QLabel *FactsView::addLabel(const QString &text, int row, int column)
{
    auto *label = new PlainLabel{text, m_page};
    m_grid->addWidget(label, row, column);
    return label;
}

QString FactsView::text() const
{
    if (m_stack->currentIndex() == 0)
        return m_hint->text();
    QStringList lines{m_facts.title, m_facts.sentence};
    for (const auto &fact : m_facts.facts) {
        if (!fact.value.isEmpty())
            lines << fact.label % u": " % fact.value;
    }
    return lines.join(u'\n');
}

} // namespace ft::widgets
