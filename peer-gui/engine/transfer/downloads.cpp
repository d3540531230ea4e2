#include "peer-gui/engine/transfer/downloads.h"

#include "peer-gui/engine/transfer/sourcechoice.h"

#include <algorithm>
#include <iterator>

namespace ft::engine {

namespace {

/// Those that offer what the first one offers.
std::vector<SourceRecord> sameContent(const std::vector<SourceRecord> &sources)
{
    const FileRecord &wanted = sources.front().file;
    std::vector<SourceRecord> same;
    std::copy_if(sources.begin(),
                 sources.end(),
                 std::back_inserter(same),
                 [&](const SourceRecord &source) {
                     return source.file.root == wanted.root && source.file.size == wanted.size;
                 });
    return same;
}

} // namespace

Downloads::Downloads(DownloadContext context,
                     HostName self,
                     Search search,
                     PeerFetch::FindPeer findPeer,
                     QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_self(std::move(self))
    , m_search(std::move(search))
    , m_findPeer(std::move(findPeer))
{
    m_reportTimer.setSingleShot(true);
    connect(&m_reportTimer, &QTimer::timeout, this, &Downloads::report);
}

Downloads::~Downloads() = default;

void Downloads::fetch(TransferId id, const QString &name)
{
    add(id, name);
    m_search(name,
             [this, self = QPointer{this}, id](
                 const Result<std::vector<SourceRecord>, Problem> &found) {
                 if (self)
                     onSearched(id, found);
             });
}

void Downloads::download(TransferId id, const std::vector<SourceRecord> &sources)
{
    if (sources.empty())
        return failItem(add(id, {}), {ProblemCode::NotFound, Operation::Download, {}, {}});
    Item &item = add(id, sources.front().file.path.toString());
    if (sources.front().file.root)
        begin(item, sameContent(sources));
    else
        failItem(item, {ProblemCode::NotVerifiable, Operation::Download, item.last.name, {}});
}

void Downloads::fetchFrom(TransferId id, const QString &peer, const QString &name)
{
    Item &item = add(id, name);
    item.lookup = std::make_unique<PeerFetch>(
        peer, name, m_findPeer, m_context.dial, m_context.channel);
    auto *const lookup = item.lookup.get();
    connect(lookup, &PeerFetch::fileFound, this, [this, id](const SourceRecord &source) {
        endLookup(m_items.at(id));
        if (source.file.root)
            begin(m_items.at(id), {source});
        else
            failItem(
                m_items.at(id),
                {ProblemCode::NotVerifiable, Operation::Download, source.file.path.toString(), {}});
    });
    connect(lookup, &PeerFetch::folderMeant, this, [this, id](const FolderRequest &folder) {
        endLookup(m_items.at(id));
        beginFolder(m_items.at(id), folder);
    });
    connect(lookup, &PeerFetch::failed, this, [this, id](const Problem &problem) {
        endLookup(m_items.at(id));
        failItem(m_items.at(id), problem);
    });
    lookup->start();
}

void Downloads::cancel(TransferId id)
{
    const auto found = m_items.find(id);
    if (found == m_items.end() || isOver(found->second.last.state))
        return;
    endLookup(found->second);
    if (found->second.download)
        found->second.download->cancel();
    else
        failItem(found->second,
                 {ProblemCode::Canceled, Operation::Search, found->second.last.name, {}});
}

std::vector<TransferSnapshot> Downloads::snapshots() const
{
    std::vector<TransferSnapshot> all;
    all.reserve(m_items.size());
    for (const auto &[id, item] : m_items)
        all.push_back(item.download ? item.download->snapshot() : item.last);
    return all;
}

Downloads::Item &Downloads::add(TransferId id, const QString &name)
{
    Item item;
    item.last.id = id;
    item.last.name = name;
    item.askedAt = m_context.clock.now();
    markChanged();
    return m_items.emplace(id, std::move(item)).first->second;
}

void Downloads::begin(Item &item, const std::vector<SourceRecord> &sources)
{
    run(item, std::make_unique<Download>(item.last.id, sources, m_context, item.askedAt));
}

void Downloads::beginFolder(Item &item, const FolderRequest &folder)
{
    const auto id = item.last.id;
    const auto makeFile = [this, id](const SourceRecord &source, const QString &into) {
        auto context = m_context;
        context.folder = into;
        return std::make_unique<Download>(id, std::vector{source}, context, m_context.clock.now());
    };
    const FolderContext context{m_context.background,
                                m_context.clock,
                                m_context.dial,
                                m_context.channel,
                                m_context.folder,
                                makeFile};
    auto transfer = std::make_unique<FolderDownload>(id, folder, context, item.askedAt);
    if (folder.host) {
        connect(transfer.get(), &Transfer::sourcesWanted, this, [this, id, folder] {
            findAgain(id, folder);
        });
    }
    run(item, std::move(transfer));
}

/// The peer may have another address by now.
void Downloads::findAgain(TransferId id, const FolderRequest &folder)
{
    m_findPeer(folder.host->toString(),
               [this, self = QPointer{this}, id, folder](const Result<PeerAddress, Problem> &peer) {
                   if (!self || !peer || !m_items.at(id).download)
                       return;
                   // Of the records of a source only where it is counts for a folder.
                   const auto path = folder.folder ? *folder.folder
                                                   : *SharedPath::parse(folder.host->bytes());
                   m_items.at(id).download->addSources(
                       {{{path, {}, 0, {}, {}, {}}, peer->endpoint, peer->host}});
               });
}

void Downloads::run(Item &item, std::unique_ptr<Transfer> transfer)
{
    item.download = std::move(transfer);
    connect(item.download.get(), &Transfer::finished, this, &Downloads::finished);
    connect(item.download.get(), &Transfer::over, this, [this, id = item.last.id] { onOver(id); });
    item.download->start();
}

void Downloads::endLookup(Item &item)
{
    // Deleted later: it may be the one that called.
    if (item.lookup) {
        item.lookup->disconnect(this);
        item.lookup.release()->deleteLater();
    }
}

void Downloads::onSearched(TransferId id, const Result<std::vector<SourceRecord>, Problem> &found)
{
    Item &item = m_items.at(id);
    if (isOver(item.last.state))
        return;
    if (!found)
        return failItem(item, found.error());
    const auto sources = chooseSources(item.last.name, *found, m_self, m_random);
    if (!sources)
        return failItem(item, sources.error());
    begin(item, *sources);
}

void Downloads::onOver(TransferId id)
{
    Item &item = m_items.at(id);
    item.last = item.download->snapshot();
    // Deleted later: the download is the one that called.
    item.download.release()->deleteLater();
    markChanged();
}

void Downloads::failItem(Item &item, const Problem &problem)
{
    item.last.state = problem.code == ProblemCode::Canceled ? TransferState::Canceled
                                                            : TransferState::Failed;
    item.last.problem = problem;
    item.last.elapsed = std::chrono::floor<std::chrono::milliseconds>(m_context.clock.now()
                                                                      - item.askedAt);
    markChanged();
}

void Downloads::markChanged()
{
    const auto since = m_context.clock.now() - m_lastReport;
    const auto wait = since >= ReportInterval
                          ? std::chrono::milliseconds{0}
                          : std::chrono::ceil<std::chrono::milliseconds>(ReportInterval - since);
    if (!m_reportTimer.isActive() || m_reportTimer.remainingTimeAsDuration() > wait)
        m_reportTimer.start(wait);
}

void Downloads::report()
{
    m_lastReport = m_context.clock.now();
    std::vector<TransferSnapshot> changes;
    bool isAnyRunning = false;
    for (auto &[id, item] : m_items) {
        if (item.download)
            item.last = item.download->snapshot();
        isAnyRunning = isAnyRunning || !isOver(item.last.state);
        auto &reported = m_reported[id];
        if (reported == item.last)
            continue;
        reported = item.last;
        changes.push_back(item.last);
    }
    if (isAnyRunning)
        m_reportTimer.start(ReportInterval);
    if (!changes.empty())
        emit changed(changes);
}

} // namespace ft::engine
