#include "peer-gui/shell/joinwatch.h"

#include "peer-gui/shell/wording.h"

namespace ft::shell {

JoinWatch::JoinWatch(const engine::PeerEngine &engine,
                     const engine::EngineSettings &settings,
                     const Printer &printer)
    : m_settings(settings)
    , m_printer(printer)
{
    connect(&engine, &engine::PeerEngine::listening, this, [this](const Endpoint &endpoint) {
        m_listening = endpoint;
        if (m_settings.tracker)
            return;
        m_problem = engine::Problem{engine::ProblemCode::NotJoined,
                                    engine::Operation::Join,
                                    {},
                                    {}};
        m_printer.note(
            QStringLiteral("working without a tracker, listening on %1").arg(endpoint.toString()));
    });
    connect(&engine, &engine::PeerEngine::joined, this, &JoinWatch::onJoined);
    connect(&engine, &engine::PeerEngine::lost, this, &JoinWatch::onLost);
}

void JoinWatch::retryExpected()
{
    if (m_problem && m_problem->code == engine::ProblemCode::NothingToShare)
        m_problem.reset();
}

void JoinWatch::onJoined(const engine::JoinInfo &info)
{
    m_isJoined = true;
    m_wasJoined = true;
    m_problem.reset();
    m_printer.note(
        QStringLiteral("joined %1 as %2, listening on %3")
            .arg(info.tracker.toString(), m_settings.name.toString(), m_listening.toString()));
    emit joined();
}

void JoinWatch::onLost(const engine::Problem &problem, std::chrono::milliseconds retryIn)
{
    m_isJoined = false;
    m_problem = problem;
    const bool isExpected = m_isEmptyExpected
                            && problem.code == engine::ProblemCode::NothingToShare;
    if (m_wasJoined && !isExpected) {
        const auto seconds = std::chrono::duration<double>(retryIn).count();
        const auto next = seconds > 0
                              ? QStringLiteral(" (next try in %1 s)").arg(seconds, 0, 'f', 1)
                              : QString{};
        m_printer.note(wordsFor(problem) + next);
    }
    emit notJoined(problem);
}

} // namespace ft::shell
