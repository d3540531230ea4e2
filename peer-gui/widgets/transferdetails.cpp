#include "peer-gui/widgets/transferdetails.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/transfertext.h"
#include "peer-gui/widgets/panel.h"
#include "peer-gui/widgets/piecemapview.h"
#include "peer-gui/widgets/plainlabel.h"
#include "peer-gui/widgets/tableview.h"

#include <QSettings>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace ft::widgets {

namespace {

constexpr int TopMargin = 4;
const QString ColumnsKey = QStringLiteral("transfers/sourceColumns");

/// The state, and how much of it is there while that is worth to know.
QString stateLine(const engine::TransferSnapshot &transfer)
{
    QString state = models::describeState(transfer);
    if (transfer.size == 0 || transfer.state == engine::TransferState::Done)
        return state;
    return TransferDetails::tr("%1 – %2 of %3", "a state, and the bytes verified so far")
        .arg(state, models::formatSize(transfer.verified), models::formatSize(transfer.size));
}

/// The map of a file that is whole, whatever the engine still remembers of its pieces.
engine::PieceMap mapOf(const engine::TransferSnapshot &transfer)
{
    if (transfer.state != engine::TransferState::Done)
        return transfer.pieces;
    return {QByteArray(1, static_cast<char>(engine::PieceMap::Cell::Verified))};
}

} // namespace

TransferDetails::TransferDetails(QWidget *parent)
    : QWidget(parent)
    , m_title(new PlainLabel{this})
    , m_state(new PlainLabel{this})
    , m_pieces(new PieceMapView{this})
    , m_table(new TableView{m_sources, tr("Sources of the selected download"), this})
    , m_page(new QWidget{this})
    , m_hint(new PlainLabel{tr("Select a download to see its pieces and its sources."), this})
    , m_stack(new QStackedLayout{this})
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    // Long names are cut, never a reason for the window to grow.
    for (QLabel *label : {m_title, m_state})
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_table->setColumnWidths({26, 52, 15, 15, 11, 24});
    auto *layout = new QVBoxLayout{m_page};
    layout->setContentsMargins(0, TopMargin, 0, 0);
    layout->addWidget(m_title);
    layout->addWidget(m_state);
    layout->addWidget(m_pieces);
    layout->addWidget(makePanel(m_table, m_page), 1);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_hint);
    m_stack->addWidget(m_page);
    setAccessibleName(tr("Details of the selected download"));
}

void TransferDetails::show(const engine::TransferSnapshot &transfer)
{
    m_title->setText(models::shown(transfer.name));
    m_title->setToolTip(models::toolTip(models::shown(transfer.name)));
    m_state->setText(stateLine(transfer));
    m_state->setToolTip(models::toolTip(models::describeFully(transfer)));
    m_pieces->show(mapOf(transfer));
    m_sources.show(transfer);
    m_stack->setCurrentWidget(m_page);
}

void TransferDetails::clear()
{
    m_sources.clear();
    m_stack->setCurrentWidget(m_hint);
}

void TransferDetails::saveState(QSettings &settings) const
{
    m_table->saveColumns(settings, ColumnsKey);
}

void TransferDetails::restoreState(const QSettings &settings)
{
    m_table->restoreColumns(settings, ColumnsKey);
}

} // namespace ft::widgets
