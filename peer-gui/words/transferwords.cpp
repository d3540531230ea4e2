#include "peer-gui/words/transferwords.h"

#include "peer-gui/words/problemwords.h"

#include <QCoreApplication>
#include <QStringBuilder>

#include <algorithm>
#include <numeric>

namespace ft::words {

namespace {

using engine::TransferSnapshot;
using engine::TransferSource;
using engine::TransferState;
using engine::WaitReason;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::words::TransferWords)
};

bool isConnected(const TransferSource &source)
{
    return source.state == TransferSource::State::Active;
}

std::ptrdiff_t connectedCount(const TransferSnapshot &transfer)
{
    return std::count_if(transfer.sources.begin(), transfer.sources.end(), isConnected);
}

/// The only source, or how many there are; as far as it is known.
QString sourcesNamed(const TransferSnapshot &transfer, std::ptrdiff_t count)
{
    if (count > 1)
        return Words::tr("%1 sources").arg(count);
    const auto connected = std::find_if(transfer.sources.begin(),
                                        transfer.sources.end(),
                                        isConnected);
    if (connected != transfer.sources.end())
        return nameOf(*connected);
    if (!transfer.sources.empty())
        return nameOf(transfer.sources.front());
    if (!transfer.record)
        return Words::tr("a source");
    const auto &record = *transfer.record;
    return record.host ? record.host->toString() : record.endpoint.toString();
}

QString connectingText(const TransferSnapshot &transfer)
{
    const auto known = static_cast<std::ptrdiff_t>(transfer.sources.size());
    return Words::tr("connecting to %1").arg(sourcesNamed(transfer, known));
}

QString transferringText(const TransferSnapshot &transfer)
{
    const auto sources = sourcesNamed(transfer, connectedCount(transfer));
    QString text = transfer.rate > 0 ? Words::tr("downloading from %1").arg(sources)
                                     : Words::tr("waiting for data from %1").arg(sources);
    if (transfer.files == 0)
        return text;
    return Words::tr("%1: %2 of %3 files done", "a folder, as its files arrive")
        .arg(text)
        .arg(transfer.filesDone)
        .arg(transfer.files);
}

QString waitingText(const TransferSnapshot &transfer, const Formats &formats)
{
    if (transfer.wait)
        return waitText(*transfer.wait, formats);
    return transfer.state == TransferState::Queued ? Words::tr("waits for its turn")
                                                   : Words::tr("waits for a source");
}

QString doneText(const TransferSnapshot &transfer)
{
    if (transfer.md5Verdict == engine::Md5Verdict::WrongRecord)
        return Words::tr("done and verified; the MD5 in its record is wrong");
    if (transfer.wasThere && transfer.files > 0)
        return Words::tr("done: the same files were in the download folder already");
    if (transfer.wasThere)
        return Words::tr("done: the same file was in the download folder already");
    const QString pattern = transfer.isUnverified
                                ? Words::tr("done, not verified, in %1", "its source is plain")
                                : Words::tr("done and verified, in %1");
    return pattern.arg(durationText(std::chrono::ceil<std::chrono::seconds>(transfer.elapsed)));
}

QString failedText(const TransferSnapshot &transfer)
{
    if (!transfer.problem)
        return Words::tr("failed");
    const QString why = briefly(*transfer.problem);
    return isOfSource(transfer.problem->code) ? Words::tr("failed: the source %1").arg(why)
                                              : Words::tr("failed: %1").arg(why);
}

QString becauseOf(const QString &state, const TransferSource &source)
{
    return source.problem ? QString{state % u": " % briefly(*source.problem)} : state;
}

QString slotWait(std::uint64_t place)
{
    return place > 0 ? Words::tr("slot wait: %1", "place in the queue").arg(ordinalText(place))
                     : Words::tr("waits for an upload slot");
}

} // namespace

QString stateText(const TransferSnapshot &transfer, const Formats &formats)
{
    switch (transfer.state) {
    case TransferState::Searching:
        return Words::tr("asking the tracker who has it");
    case TransferState::Queued:
    case TransferState::Waiting:
        return waitingText(transfer, formats);
    case TransferState::Preparing:
        return Words::tr("looking at what is in the download folder");
    case TransferState::Checking:
        return Words::tr("checking what is there already");
    case TransferState::Connecting:
        return connectingText(transfer);
    case TransferState::Transferring:
        return transferringText(transfer);
    case TransferState::Paused:
        return Words::tr("paused");
    case TransferState::Committing:
        return Words::tr("saving the finished file");
    case TransferState::Done:
        return doneText(transfer);
    case TransferState::Failed:
        return failedText(transfer);
    case TransferState::Canceled:
        return Words::tr("canceled");
    }
    return {};
}

QString waitText(const WaitReason &wait, const Formats &formats)
{
    switch (wait.kind) {
    case WaitReason::Kind::Turn:
        return wait.amount > 0 ? Words::tr("waits for its turn: %1").arg(ordinalText(wait.amount))
                               : Words::tr("waits for its turn");
    case WaitReason::Kind::NoSource:
        return Words::tr("no source online since %1").arg(momentText(wait.since, formats));
    case WaitReason::Kind::Space:
        return Words::tr("disk full: %1 missing").arg(sizeText(wait.amount, formats));
    case WaitReason::Kind::Slot:
        return slotWait(wait.amount);
    }
    return {};
}

QString stateText(const TransferSource &source)
{
    switch (source.state) {
    case TransferSource::State::Idle:
        return Words::tr("not asked at the moment");
    case TransferSource::State::Connecting:
        return Words::tr("connecting");
    case TransferSource::State::Active:
        return source.rate > 0 ? Words::tr("sending") : Words::tr("connected");
    case TransferSource::State::Queued:
        return slotWait(source.place);
    case TransferSource::State::Dropped:
        return Words::tr("%1; tried again later")
            .arg(becauseOf(Words::tr("dropped", "a source, for now"), source));
    case TransferSource::State::Banned:
        return becauseOf(Words::tr("banned", "a source, for this download"), source);
    }
    return {};
}

QString fallbackText(engine::UdpFallback fallback)
{
    switch (fallback) {
    case engine::UdpFallback::NotBuilt:
        return Words::tr("this program was built without UDP");
    case engine::UdpFallback::TurnedOff:
        return Words::tr("UDP is switched off here");
    case engine::UdpFallback::Refused:
        return Words::tr("the source offers no UDP");
    case engine::UdpFallback::Blocked:
        return Words::tr("UDP does not get through");
    case engine::UdpFallback::Broken:
        return Words::tr("UDP broke off again and again");
    }
    return {};
}

QString transportText(const TransferSource &source)
{
    const QString name = source.transport == Transport::Udp ? QStringLiteral("UDP")
                                                            : QStringLiteral("TCP");
    return source.fallback ? QString{name % u": " % fallbackText(*source.fallback)} : name;
}

QString nameOf(const TransferSource &source)
{
    return source.host ? source.host->toString() : source.endpoint.toString();
}

QString sourcesText(const TransferSnapshot &transfer)
{
    if (transfer.sources.empty())
        return {};
    return Words::tr("%1 of %2", "sources connected, and known")
        .arg(connectedCount(transfer))
        .arg(transfer.sources.size());
}

double shareOf(const TransferSource &source, const TransferSnapshot &transfer)
{
    const auto total = std::accumulate(transfer.sources.begin(),
                                       transfer.sources.end(),
                                       std::uint64_t{0},
                                       [](std::uint64_t sum, const TransferSource &one) {
                                           return sum + one.bytes;
                                       });
    return total == 0 ? 0.0 : static_cast<double>(source.bytes) / static_cast<double>(total);
}

QString stateText(const engine::UploadSnapshot &upload)
{
    return upload.place > 0 ? slotWait(upload.place) : Words::tr("served");
}

QString priorityText(engine::Priority priority)
{
    switch (priority) {
    case engine::Priority::Low:
        return Words::tr("low", "priority");
    case engine::Priority::Normal:
        return Words::tr("normal", "priority");
    case engine::Priority::High:
        return Words::tr("high", "priority");
    }
    return {};
}

void TransferCounts::add(TransferState state)
{
    switch (state) {
    case TransferState::Queued:
    case TransferState::Waiting:
        ++waiting;
        break;
    case TransferState::Paused:
        ++paused;
        break;
    case TransferState::Done:
        ++done;
        break;
    case TransferState::Failed:
        ++failed;
        break;
    case TransferState::Canceled:
        ++canceled;
        break;
    case TransferState::Searching:
    case TransferState::Preparing:
    case TransferState::Checking:
    case TransferState::Connecting:
    case TransferState::Transferring:
    case TransferState::Committing:
        ++active;
        break;
    }
}

QString countsText(const TransferCounts &counts)
{
    QString text = Words::tr("%1 active, %2 waiting, %3 paused, %4 done, %5 failed")
                       .arg(counts.active)
                       .arg(counts.waiting)
                       .arg(counts.paused)
                       .arg(counts.done)
                       .arg(counts.failed);
    if (counts.canceled == 0)
        return text;
    return Words::tr("%1, %2 canceled").arg(text).arg(counts.canceled);
}

} // namespace ft::words
