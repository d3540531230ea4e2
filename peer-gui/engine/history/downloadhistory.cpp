#include "peer-gui/engine/history/downloadhistory.h"

#include <algorithm>

namespace ft::engine {

namespace {

bool isWaiting(TransferState state)
{
    return state == TransferState::Queued || state == TransferState::Waiting
           || state == TransferState::Paused;
}

RequestOutcome outcomeOf(const TransferSnapshot &transfer)
{
    if (!isOver(transfer.state))
        return RequestOutcome::Running;
    return transfer.problem ? outcomeOf(*transfer.problem) : RequestOutcome::Done;
}

/// Whether the MD5 of what arrived is still to come.
bool awaitsMd5(const TransferSnapshot &transfer)
{
    return transfer.state == TransferState::Done && transfer.files == 0 && !transfer.md5;
}

/// The source that most came from, and how.
void setPeer(HistoryEntry &entry, const TransferSnapshot &transfer)
{
    const auto most = std::max_element(transfer.sources.begin(),
                                       transfer.sources.end(),
                                       [](const TransferSource &a, const TransferSource &b) {
                                           return a.bytes < b.bytes;
                                       });
    const auto set = [&entry](const std::optional<HostName> &host, const Endpoint &endpoint) {
        entry.peer = host ? host->toString() : QString{};
        entry.address = endpoint.port == 0 ? QString{} : endpoint.address.toString();
        entry.port = endpoint.port;
    };
    entry.transport = most == transfer.sources.end() ? transfer.transport : most->transport;
    if (most != transfer.sources.end())
        set(most->host, most->endpoint);
    else if (transfer.record && transfer.record->endpoint.port != 0)
        set(transfer.record->host, transfer.record->endpoint);
}

/// UDP when any of it came that way.
Transport transportOf(const TransferSnapshot &transfer)
{
    const bool isUdp = std::any_of(transfer.sources.begin(),
                                   transfer.sources.end(),
                                   [](const TransferSource &source) {
                                       return source.bytes > 0
                                              && source.transport == Transport::Udp;
                                   });
    return isUdp ? Transport::Udp : Transport::Tcp;
}

void describe(HistoryEntry &entry, const TransferSnapshot &transfer)
{
    entry.subject = transfer.name;
    if (transfer.files > 0)
        entry.count = transfer.files;
    if (transfer.record || transfer.size > 0)
        entry.size = transfer.size;
    if (transfer.record) {
        entry.root = transfer.record->file.root;
        entry.md5 = transfer.record->file.md5;
    }
    if (transfer.md5)
        entry.md5 = transfer.md5;
    setPeer(entry, transfer);
    entry.transport = transportOf(transfer);
    entry.path = transfer.path;
    entry.reason = transfer.problem ? RequestReason{transfer.problem->code} : RequestReason{};
    entry.detail = transfer.problem ? transfer.problem->detail : QString{};
    entry.outcome = outcomeOf(transfer);
}

} // namespace

DownloadHistory::~DownloadHistory()
{
    for (auto &[id, download] : m_downloads) {
        if (download.entry.outcome != RequestOutcome::Running)
            continue;
        download.entry.outcome = RequestOutcome::Interrupted;
        m_store.put(download.ticket, download.entry, true);
    }
}

void DownloadHistory::restored(const std::vector<TransferSnapshot> &transfers)
{
    for (const TransferSnapshot &transfer : transfers)
        m_restored.insert(transfer.id);
}

void DownloadHistory::changed(const std::vector<TransferSnapshot> &transfers)
{
    for (const TransferSnapshot &transfer : transfers)
        note(transfer);
}

void DownloadHistory::note(const TransferSnapshot &transfer)
{
    const bool isIdle = isOver(transfer.state) || isWaiting(transfer.state);
    if (m_restored.contains(transfer.id) && isIdle)
        return;
    const auto known = m_downloads.find(transfer.id);
    const bool isBegun = known != m_downloads.end();
    const bool wasOver = isBegun && known->second.entry.outcome != RequestOutcome::Running;
    if (wasOver && isOver(transfer.state))
        return noteMd5(known->second, transfer);
    if (!isBegun || wasOver)
        m_downloads.insert_or_assign(transfer.id, begin(transfer));
    m_restored.erase(transfer.id);
    Download &download = m_downloads.at(transfer.id);
    const HistoryEntry before = download.entry;
    advance(download, transfer);
    const bool isOld = m_clock.now() - download.putAt >= RenewEvery;
    const bool isNews = before.outcome != download.entry.outcome
                        || before.root != download.entry.root;
    if (!isBegun || wasOver || isNews || isOld)
        put(download);
}

DownloadHistory::Download DownloadHistory::begin(const TransferSnapshot &transfer) const
{
    // What is asked for in this run has been so for as long as it says; it may be over by now.
    const bool isRestored = m_restored.contains(transfer.id);
    const auto spent = isRestored ? std::chrono::milliseconds{} : transfer.elapsed;
    Download download;
    download.ticket = m_store.newTicket();
    download.entry.begun = m_clock.wallTime() - std::chrono::floor<std::chrono::seconds>(spent);
    download.entry.kind = RequestKind::Download;
    download.seenAt = m_clock.now();
    download.spent = spent;
    return download;
}

void DownloadHistory::advance(Download &download, const TransferSnapshot &transfer) const
{
    const auto now = m_clock.now();
    if (!download.isWaiting)
        download.spent += now - download.seenAt;
    download.seenAt = now;
    download.isWaiting = isWaiting(transfer.state);
    if (transfer.received < download.received)
        download.receivedBefore += download.received;
    download.received = transfer.received;
    describe(download.entry, transfer);
    download.entry.bytes = download.receivedBefore + download.received;
    download.entry.duration = std::chrono::floor<std::chrono::milliseconds>(download.spent);
}

void DownloadHistory::put(Download &download)
{
    const HistoryEntry &entry = download.entry;
    download.putAt = m_clock.now();
    m_store.put(download.ticket, entry, false);
    if (entry.outcome != RequestOutcome::Done || !entry.root || entry.path.isEmpty())
        return;
    const QString &peer = entry.peer.isEmpty() ? entry.address : entry.peer;
    m_store.putHad({*entry.root, m_clock.wallTime(), entry.path, peer});
}

void DownloadHistory::noteMd5(Download &download, const TransferSnapshot &transfer)
{
    if (awaitsMd5(transfer) || download.entry.md5 == transfer.md5)
        return;
    describe(download.entry, transfer);
    put(download);
}

void DownloadHistory::arrived(const ContentHash &root, const QString &path)
{
    m_store.putHad({root, m_clock.wallTime(), path, {}});
}

} // namespace ft::engine
