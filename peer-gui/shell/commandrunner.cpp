#include "peer-gui/shell/commandrunner.h"

#include "peer-gui/shell/reports.h"

#include <QDir>
#include <QStringBuilder>
#include <QTimer>

#include <utility>

namespace ft::shell {

namespace {

/// How long a command stays for the MD5 of what it has fetched.
constexpr std::chrono::seconds Md5Grace{1};

} // namespace

using engine::Problem;

CommandRunner::CommandRunner(engine::PeerEngine &engine,
                             const Printer &printer,
                             ProgressLine &progress,
                             const engine::TransferLimits &limits)
    : m_engine(engine)
    , m_printer(printer)
    , m_progress(progress)
    , m_control(engine, printer, limits)
    , m_searches(engine, printer)
    , m_peers(engine, printer)
    , m_fileDownloads(printer, progress)
    , m_history([this](const auto &filter,
                       auto page) { m_engine.history().query(filter, this, std::move(page)); },
                printer)
    , m_integrity(engine, printer)
    , m_library(engine, printer)
{
    connect(&m_engine.history(),
            &engine::History::noticed,
            this,
            [this](const engine::HistoryNotice &notice) { m_history.onNotice(notice); });
    connect(&m_engine, &engine::PeerEngine::transfersChanged, this, &CommandRunner::onTransfers);
}

void CommandRunner::run(const Command &command, const Done &done)
{
    std::visit([this, &done](const auto &alternative) { start(alternative, done); }, command);
}

bool CommandRunner::needsTracker(const Command &command)
{
    return std::holds_alternative<SearchCommand>(command)
           || std::holds_alternative<FetchCommand>(command)
           || std::holds_alternative<PeersCommand>(command)
           || std::holds_alternative<RepairCommand>(command);
}

bool CommandRunner::asksPeers(const Command &command)
{
    return needsTracker(command) || std::holds_alternative<FetchFromCommand>(command)
           || std::holds_alternative<AskPeerCommand>(command)
           || std::holds_alternative<FileDownloadCommand>(command);
}

bool CommandRunner::takesLong(const Command &command)
{
    const auto *const control = std::get_if<ControlCommand>(&command);
    return std::holds_alternative<FetchCommand>(command)
           || std::holds_alternative<FetchFromCommand>(command)
           || std::holds_alternative<FileDownloadCommand>(command)
           || (control != nullptr && control->what == engine::TransferCommand::Retry);
}

template <typename Value, typename Print>
auto CommandRunner::printing(const Done &done, Print print) const
{
    return [this, done, print](const Result<Value, Problem> &result) {
        if (result)
            print(*result);
        else
            m_printer.problem(result.error());
        done(result.has_value());
    };
}

void CommandRunner::start(const FetchCommand &command, const Done &done)
{
    const auto id = m_engine.fetch(command.name);
    m_control.expect(id, command.name);
    m_fetches.emplace(id, done);
}

void CommandRunner::start(const FetchFromCommand &command, const Done &done)
{
    const auto id = m_engine.fetchFrom(command.peer, command.name);
    m_control.expect(id, command.name);
    m_fetches.emplace(id, done);
    if (!command.wholeName.isEmpty())
        m_wholeNames.emplace(id, command.wholeName);
}

void CommandRunner::start(const FileDownloadCommand &command, const Done &done)
{
    const auto id = m_engine.fetchFrom(command.peer, command.name, command.transport);
    m_control.expect(id, command.name);
    m_fileDownloads.expect(id, done);
}

void CommandRunner::start(const PublishCommand &command, const Done &done)
{
    const QString local = QDir::current().absoluteFilePath(command.localPath);
    m_engine.publish(
        local,
        command.name,
        this,
        printing<engine::SharedFileInfo>(done, [this](const engine::SharedFileInfo &file) {
            QJsonObject object = objectOf(file.record);
            object.insert(QStringLiteral("event"), QStringLiteral("published"));
            object.insert(QStringLiteral("path"), file.localPath);
            m_printer.done(QStringLiteral("published %1 as %2 (%3 bytes, root %4)")
                               .arg(file.localPath, file.record.path.toString())
                               .arg(file.record.size)
                               .arg(QString::fromLatin1(file.record.root->hex())),
                           object);
        }));
}

void CommandRunner::start(const UnpublishCommand &command, const Done &done)
{
    m_engine.unpublish(command.name,
                       this,
                       printing<SharedPath>(done, [this](const SharedPath &path) {
                           m_printer.done(u"unpublished " % path.toString(),
                                          {{QStringLiteral("event"), QStringLiteral("unpublished")},
                                           {QStringLiteral("name"), path.toString()}});
                       }));
}

void CommandRunner::start(const SharesCommand &, const Done &done)
{
    using Shares = std::vector<engine::SharedFileInfo>;
    m_engine.listShares(this, printing<Shares>(done, [this](const Shares &shares) {
                            m_printer.report(reportOf(shares));
                        }));
}

void CommandRunner::start(const PeersCommand &, const Done &done)
{
    using Peers = std::vector<protocol::PeerRecord>;
    m_engine.listPeers(this, printing<Peers>(done, [this](const Peers &peers) {
                           m_printer.report(reportOf(peers));
                       }));
}

void CommandRunner::start(const DownloadsCommand &, const Done &done)
{
    m_control.listDownloads();
    done(true);
}

void CommandRunner::start(const ControlCommand &command, const Done &done)
{
    if (command.what != engine::TransferCommand::Retry)
        return m_control.run(command, done);
    if (m_control.retry(command.id))
        m_fetches.insert_or_assign(command.id, done);
    else
        done(false);
}

void CommandRunner::start(const PriorityCommand &command, const Done &done)
{
    m_control.run(command, done);
}

void CommandRunner::start(const LimitCommand &command, const Done &done)
{
    m_control.run(command, done);
}

void CommandRunner::start(const LimitsCommand &command, const Done &done)
{
    m_control.run(command, done);
}

void CommandRunner::start(const SourcesCommand &command, const Done &done)
{
    done(m_control.listSources(command.id));
}

void CommandRunner::start(const UploadsCommand &, const Done &done)
{
    m_control.listUploads();
    done(true);
}

void CommandRunner::start(const HelpCommand &, const Done &done)
{
    m_printer.text(commandHelp());
    done(true);
}

void CommandRunner::start(const ServeCommand &, const Done &)
{
    Q_ASSERT_X(false, "CommandRunner", "serve has no end of its own");
}

void CommandRunner::start(const QuitCommand &, const Done &)
{
    Q_ASSERT_X(false, "CommandRunner", "quit ends the runner");
}

void CommandRunner::onTransfers(const std::vector<engine::TransferSnapshot> &transfers)
{
    m_control.update(transfers);
    for (const engine::TransferSnapshot &transfer : transfers) {
        const bool isFetched = m_fetches.contains(transfer.id);
        if (isFetched && engine::isOver(transfer.state))
            finishFetch(transfer);
        else if (isFetched)
            m_progress.show(transfer);
        reportMd5(transfer);
    }
    m_fileDownloads.update(transfers);
    m_control.giveAnswers();
}

void CommandRunner::finishFetch(const engine::TransferSnapshot &transfer)
{
    m_progress.clear();
    const auto done = m_fetches.extract(transfer.id);
    const auto wholeName = m_wholeNames.extract(transfer.id);
    const bool isDone = transfer.state == engine::TransferState::Done;
    // Who cancels a fetch is told so by the answer to that.
    const bool isWanted = isDone || m_control.isCanceling(transfer.id);
    if (wholeName && !isWanted && transfer.problem->code == engine::ProblemCode::NoSuchPeer)
        return start(FetchCommand{wholeName.mapped()}, done.mapped());
    if (transfer.filesDone > 0)
        m_printer.done(fetchedFolderSentence(transfer), fetchedFolderObject(transfer));
    else if (isDone)
        m_printer.done(fetchedSentence(transfer), fetchedObject(transfer));
    if (transfer.fileProblem)
        m_printer.problem(*transfer.fileProblem);
    if (!isWanted)
        m_printer.problem(*transfer.problem);
    if (isDone && transfer.files == 0 && !transfer.wasThere)
        awaitMd5(transfer.id, done.mapped());
    else
        done.mapped()(isWanted);
}

/// The file is there and right; its MD5 tells of the record alone, so nobody waits for it long.
void CommandRunner::awaitMd5(engine::TransferId id, const Done &done)
{
    m_unchecked.emplace(id, done);
    QTimer::singleShot(Md5Grace, this, [this, id] {
        const auto unchecked = m_unchecked.find(id);
        if (unchecked != m_unchecked.end() && unchecked->second)
            std::exchange(unchecked->second, nullptr)(true);
    });
}

void CommandRunner::reportMd5(const engine::TransferSnapshot &transfer)
{
    if (transfer.md5Verdict == engine::Md5Verdict::Unknown)
        return;
    const auto unchecked = m_unchecked.extract(transfer.id);
    if (!unchecked)
        return;
    if (transfer.md5Verdict == engine::Md5Verdict::WrongRecord) {
        m_printer.problem(
            {engine::ProblemCode::WrongRecord, engine::Operation::Download, transfer.name, {}});
    }
    if (unchecked.mapped())
        unchecked.mapped()(true);
}

} // namespace ft::shell
