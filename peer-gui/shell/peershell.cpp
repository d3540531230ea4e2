#include "peer-gui/shell/peershell.h"

#include "peer-gui/shell/wording.h"

#include <QDir>
#include <QStringBuilder>

namespace ft::shell {

using engine::PeerEngine;
using engine::ProblemCode;

PeerShell::PeerShell(PeerEngine &engine,
                     const engine::EngineSettings &settings,
                     const Printer &printer,
                     ProgressLine &progress)
    : m_engine(engine)
    , m_settings(settings)
    , m_printer(printer)
    , m_runner(engine, printer, progress, settings.limits)
    , m_join(engine, settings, printer)
{
    connect(&m_engine, &PeerEngine::listening, this, [this] {
        m_isListening = true;
        runNext();
    });
    connect(&m_engine, &PeerEngine::failed, this, [this](const engine::Problem &problem) {
        m_printer.problem(problem);
        endWith(1);
    });
    connect(&m_engine, &PeerEngine::shareChanged, this, [this](const engine::ShareSummary &share) {
        m_isSettled = share.isSettled;
        m_wasSettled = m_wasSettled || m_isSettled;
        runNext();
    });
    connect(&m_engine, &PeerEngine::noticed, this, &PeerShell::onNotice);
    connect(&m_engine, &PeerEngine::filesDropped, this, [this](std::uint32_t dropped) {
        m_printer.note(QStringLiteral("%1 files are not announced: the tracker's limit is reached")
                           .arg(dropped));
    });
    connect(&m_engine, &PeerEngine::trackerNoticed, this, [this](const QString &text) {
        m_printer.note(u"the tracker says: " % text);
    });
    connect(&m_engine, &PeerEngine::stopped, this, [this] { emit finished(m_status); });
    connect(&m_join, &JoinWatch::joined, this, &PeerShell::runNext);
    connect(&m_join, &JoinWatch::notJoined, this, &PeerShell::onNotJoined);
}

void PeerShell::runOne(const Command &command)
{
    m_mode = Mode::OneCommand;
    m_isInputOver = true;
    m_commands.push_back(command);
    m_engine.start();
}

void PeerShell::runLines(console::LineInput &input, bool isTerminal)
{
    m_mode = isTerminal ? Mode::Terminal : Mode::Piped;
    connect(&input, &console::LineInput::entered, this, &PeerShell::take);
    connect(&input, &console::LineInput::ended, this, [this] {
        m_isInputOver = true;
        runNext();
    });
    m_engine.start();
}

void PeerShell::end()
{
    // What was asked for and is not done has failed.
    const bool isAnythingUndone = m_isBusy || !m_commands.empty();
    endWith(isAnythingUndone && m_mode != Mode::Terminal ? 1 : m_status);
}

void PeerShell::take(const QString &line)
{
    if (wordsOf(line).isEmpty())
        return;
    const auto command = parseLine(line);
    if (!command) {
        m_printer.usage(command.error());
        m_status = m_mode == Mode::Terminal ? 0 : 1;
        return;
    }
    m_commands.push_back(*command);
    runNext();
}

void PeerShell::runNext()
{
    while (!m_isBusy && !m_isEnding && m_isListening) {
        if (m_commands.empty()) {
            // One command ends once others could have seen what it did: after the tracker knew this
            // peer.
            if (m_isInputOver && !m_isServing
                && (m_join.isJoined() || m_join.problem() || m_mode != Mode::OneCommand))
                endWith(m_status);
            return;
        }
        if (mustWait(m_commands.front()))
            return;
        const Command command = m_commands.front();
        m_commands.pop_front();
        if (std::holds_alternative<UnpublishCommand>(command))
            m_join.expectEmptyShare();
        run(command);
    }
}

bool PeerShell::mustWait(const Command &command) const
{
    const bool isJoinDecided = m_join.isJoined() || m_join.problem();
    // What is damaged is known once the file is, by what was remembered of it.
    const bool isAboutFiles = std::holds_alternative<CheckCommand>(command)
                              || std::holds_alternative<RepairCommand>(command);
    if (m_mode == Mode::OneCommand && isAboutFiles && !m_isSettled)
        return true;
    if (CommandRunner::asksPeers(command))
        return !isJoinDecided;
    const bool tellsOfShare = std::holds_alternative<SharesCommand>(command)
                              || std::holds_alternative<FoldersCommand>(command)
                              || std::holds_alternative<ScanCommand>(command);
    if (m_mode == Mode::OneCommand && tellsOfShare)
        return !isJoinDecided || !m_isSettled;
    // Until the folders have been read it is not known what lies in them.
    if (m_mode == Mode::OneCommand && std::holds_alternative<UnpublishCommand>(command))
        return !m_isSettled;
    return false;
}

void PeerShell::run(const Command &command)
{
    if (std::holds_alternative<QuitCommand>(command))
        return endWith(m_status);
    if (std::holds_alternative<ServeCommand>(command)) {
        m_isServing = true;
        return;
    }
    m_isBusy = true;
    if (CommandRunner::needsTracker(command) && !m_join.isJoined()) {
        m_printer.problem(*m_join.problem());
        return onDone(command, false);
    }
    // Who asks to be told what changes stays for it.
    const auto *const search = std::get_if<SearchCommand>(&command);
    if (search && search->isLive && m_mode != Mode::Terminal)
        m_isServing = true;
    const bool isBeside = (m_mode == Mode::Terminal || m_isServing)
                          && CommandRunner::takesLong(command);
    m_runner.run(command, [this, command, isBeside](bool ok) {
        if (!isBeside)
            onDone(command, ok);
        else if (!ok && m_mode != Mode::Terminal)
            m_status = 1;
    });
    if (isBeside)
        onDone(command, true);
}

void PeerShell::onDone(const Command &command, bool ok)
{
    m_isBusy = false;
    if (!ok && m_mode != Mode::Terminal)
        m_status = 1;
    if (ok && std::holds_alternative<PublishCommand>(command))
        m_join.retryExpected();
    if (!ok && m_mode == Mode::OneCommand)
        return endWith(1);
    runNext();
}

void PeerShell::onNotJoined(const engine::Problem &problem)
{
    if (m_isEnding)
        return;
    const bool isBearable = problem.code == ProblemCode::NothingToShare && mayShareYet();
    if (m_join.wasJoined() || isBearable)
        return runNext();
    m_printer.problem(problem);
    if (m_mode == Mode::Terminal)
        runNext();
    else
        endWith(1);
}

/// Whether a command may still bring something to share, or has done what it should without.
bool PeerShell::mayShareYet() const
{
    if (m_mode != Mode::OneCommand)
        return m_mode == Mode::Piped;
    if (m_isServing)
        return false;
    return m_isBusy || m_commands.empty()
           || std::holds_alternative<PublishCommand>(m_commands.front());
}

void PeerShell::onNotice(const engine::ShareNotice &notice)
{
    const auto &folders = m_settings.shareFolders;
    const bool isShareFolder = concernsShareFolder(notice.kind)
                               || (notice.kind == engine::ShareNotice::Kind::FolderUnreadable
                                   && folders.contains(notice.path));
    m_printer.note(QStringLiteral("ft-peer: ") + wordsFor(notice));
    // Later on, a folder may be away for a while.
    if (isShareFolder && !m_wasSettled)
        endWith(1);
}

void PeerShell::endWith(int status)
{
    if (std::exchange(m_isEnding, true))
        return;
    m_status = status;
    m_engine.stop();
}

} // namespace ft::shell
