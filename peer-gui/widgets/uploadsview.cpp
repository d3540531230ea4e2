#include "peer-gui/widgets/uploadsview.h"

#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/panel.h"
#include "peer-gui/widgets/tableview.h"

#include <QSettings>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace ft::widgets {

namespace {

const QString ColumnsKey = QStringLiteral("uploads/columns");

} // namespace

UploadsView::UploadsView(QWidget *parent)
    : QWidget(parent)
    , m_table(new TableView{m_uploads, tr("Uploads"), this})
    , m_empty(new EmptyState{this})
{
    m_table->setColumnWidths({44, 24, 24, 15, 13, 24});
    m_empty->show(QStringLiteral("upload"),
                  tr("Nobody takes anything now"),
                  tr("While others download what you share, each of them shows here with what it "
                     "takes, how fast, and whether it waits for a slot."));
    m_stack = makePanelStack({m_empty, m_table}, this);
    auto *layout = new QVBoxLayout{this};
    layout->addWidget(m_stack->parentWidget());
    setFocusProxy(m_table);
    showPlace();
}

void UploadsView::update(const std::vector<engine::UploadSnapshot> &changed)
{
    m_uploads.update(changed);
    showPlace();
}

void UploadsView::saveState(QSettings &settings) const
{
    m_table->saveColumns(settings, ColumnsKey);
}

void UploadsView::restoreState(const QSettings &settings)
{
    m_table->restoreColumns(settings, ColumnsKey);
}

void UploadsView::showPlace()
{
    const bool hasRows = m_uploads.rowCount() > 0;
    m_stack->setCurrentWidget(hasRows ? static_cast<QWidget *>(m_table) : m_empty);
}

} // namespace ft::widgets
