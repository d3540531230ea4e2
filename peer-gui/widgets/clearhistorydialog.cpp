#include "peer-gui/widgets/clearhistorydialog.h"

#include "peer-gui/models/historytext.h"
#include "peer-gui/models/problemtext.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/plainlabel.h"

#include <QComboBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace ft::widgets {

namespace {

std::chrono::sys_seconds startOf(const QDate &day)
{
    return std::chrono::sys_seconds{std::chrono::seconds{day.startOfDay().toSecsSinceEpoch()}};
}

QDate today(const Clock &clock)
{
    return QDateTime::fromSecsSinceEpoch(clock.wallTime().time_since_epoch().count()).date();
}

} // namespace

ClearHistoryDialog::ClearHistoryDialog(HistoryCommands &commands,
                                       const Clock &clock,
                                       QWidget *parent)
    : QDialog(parent)
    , m_commands(commands)
    , m_clock(clock)
    , m_age(new QComboBox{this})
    , m_day(new QDateEdit{today(clock), this})
    , m_count(new PlainLabel{this})
{
    setWindowTitle(tr("Forget the past"));
    auto *question = new PlainLabel{tr("Which entries of the history are to be forgotten?"), this};
    question->setBuddy(m_age);
    m_age->setAccessibleName(question->text());
    m_age->addItems({tr("Those older than 30 days"),
                     tr("Those older than a year"),
                     tr("Those before a day"),
                     tr("All of them")});
    m_day->setAccessibleName(tr("Forget what happened before this day"));
    m_day->setCalendarPopup(true);
    auto *warning = new PlainLabel{tr("This cannot be undone. Files stay where they are, but a "
                                      "search will no longer tell you that you had them."),
                                   this};
    for (QLabel *label : {m_count, static_cast<QLabel *>(warning)})
        label->setWordWrap(true);
    auto *buttons = new QDialogButtonBox{QDialogButtonBox::Cancel, this};
    m_forget = buttons->addButton(tr("&Forget them"), QDialogButtonBox::DestructiveRole);
    m_forget->setIcon(icon(QStringLiteral("forget")));
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);

    auto *layout = new QVBoxLayout{this};
    layout->addWidget(question);
    layout->addWidget(m_age);
    layout->addWidget(m_day);
    layout->addWidget(m_count);
    layout->addWidget(warning);
    layout->addStretch(1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_forget, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_age, &QComboBox::currentIndexChanged, this, &ClearHistoryDialog::ask);
    connect(m_day, &QDateEdit::dateChanged, this, &ClearHistoryDialog::ask);
    ask();
}

std::chrono::sys_seconds ClearHistoryDialog::before() const
{
    switch (m_age->currentIndex()) {
    case OverAMonth:
        return startOf(today(m_clock).addDays(-30));
    case OverAYear:
        return startOf(today(m_clock).addYears(-1));
    case BeforeADay:
        return startOf(m_day->date());
    default:
        // What was begun in this second too.
        return m_clock.wallTime() + std::chrono::seconds{1};
    }
}

void ClearHistoryDialog::ask()
{
    m_day->setEnabled(m_age->currentIndex() == BeforeADay);
    m_forget->setEnabled(false);
    m_count->setText(tr("Counting…"));
    engine::HistoryFilter filter;
    filter.until = before();
    const int question = ++m_question;
    m_commands.count(filter, this, [this, question](const auto &count) {
        if (question == m_question)
            showCount(count);
    });
}

void ClearHistoryDialog::showCount(const Result<std::uint64_t, engine::Problem> &count)
{
    m_forget->setEnabled(count && *count > 0);
    if (!count)
        m_count->setText(models::describe(count.error()).line());
    else if (*count == 0)
        m_count->setText(tr("There is none."));
    else
        m_count->setText(
            tr("%1 will be forgotten.", "so many entries").arg(models::formatEntryCount(*count)));
}

} // namespace ft::widgets
