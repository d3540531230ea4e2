#include "peer-gui/shell/transfercontrol.h"

#include "peer-gui/shell/reports.h"
#include "peer-gui/shell/transferreports.h"

#include <QStringBuilder>

#include <algorithm>

namespace ft::shell {

using engine::TransferCommand;
using engine::TransferId;
using engine::TransferSnapshot;
using engine::TransferState;

namespace {

QString titleOf(const TransferSnapshot &transfer)
{
    return QStringLiteral("download %1 (%2)").arg(transfer.id.value()).arg(transfer.name);
}

words::Formats formats()
{
    return words::Formats::forTerminal(SystemClock{}.wallTime());
}

QJsonObject eventOf(const QString &event, const TransferSnapshot &transfer)
{
    return {{QStringLiteral("event"), event},
            {QStringLiteral("id"), static_cast<qint64>(transfer.id.value())},
            {QStringLiteral("name"), transfer.name}};
}

/// A download that is over takes no command but one.
QString overObjection(const TransferSnapshot &transfer)
{
    const QString title = titleOf(transfer);
    const auto id = transfer.id.value();
    if (transfer.state == TransferState::Done)
        return title % QStringLiteral(" is done; there is nothing left to do for it");
    const auto pattern = transfer.state == TransferState::Failed
                             ? QStringLiteral(" has failed; `retry %1` starts it again")
                             : QStringLiteral(" was canceled; `retry %1` starts it again");
    return title % pattern.arg(id);
}

QString retryObjection(const TransferSnapshot &transfer)
{
    const auto id = transfer.id.value();
    switch (transfer.state) {
    case TransferState::Failed:
    case TransferState::Canceled:
        return {};
    case TransferState::Done:
        return overObjection(transfer);
    case TransferState::Paused:
        return titleOf(transfer)
               % QStringLiteral(" is paused; `resume %1` goes on with it").arg(id);
    default:
        return titleOf(transfer)
               % QStringLiteral(" is not over; only what failed or was canceled can be retried, "
                                "and `cancel %1` ends it")
                     .arg(id);
    }
}

QString eventFor(TransferCommand command)
{
    switch (command) {
    case TransferCommand::Pause:
        return QStringLiteral("paused");
    case TransferCommand::Resume:
        return QStringLiteral("resumed");
    case TransferCommand::Cancel:
        return QStringLiteral("canceled");
    case TransferCommand::Retry:
        return QStringLiteral("retried");
    case TransferCommand::MoveToTop:
    case TransferCommand::MoveUp:
    case TransferCommand::MoveDown:
    case TransferCommand::MoveToBottom:
        return QStringLiteral("moved");
    case TransferCommand::Forget:
        return QStringLiteral("forgotten");
    }
    return {};
}

/// Where a move goes, for people and programs; empty for other commands.
QString directionOf(TransferCommand command)
{
    switch (command) {
    case TransferCommand::MoveToTop:
        return QStringLiteral("top");
    case TransferCommand::MoveUp:
        return QStringLiteral("up");
    case TransferCommand::MoveDown:
        return QStringLiteral("down");
    case TransferCommand::MoveToBottom:
        return QStringLiteral("bottom");
    default:
        return {};
    }
}

bool hasEffect(TransferCommand command, const TransferSnapshot &transfer)
{
    switch (command) {
    case TransferCommand::Pause:
        return transfer.state == TransferState::Paused;
    case TransferCommand::Resume:
        return transfer.state != TransferState::Paused;
    case TransferCommand::Cancel:
        return transfer.state == TransferState::Canceled;
    default:
        // A place in the queue is not reported of those that have their turn.
        return true;
    }
}

} // namespace

QString objectionTo(TransferCommand command, const TransferSnapshot &transfer)
{
    const auto id = transfer.id.value();
    const bool isPaused = transfer.state == TransferState::Paused;
    if (command == TransferCommand::Retry)
        return retryObjection(transfer);
    if (engine::isOver(transfer.state))
        return overObjection(transfer);
    if (command == TransferCommand::Pause && isPaused)
        return titleOf(transfer)
               % QStringLiteral(" is paused already; `resume %1` goes on with it").arg(id);
    if (command == TransferCommand::Resume && !isPaused)
        return titleOf(transfer) % QStringLiteral(" is not paused; `pause %1` holds it").arg(id);
    return {};
}

TransferControl::TransferControl(engine::PeerEngine &engine,
                                 const Printer &printer,
                                 const engine::TransferLimits &limits)
    : m_engine(engine)
    , m_printer(printer)
    , m_limits(limits)
{
    connect(&m_engine, &engine::PeerEngine::uploadsChanged, this, &TransferControl::onUploads);
}

void TransferControl::expect(TransferId id, const QString &name)
{
    TransferSnapshot transfer;
    transfer.id = id;
    transfer.name = name;
    m_transfers.emplace(id, std::move(transfer));
}

void TransferControl::update(const std::vector<TransferSnapshot> &transfers)
{
    for (const TransferSnapshot &transfer : transfers)
        m_transfers.insert_or_assign(transfer.id, transfer);
}

void TransferControl::giveAnswers()
{
    // An answer may lead to the next command, and so to the next answer to wait for.
    std::list<Answer> due;
    for (auto answer = m_answers.begin(); answer != m_answers.end();) {
        const auto next = std::next(answer);
        const TransferSnapshot &transfer = m_transfers.at(answer->id);
        if (answer->isSo(transfer) || engine::isOver(transfer.state))
            due.splice(due.end(), m_answers, answer);
        answer = next;
    }
    for (const Answer &answer : due)
        settle(answer);
}

void TransferControl::onUploads(const std::vector<engine::UploadSnapshot> &uploads)
{
    for (const engine::UploadSnapshot &upload : uploads) {
        if (upload.isOver)
            m_uploads.erase(upload.id);
        else
            m_uploads.insert_or_assign(upload.id, upload);
    }
}

void TransferControl::run(const ControlCommand &command, const Done &done)
{
    if (isRefused(command.id, command.what))
        return done(false);
    const TransferSnapshot &transfer = *find(command.id);
    const QString event = eventFor(command.what);
    const QString direction = directionOf(command.what);
    QJsonObject object = eventOf(event, transfer);
    QString sentence = event % u' ' % titleOf(transfer);
    if (!direction.isEmpty()) {
        object.insert(QStringLiteral("to"), direction);
        const bool isEnd = direction == u"top" || direction == u"bottom";
        sentence += (isEnd ? QStringLiteral(" to the ") : QStringLiteral(" ")) % direction;
    }
    m_engine.control(command.id, command.what);
    const auto isSo = [what = command.what](const TransferSnapshot &now) {
        return hasEffect(what, now);
    };
    await({command.id, command.what, isSo, sentence, object, done});
}

void TransferControl::run(const PriorityCommand &command, const Done &done)
{
    if (isRefused(command.id, TransferCommand::MoveUp))
        return done(false);
    const TransferSnapshot &transfer = *find(command.id);
    const QString priority = words::priorityText(command.priority);
    QJsonObject object = eventOf(QStringLiteral("priority"), transfer);
    object.insert(QStringLiteral("priority"), priority);
    m_engine.setPriority(command.id, command.priority);
    const auto isSo = [wanted = command.priority](const TransferSnapshot &now) {
        return now.priority == wanted;
    };
    const QString sentence = u"priority of " % titleOf(transfer) % u": " % priority;
    await({command.id, TransferCommand::MoveUp, isSo, sentence, object, done});
}

void TransferControl::run(const LimitCommand &command, const Done &done)
{
    if (isRefused(command.id, TransferCommand::MoveUp))
        return done(false);
    const TransferSnapshot &transfer = *find(command.id);
    QJsonObject object = eventOf(QStringLiteral("limit"), transfer);
    object.insert(QStringLiteral("limit"), static_cast<qint64>(command.rate));
    m_engine.setRateLimit(command.id, command.rate);
    const auto isSo = [wanted = command.rate](const TransferSnapshot &now) {
        return now.limit == wanted;
    };
    const QString sentence = u"limit of " % titleOf(transfer) % u": " % limitText(command.rate);
    await({command.id, TransferCommand::MoveUp, isSo, sentence, object, done});
}

void TransferControl::run(const LimitsCommand &command, const Done &done)
{
    if (command.change) {
        const auto value = command.change->value;
        switch (command.change->which) {
        case LimitsCommand::Which::Down:
            m_limits.downloadRate = value;
            break;
        case LimitsCommand::Which::Up:
            m_limits.uploadRate = value;
            break;
        case LimitsCommand::Which::Upload:
            m_limits.ratePerUpload = value;
            break;
        case LimitsCommand::Which::Slots:
            m_limits.uploadSlots = static_cast<std::uint32_t>(value);
            break;
        case LimitsCommand::Which::Downloads:
            m_limits.downloads = static_cast<std::uint32_t>(value);
            break;
        }
        m_engine.setLimits(m_limits);
    }
    m_printer.done(limitsSentence(m_limits), objectOf(m_limits));
    done(true);
}

bool TransferControl::retry(TransferId id)
{
    if (isRefused(id, TransferCommand::Retry))
        return false;
    TransferSnapshot &transfer = m_transfers.at(id);
    // Until the engine reports: what was is no longer so.
    transfer.state = TransferState::Searching;
    transfer.problem.reset();
    m_engine.control(id, TransferCommand::Retry);
    m_printer.done(u"retried " % titleOf(transfer),
                   eventOf(eventFor(TransferCommand::Retry), transfer));
    return true;
}

bool TransferControl::isCanceling(TransferId id) const
{
    return std::any_of(m_answers.begin(), m_answers.end(), [id](const Answer &answer) {
        return answer.id == id && answer.command == TransferCommand::Cancel;
    });
}

void TransferControl::listDownloads() const
{
    std::vector<TransferSnapshot> transfers;
    words::TransferCounts counts;
    for (const auto &[id, transfer] : m_transfers) {
        transfers.push_back(transfer);
        counts.add(transfer.state);
    }
    m_printer.report(reportOf(transfers, formats()));
    if (!transfers.empty())
        m_printer.done(words::countsText(counts), objectOf(counts));
}

void TransferControl::listUploads() const
{
    std::vector<engine::UploadSnapshot> uploads;
    uploads.reserve(m_uploads.size());
    for (const auto &[id, upload] : m_uploads)
        uploads.push_back(upload);
    m_printer.report(reportOf(uploads));
}

bool TransferControl::listSources(TransferId id) const
{
    const TransferSnapshot *const transfer = find(id);
    if (transfer)
        m_printer.report(sourcesReport(*transfer));
    return transfer != nullptr;
}

const TransferSnapshot *TransferControl::find(TransferId id) const
{
    const auto known = m_transfers.find(id);
    if (known != m_transfers.end())
        return &known->second;
    m_printer.usage(
        QStringLiteral("there is no download %1; `downloads` lists them").arg(id.value()));
    return nullptr;
}

bool TransferControl::isRefused(TransferId id, TransferCommand command) const
{
    const TransferSnapshot *const transfer = find(id);
    if (!transfer)
        return true;
    const QString objection = objectionTo(command, *transfer);
    if (!objection.isEmpty())
        m_printer.usage(objection);
    return !objection.isEmpty();
}

void TransferControl::await(Answer answer)
{
    if (answer.isSo(m_transfers.at(answer.id)))
        settle(answer);
    else
        m_answers.push_back(std::move(answer));
}

void TransferControl::settle(const Answer &answer) const
{
    const TransferSnapshot &transfer = m_transfers.at(answer.id);
    const bool isSo = answer.isSo(transfer);
    if (isSo)
        m_printer.done(answer.sentence, answer.object);
    else
        m_printer.usage(objectionTo(answer.command, transfer));
    answer.done(isSo);
}

} // namespace ft::shell
