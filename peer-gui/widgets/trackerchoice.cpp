#include "peer-gui/widgets/trackerchoice.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"
#include "peer-gui/widgets/plainlabel.h"
#include "peer-gui/widgets/stateline.h"

#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

namespace ft::widgets {

using namespace std::chrono_literals;
using Kind = StateLine::Kind;

TrackerChoice::TrackerChoice(SetupCommands &commands, QWidget *parent)
    : QWidget(parent)
    , m_commands(commands)
    , m_join(new QRadioButton{tr("&Join this tracker:"), this})
    , m_alone(new QRadioButton{tr("&Work without a tracker"), this})
    , m_tracker(new QLineEdit{this})
    , m_state(new StateLine{this})
    , m_name(new QLineEdit{this})
    , m_nameState(new StateLine{this})
{
    m_tracker->setAccessibleName(tr("Address of the tracker"));
    m_tracker->setPlaceholderText(tr("tracker.example.org or tracker.example.org:1234"));
    m_join->setToolTip(tr("A tracker knows who is online and who shares what"));
    m_alone->setToolTip(tr("Reach only peers whose address you know, and be reached only by those "
                           "you allow"));
    m_name->setAccessibleName(tr("Name of this peer"));
    m_name->setMaxLength(static_cast<int>(HostName::MaxLength));
    setupLayout();
    m_pause.setSingleShot(true);
    m_pause.setInterval(400ms);
    connect(m_tracker, &QLineEdit::textChanged, this, &TrackerChoice::onTyped);
    connect(m_name, &QLineEdit::textChanged, this, &TrackerChoice::onTyped);
    connect(m_join, &QRadioButton::toggled, this, &TrackerChoice::onTyped);
    connect(&m_pause, &QTimer::timeout, this, &TrackerChoice::check);
}

void TrackerChoice::setupLayout()
{
    auto *nameLabel = new QLabel{tr("&Name others see:"), this};
    nameLabel->setBuddy(m_name);
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->addWidget(m_join);
    layout->addWidget(m_tracker);
    layout->addWidget(m_state);
    layout->addWidget(m_alone);
    layout->addSpacing(layout->spacing());
    layout->addWidget(nameLabel);
    layout->addWidget(m_name);
    layout->addWidget(m_nameState);
    setFocusProxy(m_tracker);
}

void TrackerChoice::setTracker(const std::optional<HostPort> &tracker, const HostName &name)
{
    m_join->setChecked(tracker.has_value());
    m_alone->setChecked(!tracker);
    if (tracker)
        m_tracker->setText(tracker->toString());
    m_name->setText(name.toString());
    m_pause.stop();
    check();
}

bool TrackerChoice::isComplete() const
{
    return name() && (m_alone->isChecked() || tracker());
}

std::optional<HostPort> TrackerChoice::tracker() const
{
    if (m_alone->isChecked())
        return std::nullopt;
    return HostPort::parse(m_tracker->text().trimmed(), engine::DefaultTrackerPort);
}

std::optional<HostName> TrackerChoice::name() const
{
    return HostName::parse(m_name->text().trimmed().toUtf8());
}

void TrackerChoice::onTyped()
{
    m_tracker->setEnabled(m_join->isChecked());
    ++m_asked; // an answer that is on its way is to another question
    m_pause.start();
    emit changed();
}

QString TrackerChoice::nameFault() const
{
    return name() ? QString{}
                  : tr("A name has 1 to 63 letters A to Z, digits, dots, - or _, and begins with a "
                       "letter, a digit or _.");
}

void TrackerChoice::check()
{
    m_nameState->show(name() ? Kind::Note : Kind::Bad,
                      name() ? tr("Others find you by it; two peers of one tracker cannot have the "
                                  "same.")
                             : nameFault());
    if (m_alone->isChecked())
        return m_state->show(Kind::Note,
                             tr("Nothing can be searched; you reach peers by their address only."));
    const auto wanted = tracker();
    if (!wanted)
        return m_state->show(Kind::Bad, tr("Type the address of a tracker, as HOST or HOST:PORT."));
    if (!name())
        return m_state->show(Kind::Note, tr("It is asked as soon as there is a name."));
    m_state->show(Kind::Busy, tr("Asking %1…").arg(models::shown(wanted->toString())));
    m_commands.tryTracker(*wanted, *name(), this, [this, number = ++m_asked](const auto &answer) {
        if (number == m_asked)
            showAnswer(answer);
    });
}

void TrackerChoice::showAnswer(const Result<engine::JoinInfo, engine::Problem> &answer)
{
    if (answer)
        return m_state->show(Kind::Good, tr("This tracker answers."));
    if (answer.error().code == engine::ProblemCode::NameTaken) {
        m_state->show(Kind::Good, tr("This tracker answers."));
        return m_nameState->show(Kind::Bad,
                                 tr("Another peer of this tracker has this name. Choose another "
                                    "one."));
    }
    const auto text = models::describe(answer.error());
    m_state->show(Kind::Bad, text.what % u' ' % text.advice);
}

} // namespace ft::widgets
