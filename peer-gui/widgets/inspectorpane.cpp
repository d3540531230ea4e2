#include "peer-gui/widgets/inspectorpane.h"

#include "peer-gui/widgets/page.h"

#include <QStyle>

namespace ft::widgets {

InspectorPane::InspectorPane(QWidget *parent)
    : QStackedWidget(parent)
{
    // In line with what the places above keep free.
    const int side = style()->pixelMetric(QStyle::PM_LayoutLeftMargin);
    setContentsMargins(side, 0, side, style()->pixelMetric(QStyle::PM_LayoutBottomMargin));
    hide();
}

void InspectorPane::add(Page &page)
{
    if (QWidget *inspector = page.inspector()) {
        addWidget(inspector);
        m_inspectors.insert(&page, inspector);
    }
}

void InspectorPane::showFor(const Page &page)
{
    m_current = m_inspectors.value(&page);
    showOrHide();
}

void InspectorPane::setWanted(bool isWanted)
{
    m_isWanted = isWanted;
    showOrHide();
}

void InspectorPane::showOrHide()
{
    if (m_current)
        setCurrentWidget(m_current);
    setVisible(m_isWanted && m_current);
}

} // namespace ft::widgets
