#include "peer-gui/widgets/transferinspector.h"

#include "peer-gui/widgets/makeaction.h"
#include "peer-gui/widgets/panel.h"
#include "peer-gui/widgets/speedview.h"
#include "peer-gui/widgets/tableview.h"
#include "peer-gui/widgets/transferfacts.h"
#include "peer-gui/words/transferwords.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace ft::widgets {

namespace {

const QString SourcesKey = QStringLiteral("transfers/sourceColumns");
const QString TimelineKey = QStringLiteral("transfers/timelineColumns");
const QString SplitterKey = QStringLiteral("transfers/inspectorSplitter");
const QString TabKey = QStringLiteral("transfers/inspectorTab");

enum Tab { SourcesTab, SpeedTab, TimelineTab };

} // namespace

TransferInspector::TransferInspector(const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_timeline(clock)
    , m_facts(new TransferFacts{this})
    , m_sourceTable(new TableView{m_sources, tr("Sources of the selected download"), this})
    , m_speed(new SpeedView{this})
    , m_timelineTable(new TableView{m_timeline, tr("What happened to the selected download"), this})
    , m_tabs(new QTabWidget{this})
    , m_splitter(new QSplitter{Qt::Horizontal, this})
{
    m_sourceTable->setColumnWidths({17, 24, 12, 13, 9, 15});
    setupSources();
    m_timelineTable->setColumnWidths({18, 60});
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("What is shown of the transfer"));
    // In the order of Tab.
    m_tabs->addTab(makePanel(m_sourceTable, this), tr("S&ources"));
    m_tabs->addTab(m_speed, tr("Sp&eed"));
    m_tabs->addTab(makePanel(m_timelineTable, this), tr("Ti&meline"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_facts);
    m_splitter->addWidget(m_tabs);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->addWidget(m_splitter);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this](int tab) {
        if (!m_isOffering)
            m_wanted = tab;
    });
    setAccessibleName(tr("Details of the selected transfer"));
}

void TransferInspector::setupSources()
{
    const auto source = [this]() -> const engine::TransferSource & {
        return m_sources.source(m_sourceTable->selectedRows().front());
    };
    QAction *browse = makeAction(this,
                                 {QStringLiteral("network"),
                                  tr("&Browse this peer"),
                                  tr("See everything that this source shares"),
                                  Qt::CTRL | Qt::Key_B},
                                 [this, source] { emit browseAsked(words::nameOf(source())); });
    QAction *copy = makeAction(this,
                               {QStringLiteral("copy"),
                                tr("Copy &address"),
                                tr("Put the address of the source on the clipboard"),
                                QKeySequence::Copy},
                               [source] {
                                   QGuiApplication::clipboard()->setText(
                                       source().endpoint.toString());
                               });
    m_sourceTable->addActions({browse, copy});
    const auto enable = [this, browse, copy] {
        const bool isOne = m_sourceTable->selectedRows().size() == 1;
        browse->setEnabled(isOne);
        copy->setEnabled(isOne);
    };
    enable();
    connect(m_sourceTable->selectionModel(), &QItemSelectionModel::selectionChanged, this, enable);
    connect(&m_sources, &QAbstractItemModel::modelReset, this, enable);
}

/// Sources and timeline are those of a download; without one, there is the speed.
void TransferInspector::offer(bool hasDetails)
{
    const bool isAtSpeed = m_tabs->currentIndex() == SpeedTab;
    if (m_tabs->isTabEnabled(SourcesTab) == hasDetails && (hasDetails || isAtSpeed))
        return;
    m_isOffering = true;
    m_tabs->setTabEnabled(SourcesTab, hasDetails);
    m_tabs->setTabEnabled(TimelineTab, hasDetails);
    m_tabs->setCurrentIndex(hasDetails ? m_wanted : SpeedTab);
    m_isOffering = false;
}

void TransferInspector::show(const engine::TransferSnapshot &download,
                             const std::deque<models::TimelineEvent> &events)
{
    m_facts->show(download);
    m_sources.show(download);
    m_timeline.show(download.id, events);
    offer(true);
}

void TransferInspector::show(const models::UploadsModel::Upload &upload)
{
    m_facts->show(upload);
    m_sources.clear();
    m_timeline.clear();
    offer(false);
}

void TransferInspector::showAll(const QString &title, const QString &text)
{
    m_facts->showHint(title, text);
    m_sources.clear();
    m_timeline.clear();
    offer(false);
}

void TransferInspector::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    emit appeared();
}

void TransferInspector::saveState(QSettings &settings) const
{
    m_sourceTable->saveColumns(settings, SourcesKey);
    m_timelineTable->saveColumns(settings, TimelineKey);
    m_speed->saveState(settings);
    settings.setValue(SplitterKey, m_splitter->saveState());
    settings.setValue(TabKey, m_wanted);
}

void TransferInspector::restoreState(const QSettings &settings)
{
    m_sourceTable->restoreColumns(settings, SourcesKey);
    m_timelineTable->restoreColumns(settings, TimelineKey);
    m_speed->restoreState(settings);
    m_splitter->restoreState(settings.value(SplitterKey).toByteArray());
    m_wanted = std::clamp(settings.value(TabKey).toInt(), 0, m_tabs->count() - 1);
    if (m_tabs->isTabEnabled(m_wanted))
        m_tabs->setCurrentIndex(m_wanted);
}

} // namespace ft::widgets
