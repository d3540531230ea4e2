#include "peer-gui/widgets/inspectorpane.h"

#include "peer-gui/widgets/page.h"

namespace ft::widgets {

InspectorPane::InspectorPane(QWidget *parent)
    : QStackedWidget(parent)
{
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
