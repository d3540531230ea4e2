#include "peer-gui/widgets/indexview.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"
#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/plainlabel.h"
#include "peer-gui/widgets/tableview.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ft::widgets {

using models::ToldFilesModel;
using Column = ToldFilesModel::Column;

namespace {

std::optional<std::chrono::sys_seconds> secondsOf(const std::optional<QDateTime> &time)
{
    if (!time)
        return std::nullopt;
    return std::chrono::sys_seconds{std::chrono::seconds{time->toSecsSinceEpoch()}};
}

QDateTimeEdit *makeTimeEdit(const QString &accessibleName, QWidget *parent)
{
    auto *edit = new QDateTimeEdit{parent};
    edit->setCalendarPopup(true);
    edit->setAccessibleName(accessibleName);
    return edit;
}

} // namespace

IndexView::IndexView(NetworkCommands &commands, const QString &peer, QWidget *parent)
    : PeerFilesView(commands, peer, parent)
    , m_model({Column::Name, Column::Size, Column::Modified, Column::Type})
    , m_span(new QComboBox{this})
    , m_from(makeTimeEdit(tr("Changed from"), this))
    , m_until(new PlainLabel{tr("to", "between two dates"), this})
    , m_to(makeTimeEdit(tr("Changed until"), this))
    , m_pattern(new QLineEdit{this})
    , m_fault(new PlainLabel{this})
    , m_table(new TableView{m_model, tr("Files of the peer %1").arg(peer), this})
{
    setupTable();
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    setupQuestion();
    layout->addWidget(m_fault);
    layout->addWidget(frameFor(*m_table), 1);
    layout->addWidget(summaryLabel());
    showFault({});
    showSpan();
    updateState();
}

void IndexView::setupQuestion()
{
    for (const QString &name : {tr("Any time"),
                                tr("Today"),
                                tr("The last 7 days"),
                                tr("The last 30 days"),
                                tr("This year"),
                                tr("Between two dates")})
        m_span->addItem(name);
    m_span->setAccessibleName(tr("When the files were changed"));
    connect(m_span, &QComboBox::currentIndexChanged, this, &IndexView::showSpan);
    const QDateTime now = QDateTime::currentDateTime();
    m_from->setDateTime(now.addDays(-1));
    m_to->setDateTime(now);
    m_pattern->setPlaceholderText(
        tr("A regular expression, like \\.pdf$ or ^photos/ (empty for every file)"));
    m_pattern->setAccessibleName(tr("Pattern of the path, a regular expression"));
    m_pattern->setClearButtonEnabled(true);
    connect(m_pattern, &QLineEdit::returnPressed, this, &IndexView::refresh);
    connect(m_pattern, &QLineEdit::textEdited, this, [this] { showFault({}); });
    auto *list = new QPushButton{tr("&List"), this};
    list->setToolTip(tr("Ask the peer for these files"));
    connect(list, &QPushButton::clicked, this, &IndexView::refresh);
    auto *changed = new PlainLabel{tr("Changed:"), this};
    auto *path = new PlainLabel{tr("Path:"), this};
    auto *line = new QHBoxLayout;
    for (QWidget *widget :
         std::initializer_list<QWidget *>{changed, m_span, m_from, m_until, m_to, path})
        line->addWidget(widget);
    line->addWidget(m_pattern, 1);
    line->addWidget(list);
    qobject_cast<QVBoxLayout *>(layout())->addLayout(line);
    setFocusProxy(m_pattern);
}

void IndexView::setupTable()
{
    m_table->setColumnWidths({62, 14, 24, 22});
    connect(m_table->selectionModel(),
            &QItemSelectionModel::selectionChanged,
            this,
            &PeerFilesView::selectionChanged);
}

IndexView::Span IndexView::span() const
{
    return static_cast<Span>(m_span->currentIndex());
}

void IndexView::showSpan()
{
    for (QWidget *widget : std::initializer_list<QWidget *>{m_from, m_until, m_to})
        widget->setVisible(span() == Span::Between);
    showFault({});
}

std::optional<QDateTime> IndexView::from() const
{
    const QDate today = QDate::currentDate();
    switch (span()) {
    case Span::Any:
        return std::nullopt;
    case Span::Today:
        return today.startOfDay();
    case Span::Week:
        return today.addDays(-6).startOfDay();
    case Span::Month:
        return today.addDays(-29).startOfDay();
    case Span::Year:
        return QDate{today.year(), 1, 1}.startOfDay();
    case Span::Between:
        return m_from->dateTime();
    }
    return std::nullopt;
}

std::optional<QDateTime> IndexView::to() const
{
    return span() == Span::Between ? std::optional{m_to->dateTime()} : std::nullopt;
}

void IndexView::refresh()
{
    if (span() == Span::Between && m_to->dateTime() < m_from->dateTime()) {
        showFault(tr("The second date is before the first: no file can be between them."));
        return m_to->setFocus(Qt::OtherFocusReason);
    }
    showFault({});
    m_wasAsked = true;
    m_model.clear();
    ask(engine::IndexQuestion{secondsOf(from()), secondsOf(to()), m_pattern->text()});
}

void IndexView::find()
{
    m_pattern->setFocus(Qt::ShortcutFocusReason);
    m_pattern->selectAll();
}

void IndexView::take(const engine::PeerAnswer &answer)
{
    m_model.put(answer.files);
}

/// A pattern that cannot be used is said where it was typed.
void IndexView::failed(const engine::Problem &problem)
{
    if (problem.code != engine::ProblemCode::BadQuery)
        return;
    showFault(tr("This pattern cannot be used: %1").arg(models::shown(problem.detail)));
    find();
}

void IndexView::showFault(const QString &fault)
{
    m_fault->setText(fault);
    m_fault->setVisible(!fault.isEmpty());
    m_pattern->setAccessibleDescription(fault);
}

std::vector<PeerItem> IndexView::selection() const
{
    std::vector<PeerItem> items;
    for (const int row : m_table->selectedRows()) {
        const FileRecord &record = m_model.file(row).record;
        items.push_back({record.path.toString(), record});
    }
    return items;
}

std::optional<Facts> IndexView::facts() const
{
    const auto row = m_table->currentRow();
    return row ? std::optional{factsOf(m_model.file(*row))} : std::nullopt;
}

QByteArray IndexView::columns() const
{
    return m_table->horizontalHeader()->saveState();
}

void IndexView::setColumns(const QByteArray &columns)
{
    m_table->horizontalHeader()->restoreState(columns);
}

void IndexView::addItemActions(const QList<QAction *> &actions)
{
    m_table->addActions(actions);
}

QString IndexView::summaryText() const
{
    const auto &counts = m_model.counts();
    const QString all = tr("%1, %2", "like 12 files, 3.1 MB")
                            .arg(models::formatFileCount(counts.files),
                                 models::formatSize(counts.bytes));
    return isAsking() ? tr("%1 so far…", "like 12 files, 3.1 MB so far").arg(all) : all;
}

void IndexView::explain(EmptyState &empty) const
{
    if (!m_wasAsked) {
        empty.show(QStringLiteral("history"),
                   tr("List files by date or pattern"),
                   tr("Choose when they were changed, or type a pattern of their path, and press "
                      "List. The peer looks itself, so even a very large share is listed at "
                      "once."));
    } else if (isAsking()) {
        empty.show(QStringLiteral("network"),
                   tr("Asking %1…").arg(peer()),
                   tr("Files appear here as they arrive."));
    } else if (problem()) {
        const auto words = models::describe(*problem());
        empty.show(QStringLiteral("warning"), words.title, words.what % u' ' % words.advice);
    } else {
        empty.show(
            QStringLiteral("search"),
            tr("No such file"),
            tr("%1 shares no file that was changed then and whose path matches.").arg(peer()));
    }
}

} // namespace ft::widgets
