#include "peer-gui/widgets/connectivityview.h"

#include "peer-gui/models/connectivitytext.h"
#include "peer-gui/widgets/actionbutton.h"
#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/panel.h"
#include "peer-gui/widgets/plainlabel.h"
#include "peer-gui/widgets/scrolledcolumn.h"

#include <QEvent>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace ft::widgets {

using engine::ConnectivityCheck;
using State = ConnectivityCheck::State;

namespace {

constexpr int IconSize = 20;
constexpr int RowGap = 6;

QString iconOf(State state)
{
    switch (state) {
    case State::Running:
        return QStringLiteral("busy");
    case State::Works:
        return QStringLiteral("check");
    case State::Fails:
        return QStringLiteral("warning");
    case State::Unknown:
        return QStringLiteral("info");
    }
    return {};
}

QLabel *wrapping(QLabel *label)
{
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

/// One check: a picture of its state, and what it means.
class ConnectivityView::Row final : public QWidget
{
public:
    explicit Row(QWidget *parent)
        : QWidget(parent)
        , m_icon(new QLabel{this})
        , m_title(new PlainLabel{this})
        , m_state(new PlainLabel{this})
        , m_text(wrapping(new PlainLabel{this}))
    {
        QFont bold = m_title->font();
        bold.setBold(true);
        m_title->setFont(bold);
        m_state->setForegroundRole(QPalette::PlaceholderText);
        auto *head = new QHBoxLayout;
        head->setSpacing(RowGap * 2);
        head->addWidget(m_title);
        head->addWidget(m_state);
        head->addStretch(1);
        auto *words = new QVBoxLayout;
        words->setSpacing(RowGap / 3);
        words->addLayout(head);
        words->addWidget(m_text);
        auto *layout = new QHBoxLayout{this};
        layout->setContentsMargins(RowGap * 2, RowGap, RowGap * 2, RowGap);
        layout->setSpacing(RowGap * 2);
        layout->addWidget(m_icon, 0, Qt::AlignTop);
        layout->addLayout(words, 1);
    }

    void show(const ConnectivityCheck &check)
    {
        const auto text = models::describe(check);
        m_check = check.state;
        m_title->setText(text.title);
        m_state->setText(models::stateText(check.state));
        m_text->setText(check.state == State::Works ? text.what : text.what % u' ' % text.advice);
        m_text->setVisible(check.state != State::Running);
        m_text->setAccessibleName(text.title % u": " % m_state->text() % u". " % m_text->text());
        paintIcon();
    }

protected:
    void changeEvent(QEvent *event) override
    {
        if (event->type() == QEvent::PaletteChange)
            paintIcon();
        QWidget::changeEvent(event);
    }

private:
    void paintIcon()
    {
        m_icon->setPixmap(iconPixmap(iconOf(m_check), IconSize, colour(), devicePixelRatioF()));
    }

    /// What works is quiet, what does not is not.
    [[nodiscard]] QColor colour() const
    {
        if (m_check == State::Fails)
            return palette().color(QPalette::WindowText);
        if (m_check == State::Works)
            return palette().color(QPalette::Highlight);
        return palette().color(QPalette::PlaceholderText);
    }

    State m_check = State::Running;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_state;
    QLabel *m_text;
};

ConnectivityView::ConnectivityView(NetworkCommands &commands,
                                   const QList<QAction *> &buttons,
                                   QWidget *parent)
    : QWidget(parent)
    , m_commands(commands)
    , m_summary(new PlainLabel{this})
    , m_column(new ScrolledColumn{this})
    , m_empty(new EmptyState{this})
{
    m_column->setBackgroundRole(QPalette::Base);
    m_column->setAutoFillBackground(true);
    m_lines = new QVBoxLayout{m_column};
    m_lines->setSpacing(0);
    m_lines->addStretch(1);
    auto *scroll = new QScrollArea{this};
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(tr("What works and what does not"));
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_column);
    setFocusProxy(scroll);
    m_summary->setWordWrap(true);
    m_empty->show(QStringLiteral("connection"),
                  tr("Does everything work?"),
                  tr("The check finds out whether the tracker, other peers and your folders can be "
                     "reached, and says what to do where they cannot. It takes a few seconds."));
    m_empty->addButton(new ActionButton{*buttons.first(), m_empty});
    auto *line = new QHBoxLayout;
    line->addWidget(m_summary, 1);
    for (QAction *action : buttons)
        line->addWidget(new ActionButton{*action, this});
    auto *layout = new QVBoxLayout{this};
    layout->addLayout(line);
    m_stack = makePanelStack({m_empty, scroll}, this);
    layout->addWidget(m_stack->parentWidget(), 1);
}

ConnectivityView::~ConnectivityView() = default;

void ConnectivityView::check()
{
    m_asking = std::make_unique<QObject>();
    m_commands.checkConnectivity(m_asking.get(), [this](const auto &report) { take(report); });
    emit changed();
}

void ConnectivityView::stop()
{
    m_commands.cancelConnectivity();
    auto report = m_report;
    for (ConnectivityCheck &check : report.checks) {
        if (check.state == State::Running) {
            check.state = State::Unknown;
            check.reason = ConnectivityCheck::Reason::Stopped;
        }
    }
    report.isOver = true;
    take(report);
}

void ConnectivityView::take(const engine::ConnectivityReport &report)
{
    m_report = report;
    while (m_rows.size() < report.checks.size()) {
        m_rows.push_back(new Row{this});
        m_lines->insertWidget(static_cast<int>(m_rows.size()) - 1, m_rows.back());
    }
    for (std::size_t i = 0; i < report.checks.size(); ++i)
        m_rows[i]->show(report.checks[i]);
    m_summary->setText(models::summaryOf(report));
    m_stack->setCurrentIndex(1);
    m_column->fit();
    if (report.isOver)
        m_asking.reset();
    emit changed();
}

QString ConnectivityView::report() const
{
    return m_report.checks.empty() ? QString{} : models::plainReport(m_report);
}

} // namespace ft::widgets
