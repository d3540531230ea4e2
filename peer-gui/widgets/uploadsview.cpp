#include "peer-gui/widgets/uploadsview.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/transfergroup.h"
#include "peer-gui/widgets/actionbutton.h"
#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/makeaction.h"
#include "peer-gui/widgets/panel.h"
#include "peer-gui/widgets/tableview.h"
#include "peer-gui/widgets/transferundo.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSettings>
#include <QStackedLayout>
#include <QUndoStack>
#include <QVBoxLayout>

namespace ft::widgets {

using models::UploadsModel;

namespace {

const QString ColumnsKey = QStringLiteral("uploads/columns");

QString peerOf(const UploadsModel::Upload &upload)
{
    const auto &snapshot = upload.snapshot;
    return snapshot.peer ? snapshot.peer->toString() : snapshot.endpoint.toString();
}

} // namespace

UploadsView::UploadsView(const Clock &clock, QUndoStack &undo, QWidget *parent)
    : QWidget(parent)
    , m_model(clock)
    , m_undo(undo)
    , m_table(new TableView{m_model, tr("Uploads"), this})
    , m_empty(new EmptyState{this})
    , m_noMatch(new EmptyState{this})
{
    m_table->setColumnWidths({44, 24, 30, 15, 13, 24, 8, 20});
    m_table->hideColumn(UploadsModel::Carrier);
    setupActions();
    setupLayout();
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        updateActions();
        emit currentChanged();
    });
    connect(m_table->selectionModel(),
            &QItemSelectionModel::currentRowChanged,
            this,
            &UploadsView::currentChanged);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &UploadsView::currentChanged);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, signal, this, &UploadsView::showPlace);
    updateActions();
    showPlace();
}

void UploadsView::setupActions()
{
    m_browse = makeAction(this,
                          {QStringLiteral("network"),
                           tr("&Browse this peer"),
                           tr("See everything that this peer shares"),
                           Qt::CTRL | Qt::Key_B},
                          [this] { emit browseAsked(peerOf(*current())); });
    m_showFile = makeAction(this,
                            {QStringLiteral("share"),
                             tr("Show in &my share"),
                             tr("Go to the file that is taken in your own share"),
                             Qt::CTRL | Qt::Key_H},
                            [this] { emit shareAsked(current()->snapshot.name); });
    m_copyAddress = makeAction(this,
                               {QStringLiteral("copy"),
                                tr("Copy a&ddress"),
                                tr("Put the address of the peer on the clipboard"),
                                QKeySequence::Copy},
                               [this] { copyAddresses(); });
    m_clear = makeAction(
        this,
        {QStringLiteral("clear"),
         tr("Clear fi&nished"),
         tr("Take the uploads that are over off this list; the history keeps them"),
         Qt::CTRL | Qt::Key_Delete},
        [this] { m_undo.push(new ClearUploads{m_model}); });
    m_table->addActions({m_browse, m_showFile, m_copyAddress, makeSeparator(this), m_clear});
}

void UploadsView::setupLayout()
{
    m_empty->show(QStringLiteral("upload"),
                  tr("Nobody takes anything now"),
                  tr("While others download what you share, each of them shows here with what it "
                     "takes, how fast, and whether it waits for a slot."));
    m_noMatch->show(QStringLiteral("search"),
                    tr("No upload like this"),
                    tr("Empty the filter above to see every upload."));
    m_stack = makePanelStack({m_empty, m_noMatch, m_table}, this);
    auto *buttons = new QHBoxLayout;
    for (QAction *action : {m_browse, m_showFile, m_copyAddress, m_clear})
        buttons->addWidget(new ActionButton{*action, this});
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->addLayout(buttons);
    layout->addWidget(m_stack->parentWidget(), 1);
    setFocusProxy(m_table);
}

void UploadsView::update(const std::vector<engine::UploadSnapshot> &changed)
{
    const int finished = m_model.finishedCount();
    m_model.update(changed);
    if (m_model.finishedCount() != finished)
        showPlace();
}

void UploadsView::setFilter(const QString &text)
{
    m_table->proxy().setFilter([this, words = text.split(u' ', Qt::SkipEmptyParts)](int row) {
        const auto &upload = m_model.upload(row);
        return models::hasWords(upload.snapshot.name % u' ' % peerOf(upload), words);
    });
    showPlace();
}

void UploadsView::copyAddresses()
{
    QStringList addresses;
    for (const int row : m_table->selectedRows())
        addresses << m_model.upload(row).snapshot.endpoint.toString();
    addresses.removeDuplicates();
    QGuiApplication::clipboard()->setText(addresses.join(u'\n'));
    emit said(tr("Copied: %1").arg(addresses.join(QStringLiteral(", "))));
}

void UploadsView::updateActions()
{
    const auto count = m_table->selectedRows().size();
    m_browse->setEnabled(count == 1);
    m_showFile->setEnabled(count == 1);
    m_copyAddress->setEnabled(count > 0);
}

void UploadsView::showPlace()
{
    QWidget *place = m_table;
    if (m_model.rowCount() == 0)
        place = m_empty;
    else if (m_table->proxy().rowCount() == 0)
        place = m_noMatch;
    m_stack->setCurrentWidget(place);
    // What is hidden takes no focus: as proxy it would trap the Tab key.
    setFocusProxy(m_stack->currentWidget() == m_table ? m_table : nullptr);
    m_clear->setEnabled(m_model.finishedCount() > 0);
    emit counted();
}

const UploadsModel::Upload *UploadsView::current() const
{
    const auto rows = m_table->selectedRows();
    return rows.empty() ? nullptr : &m_model.upload(rows.front());
}

QList<QAction *> UploadsView::actionList() const
{
    return m_table->actions();
}

void UploadsView::saveState(QSettings &settings) const
{
    m_table->saveColumns(settings, ColumnsKey);
}

void UploadsView::restoreState(const QSettings &settings)
{
    m_table->restoreColumns(settings, ColumnsKey);
}

} // namespace ft::widgets
