#include "peer-gui/models/trackerstatus.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"

#include <QCoreApplication>

namespace ft::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::TrackerStatus)
};

} // namespace

TrackerStatus::TrackerStatus(const engine::EngineSettings &settings)
    : m_state(settings.tracker ? State::Joining : State::NoTracker)
    , m_tracker(settings.tracker ? shown(settings.tracker->toString()) : QString{})
    , m_name(settings.name.toString())
{}

void TrackerStatus::noteJoined()
{
    m_state = State::Joined;
    m_retryAt.reset();
}

void TrackerStatus::noteLost(const engine::Problem &problem,
                             std::chrono::milliseconds retryIn,
                             Clock::Instant now)
{
    m_state = retryIn.count() > 0 ? State::Lost : State::NothingToShare;
    m_problem = problem;
    m_retryAt = now + retryIn;
}

void TrackerStatus::noteSharing()
{
    if (m_state == State::NothingToShare)
        m_state = State::Joining;
}

void TrackerStatus::noteFailed(const engine::Problem &problem)
{
    m_state = State::Failed;
    m_problem = problem;
}

void TrackerStatus::noteLeaving()
{
    m_state = State::Leaving;
}

bool TrackerStatus::isCountingDown(Clock::Instant now) const
{
    return m_state == State::Lost && m_retryAt && now < *m_retryAt;
}

QString TrackerStatus::line(Clock::Instant now) const
{
    switch (m_state) {
    case State::NoTracker:
        return Words::tr("Working without a tracker");
    case State::Joining:
        return Words::tr("Joining %1…").arg(m_tracker);
    case State::Joined:
        return Words::tr("Joined %1 as %2").arg(m_tracker, m_name);
    case State::NothingToShare:
        return Words::tr("Not joined: nothing is shared");
    case State::Lost:
        return Words::tr("Not joined. %1").arg(retryText(now));
    case State::Failed:
        return Words::tr("Not running");
    case State::Leaving:
        return Words::tr("Leaving %1…").arg(m_tracker);
    }
    return {};
}

QString TrackerStatus::reason() const
{
    const auto text = describe(m_problem);
    switch (m_state) {
    case State::NoTracker:
        return Words::tr("This peer was started without a tracker, and only a tracker knows who "
                         "has what. Start with --tracker HOST:PORT to search.");
    case State::Joining:
        return Words::tr("The tracker %1 has not accepted this peer yet.").arg(m_tracker);
    case State::Lost:
    case State::NothingToShare:
    case State::Failed:
        return text.what % u' ' % text.advice;
    case State::Joined:
    case State::Leaving:
        return {};
    }
    return {};
}

QString TrackerStatus::retryText(Clock::Instant now) const
{
    if (!isCountingDown(now))
        return Words::tr("Trying again now…");
    const auto left = std::chrono::ceil<std::chrono::seconds>(*m_retryAt - now);
    return Words::tr("Trying again in %1.").arg(formatDuration(left));
}

} // namespace ft::models
