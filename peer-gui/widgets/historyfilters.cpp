#include "peer-gui/widgets/historyfilters.h"

#include "peer-gui/models/historytext.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/plainlabel.h"

#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

namespace ft::widgets {

using engine::HistoryFilter;
using engine::RequestDirection;
using engine::RequestKind;
using engine::RequestOutcome;

namespace {

constexpr int PauseInTyping = 200; // milliseconds

std::chrono::sys_seconds startOf(const QDate &day)
{
    return std::chrono::sys_seconds{std::chrono::seconds{day.startOfDay().toSecsSinceEpoch()}};
}

/// What was chosen, unless that is the first item: all of them.
template <typename Value>
std::optional<Value> chosen(const QComboBox &box)
{
    const QVariant value = box.currentData();
    return value.isValid() ? std::optional{static_cast<Value>(value.toInt())} : std::nullopt;
}

QLineEdit *makeBox(const QString &iconName, const QString &hint, QWidget *parent)
{
    auto *box = new QLineEdit{parent};
    box->setPlaceholderText(hint);
    box->setAccessibleName(hint);
    box->setClearButtonEnabled(true);
    box->addAction(icon(iconName), QLineEdit::LeadingPosition);
    return box;
}

} // namespace

HistoryFilters::HistoryFilters(const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_text(makeBox(QStringLiteral("search"), tr("Words of a name, or of a search"), this))
    , m_peer(makeBox(QStringLiteral("peers"), tr("Name or address of a peer"), this))
    , m_direction(new QComboBox{this})
    , m_kind(new QComboBox{this})
    , m_outcome(new QComboBox{this})
    , m_time(new QComboBox{this})
    , m_between(new QWidget{this})
    , m_from(new QDateEdit{m_between})
    , m_to(new QDateEdit{m_between})
    , m_reset(new QPushButton{icon(QStringLiteral("filter")), tr("Show &everything"), this})
{
    setupDirections();
    setupKinds();
    setupOutcomes();
    setupTimes();
    m_typing.setSingleShot(true);
    m_typing.setInterval(PauseInTyping);
    connect(&m_typing, &QTimer::timeout, this, &HistoryFilters::onChosen);
    for (QLineEdit *box : {m_text, m_peer}) {
        connect(box, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
        connect(box, &QLineEdit::returnPressed, this, &HistoryFilters::onChosen);
    }
    for (QComboBox *box : {m_direction, m_kind, m_outcome, m_time})
        connect(box, &QComboBox::currentIndexChanged, this, &HistoryFilters::onChosen);
    for (QDateEdit *date : {m_from, m_to})
        connect(date, &QDateEdit::dateChanged, this, &HistoryFilters::onChosen);
    m_reset->setToolTip(tr("Empty both boxes and choose all entries again"));
    connect(m_reset, &QPushButton::clicked, this, &HistoryFilters::reset);

    auto *boxes = new QHBoxLayout;
    boxes->addWidget(m_text, 2);
    boxes->addWidget(m_peer, 1);
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->addLayout(boxes);
    layout->addLayout(choices());
    setFocusProxy(m_text);
    m_reset->setEnabled(false);
}

QLayout *HistoryFilters::choices()
{
    auto *row = new QHBoxLayout;
    for (QWidget *choice : std::initializer_list<QWidget *>{
             m_direction, m_kind, m_outcome, m_time, m_between, m_reset})
        row->addWidget(choice);
    row->addStretch(1);
    return row;
}

void HistoryFilters::setupDirections()
{
    m_direction->setAccessibleName(tr("Direction"));
    m_direction->addItem(tr("Both directions", "what I asked for and what I served"));
    m_direction->addItem(icon(QStringLiteral("download")),
                         tr("Asked for by me"),
                         static_cast<int>(RequestDirection::Made));
    m_direction->addItem(icon(QStringLiteral("upload")),
                         tr("Served to others"),
                         static_cast<int>(RequestDirection::Served));
}

void HistoryFilters::setupKinds()
{
    m_kind->setAccessibleName(tr("Kind"));
    m_kind->addItem(tr("All kinds"));
    const auto add = [this](const char *iconName, const QString &text, RequestKind kind) {
        m_kind->addItem(icon(QString::fromLatin1(iconName)), text, static_cast<int>(kind));
    };
    add("transfers", tr("Files"), RequestKind::Download);
    add("search", tr("Searches"), RequestKind::Search);
    add("network", tr("Browsed shares"), RequestKind::Browse);
    add("list", tr("Lists of files"), RequestKind::IndexGet);
    add("checksum", tr("Checksums"), RequestKind::FileHash);
}

void HistoryFilters::setupOutcomes()
{
    m_outcome->setAccessibleName(tr("Outcome"));
    m_outcome->addItem(tr("All outcomes"));
    for (const auto outcome : {RequestOutcome::Running,
                               RequestOutcome::Done,
                               RequestOutcome::Failed,
                               RequestOutcome::Canceled,
                               RequestOutcome::Refused,
                               RequestOutcome::Interrupted})
        m_outcome->addItem(models::describeOutcome(outcome), static_cast<int>(outcome));
}

void HistoryFilters::setupTimes()
{
    m_time->setAccessibleName(tr("Time"));
    m_time->addItems({tr("At any time"),
                      tr("Today"),
                      tr("Last 7 days"),
                      tr("Last 30 days"),
                      tr("Between two days")});
    const QDate today = QDateTime::fromSecsSinceEpoch(m_clock.wallTime().time_since_epoch().count())
                            .date();
    m_from->setDate(today.addMonths(-1));
    m_to->setDate(today);
    m_from->setAccessibleName(tr("From this day on"));
    m_to->setAccessibleName(tr("Up to and including this day"));
    for (QDateEdit *date : {m_from, m_to})
        date->setCalendarPopup(true);
    auto *row = new QHBoxLayout{m_between};
    row->setContentsMargins({});
    row->addWidget(m_from);
    row->addWidget(new PlainLabel{tr("to", "between two dates"), m_between});
    row->addWidget(m_to);
    m_between->hide();
}

HistoryFilter HistoryFilters::filter() const
{
    HistoryFilter filter;
    filter.text = m_text->text();
    filter.peer = m_peer->text().trimmed();
    filter.direction = chosen<RequestDirection>(*m_direction);
    if (const auto kind = chosen<RequestKind>(*m_kind))
        filter.kinds = {*kind};
    if (const auto outcome = chosen<RequestOutcome>(*m_outcome))
        filter.outcomes = {*outcome};
    addTimes(filter);
    return filter;
}

void HistoryFilters::addTimes(HistoryFilter &filter) const
{
    const QDate today = QDateTime::fromSecsSinceEpoch(m_clock.wallTime().time_since_epoch().count())
                            .date();
    switch (m_time->currentIndex()) {
    case Today:
        filter.since = startOf(today);
        break;
    case LastWeek:
        filter.since = startOf(today.addDays(-6));
        break;
    case LastMonth:
        filter.since = startOf(today.addDays(-29));
        break;
    case Between:
        filter.since = startOf(std::min(m_from->date(), m_to->date()));
        filter.until = startOf(std::max(m_from->date(), m_to->date()).addDays(1));
        break;
    default:
        break;
    }
}

bool HistoryFilters::isNarrow() const
{
    return filter() != HistoryFilter{};
}

void HistoryFilters::reset()
{
    {
        const QSignalBlocker quiet{this};
        m_text->clear();
        m_peer->clear();
        for (QComboBox *box : {m_direction, m_kind, m_outcome, m_time})
            box->setCurrentIndex(0);
    }
    onChosen();
}

void HistoryFilters::showOnlyPeer(const QString &peer)
{
    m_peer->setText(peer);
    onChosen();
}

void HistoryFilters::find()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void HistoryFilters::onChosen()
{
    m_typing.stop();
    m_between->setVisible(m_time->currentIndex() == Between);
    // The button must not keep a focus that nobody sees.
    if (!isNarrow() && m_reset->hasFocus())
        m_text->setFocus(Qt::OtherFocusReason);
    m_reset->setEnabled(isNarrow());
    emit changed();
}

} // namespace ft::widgets
