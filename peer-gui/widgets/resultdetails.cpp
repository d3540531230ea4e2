#include "peer-gui/widgets/resultdetails.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/holdingtext.h"
#include "peer-gui/models/searchresultsmodel.h"
#include "peer-gui/widgets/actionbutton.h"
#include "peer-gui/widgets/panel.h"
#include "peer-gui/widgets/plainlabel.h"
#include "peer-gui/widgets/tableview.h"

#include <QFormLayout>
#include <QSettings>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace ft::widgets {

namespace {

const QString ColumnsKey = QStringLiteral("search/recordColumns");

void setTextAndTip(QLabel &label, const QString &text)
{
    label.setText(text);
    label.setToolTip(models::toolTip(text));
}

} // namespace

ResultDetails::ResultDetails(const QList<QAction *> &actions, QWidget *parent)
    : QWidget(parent)
    , m_title(new PlainLabel{this})
    , m_state(new PlainLabel{this})
    , m_table(new TableView{m_records, tr("Records of the selected result"), this})
    , m_page(new QWidget{this})
    , m_hint(new PlainLabel{tr("Select a result to see who offers it, and whether you have it."),
                            this})
    , m_stack(new QStackedLayout{this})
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    // Long names are cut, never a reason for the window to grow.
    for (QLabel *label : {m_title, m_state})
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_table->setColumnWidths({22, 24, 44, 17});
    auto *layout = new QHBoxLayout{m_page};
    layout->setContentsMargins({});
    layout->addWidget(makeFacts(actions), 1);
    layout->addWidget(makePanel(m_table, m_page), 1);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_hint);
    m_stack->addWidget(m_page);
    setAccessibleName(tr("Details of the selected result"));
}

QWidget *ResultDetails::makeFacts(const QList<QAction *> &actions)
{
    auto *form = new QFormLayout;
    form->setVerticalSpacing(2);
    m_size = addFact(*form, tr("Size"));
    m_type = addFact(*form, tr("Type"));
    m_modified = addFact(*form, tr("Modified"));
    m_root = addFact(*form, tr("Root"));
    m_md5 = addFact(*form, tr("MD5"));
    auto *buttons = new QHBoxLayout;
    for (QAction *action : actions)
        buttons->addWidget(new ActionButton{*action, this});
    buttons->addStretch(1);
    auto *facts = new QWidget{m_page};
    auto *layout = new QVBoxLayout{facts};
    layout->setContentsMargins({});
    layout->addWidget(m_title);
    layout->addWidget(m_state);
    layout->addLayout(form);
    layout->addStretch(1);
    layout->addLayout(buttons);
    return facts;
}

QLabel *ResultDetails::addFact(QFormLayout &form, const QString &name)
{
    auto *label = new PlainLabel{this};
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    label->setAccessibleName(name);
    auto *title = new PlainLabel{name, this};
    title->setForegroundRole(QPalette::PlaceholderText);
    form.addRow(title, label);
    return label;
}

void ResultDetails::show(const models::SearchResultsModel &results, const QModelIndex &index)
{
    const auto &records = results.recordsOf(index);
    const SourceRecord &record = results.recordOf(index);
    setTextAndTip(*m_title, models::shown(QString::fromUtf8(record.file.path.name())));
    setTextAndTip(*m_state, models::describeHolding(results.holdingOf(index)));
    setTextAndTip(*m_size,
                  tr("%1 (%2 bytes)")
                      .arg(models::formatSize(record.file.size),
                           QLocale{}.toString(static_cast<qulonglong>(record.file.size))));
    setTextAndTip(*m_type,
                  tr("%1 (%2)", "what a type is called, and its technical name")
                      .arg(models::formatType(record.file.type),
                           models::shown(QString::fromUtf8(record.file.type))));
    setTextAndTip(*m_modified, models::formatTime(record.file.modified));
    setTextAndTip(*m_root,
                  record.file.root ? QString::fromLatin1(record.file.root->hex())
                                   : tr("none: what comes cannot be verified"));
    setTextAndTip(*m_md5,
                  record.file.md5 ? QString::fromLatin1(record.file.md5->hex()) : tr("not given"));
    m_records.show(records, results.cells());
    m_stack->setCurrentWidget(m_page);
}

void ResultDetails::clear()
{
    m_records.clear();
    m_stack->setCurrentWidget(m_hint);
}

void ResultDetails::saveState(QSettings &settings) const
{
    m_table->saveColumns(settings, ColumnsKey);
}

void ResultDetails::restoreState(const QSettings &settings)
{
    m_table->restoreColumns(settings, ColumnsKey);
}

} // namespace ft::widgets
