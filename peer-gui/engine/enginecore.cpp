#include "peer-gui/engine/enginecore.h"

#include "common/protocol/limits.h"
#include "peer-gui/engine/dialing.h"
#include "peer-gui/engine/publishproblem.h"
#include "peer-gui/engine/tracker/acceptedpeers.h"

#include <QFileInfo>

#include <algorithm>
#include <thread>

namespace ft::engine {

namespace {

unsigned workerThreads()
{
    // One reads for uploads while another hashes what arrives.
    return std::max(2U, std::thread::hardware_concurrency());
}

ShareSettings shareSettings(const EngineSettings &settings)
{
    ShareSettings share;
    share.folders.assign(settings.shareFolders.begin(), settings.shareFolders.end());
    share.filter = ShareFilter{settings.filter};
    share.rescanEvery = settings.rescanEvery;
    share.stateFolder = settings.stateFolder;
    return share;
}

std::vector<FileRecord> recordsOf(const std::vector<SharedFile> &files)
{
    std::vector<FileRecord> records;
    records.reserve(files.size());
    for (const SharedFile &file : files)
        records.push_back(file.record);
    return records;
}

} // namespace

EngineCore::EngineCore(const EngineSettings &settings,
                       const Clock &clock,
                       Mailbox::Address engine,
                       std::function<TransferId()> nextId)
    : m_settings(settings)
    , m_clock(clock)
    , m_pool(workerThreads())
    , m_background(m_pool, engine)
    , m_history(settings.stateFolder, clock, engine)
    , m_recorded(m_history.made(), settings.tracker)
    , m_library(shareSettings(settings), clock)
    , m_access(
          AllowList::parse(settings.allow).value_or(AllowList{}),
          [this](const auto &name, const auto &address, const auto &answer) {
              askTracker(name, address, answer);
          },
          clock)
    , m_downloadRate(clock)
    , m_uploadRate(clock)
    , m_uploadSlots(settings.limits.uploadSlots, clock)
    , m_space(m_background)
    , m_md5(engine)
    , m_queueStore(settings.stateFolder, engine)
    , m_udpStreams(net::makeUdpStreams())
    , m_downloads({m_background,
                   clock,
                   m_buffers,
                   m_downloadRate,
                   m_space,
                   dialPeer,
                   channelSettings(settings),
                   settings.isPatient,
                   {.isUseless = settings.isPatient},
                   dialUdp(),
                   whyNoUdp()},
                  {settings.name,
                   settings.downloadFolder,
                   [this](const QString &name, const auto &done) { searchName(name, done); },
                   [this](const FileRecord &file, const auto &done) { searchContent(file, done); },
                   [this](const QString &peer, const auto &done) { findPeer(peer, done); },
                   nextId,
                   &m_queueStore,
                   &m_md5})
    , m_guard({settings.stateFolder, settings.checkEvery, settings.checkRate},
              {m_background,
               clock,
               engine,
               m_library,
               settings.name,
               [this](const FileRecord &file, const auto &done) { searchContent(file, done); },
               std::move(nextId)})
    , m_liveSearches(searchedTracker())
    , m_wishes(WishStore{settings.stateFolder}, m_liveSearches, settings.name)
    , m_peerQueries({m_background,
                     clock,
                     [this](const QString &peer, const auto &done) { findPeer(peer, done); },
                     dialPeer,
                     channelSettings(settings),
                     ChecksumMemory{settings.stateFolder}})
    , m_peerPings(pingContext())
    , m_connectivity(connectivityContext())
    , m_membership(*this, dialTracker)
    , m_previews(engine)
{
    if (m_udpStreams)
        m_udpService.emplace(*m_udpStreams, m_clock);
    setLimits(settings.limits);
    connectConnectivity();
    connectHistory();
    connect(&m_listener, &UploadListener::uploadsChanged, this, &EngineCore::uploadsChanged);
}

EngineCore::~EngineCore() = default;

void EngineCore::start()
{
    m_history.start();
    if (const auto endpoint = m_listener.open(m_settings.listenAddress, m_settings.listenPort))
        begin(*endpoint);
    else
        emit failed(endpoint.error());
}

void EngineCore::begin(const Endpoint &endpoint)
{
    connectQueue();
    serve(endpoint);
    connectShare();
    connectTracker();
    m_wishes.load(m_settings.asksWishes);
    m_guard.start();
    m_library.start();
    join();
}

void EngineCore::serve(const Endpoint &endpoint)
{
    if (m_endpoint != endpoint) {
        m_endpoint = endpoint;
        emit listening(endpoint);
        m_downloads.setServePort(endpoint.port);
    }
    if (m_udpService)
        m_udpService->close();
    if (m_udpService && m_settings.usesUdp) {
        m_udpService->serve(endpoint, [this](std::unique_ptr<net::ByteStream> stream) {
            m_listener.serveStream(std::move(stream));
        });
    }
    m_listener.serve(
        {.background = m_background,
         .catalog = m_library.catalog(),
         .access = m_access,
         .rate = m_uploadRate,
         .uploadSlots = m_uploadSlots,
         .clock = m_clock,
         .name = m_settings.name,
         .agent = agentName(),
         .fileChanged = [this](const SharedPath &path) { m_library.fileChanged(path); },
         .partials = m_settings.shareDownloads ? &m_downloads.partialOffers() : nullptr,
         .udp = m_udpService && m_settings.usesUdp ? &*m_udpService : nullptr,
         .served = &m_history.served()});
}

void EngineCore::stop(std::function<void()> done)
{
    m_listener.close();
    if (m_udpService)
        m_udpService->close();
    m_downloads.stop([this, done = std::move(done)] { m_membership.leave(done); });
}

void EngineCore::find(const FindRequest &request, const Done<FindResults> &done)
{
    const auto report = m_recorded.search(request.text, done);
    if (link())
        link()->find(request, 0, report);
    else
        report(
            tl::unexpected(Problem{ProblemCode::NotJoined, Operation::Search, request.text, {}}));
}

void EngineCore::openSearch(SearchId id, const FindRequest &request, const LiveSearches::Hear &hear)
{
    m_liveSearches.open(id, request, m_recorded.liveSearch(request.text, hear));
}

void EngineCore::searchName(const QString &name, const Done<std::vector<SourceRecord>> &done)
{
    if (link())
        link()->search({name.toUtf8(), 0}, done);
    else
        done(tl::unexpected(Problem{ProblemCode::NotJoined, Operation::Search, name, {}}));
}

/// Under whatever name, where the tracker can and there is a root; else under this one.
void EngineCore::searchContent(const FileRecord &file, const Done<std::vector<SourceRecord>> &done)
{
    if (!file.root || !link() || !link()->canFind())
        return searchName(QString::fromUtf8(file.path.name()), done);
    const QString query = u"root:" % QString::fromLatin1(file.root->hex());
    link()->find({query, protocol::limits::MaxFoundRecords, {}},
                 0,
                 [done](const Result<FindResults, Problem> &found) {
                     done(found.map([](const FindResults &results) { return results.records; }));
                 });
}

void EngineCore::listPeers(const Done<std::vector<protocol::PeerRecord>> &done)
{
    if (link())
        link()->listPeers({}, done);
    else
        done(tl::unexpected(Problem{ProblemCode::NotJoined, Operation::ListPeers, {}, {}}));
}

void EngineCore::findPeer(const QString &peer, const Done<PeerAddress> &done)
{
    using Peers = std::vector<protocol::PeerRecord>;
    if (const auto endpoint = Endpoint::parse(peer))
        return done(PeerAddress{*endpoint, {}});
    const auto noSuchPeer = tl::unexpected(
        Problem{ProblemCode::NoSuchPeer, Operation::ListPeers, peer, {}});
    const auto host = HostName::parse(peer.toUtf8());
    if (!host)
        return done(noSuchPeer);
    if (!link())
        return done(
            tl::unexpected(Problem{ProblemCode::NotJoined, Operation::ListPeers, peer, {}}));
    link()->listPeers({host, {}}, [done, noSuchPeer](const Result<Peers, Problem> &found) {
        if (!found)
            done(tl::unexpected(found.error()));
        else if (found->empty())
            done(noSuchPeer);
        else
            done(PeerAddress{found->front().endpoint, found->front().name});
    });
}

void EngineCore::askPeer(QuestionId id,
                         const QString &peer,
                         const PeerQuestion &question,
                         const PeerQueries::Hear &hear)
{
    m_peerQueries.ask(id, peer, question, m_recorded.question(peer, question, hear));
}

void EngineCore::publish(const QString &localPath,
                         const QString &name,
                         const Done<SharedFileInfo> &done)
{
    const auto path = SharedPath::fromString(name);
    if (!path) {
        done(tl::unexpected(Problem{ProblemCode::BadName, Operation::Publish, name, {}}));
        return;
    }
    m_library.publish(QFileInfo{localPath}.absoluteFilePath(),
                      *path,
                      [this, done, localPath, name](
                          const Result<SharedFile, PublishError> &published) {
                          if (published)
                              return reportPublished(*published, done);
                          const auto code = problemCodeOf(published.error());
                          const auto &subject = code == ProblemCode::NameInUse ? name : localPath;
                          done(tl::unexpected(Problem{code, Operation::Publish, subject, {}}));
                      });
}

void EngineCore::reportPublished(const SharedFile &file, const Done<SharedFileInfo> &done)
{
    const auto report = [done, info = SharedFileInfo{file.record, file.absolutePath}] {
        done(info);
    };
    // Told as done when others can find it, not before.
    if (link())
        link()->whenAnnounced(report);
    else
        report();
}

void EngineCore::unpublish(const QString &name, const Done<SharedPath> &done)
{
    const auto path = SharedPath::fromString(name);
    const auto notShared = tl::unexpected(
        Problem{ProblemCode::NotShared, Operation::Unpublish, name, {}});
    if (!path)
        return done(notShared);
    const auto removed = m_library.unpublish(*path);
    if (removed)
        return done(*path);
    if (removed.error() == UnpublishError::NotShared)
        return done(notShared);
    done(tl::unexpected(Problem{ProblemCode::InShareFolder, Operation::Unpublish, name, {}}));
}

void EngineCore::listShares(const Done<std::vector<SharedFileInfo>> &done)
{
    std::vector<SharedFileInfo> shares;
    for (const SharedFile &file : m_library.catalog().snapshot())
        shares.push_back({file.record, file.absolutePath});
    for (const DamagedFile &damaged : m_guard.damaged())
        shares.push_back({damaged.file.record, damaged.file.absolutePath, true});
    done(shares);
}

void EngineCore::setLimits(const TransferLimits &limits)
{
    m_downloadRate.setLimit(limits.downloadRate);
    m_uploadRate.setLimit(limits.uploadRate);
    // Without a slot no large file would ever move.
    m_uploadSlots.setSlots(std::max(limits.uploadSlots, 1U));
    m_listener.setRatePerUpload(limits.ratePerUpload);
    m_downloads.setMostActive(std::max(limits.downloads, 1U));
}

bool EngineCore::isEmpty() const
{
    return m_library.catalog().size() == 0
           && (!m_settings.shareDownloads || m_downloads.partialOffers().isEmpty());
}

std::vector<FileRecord> EngineCore::sharedRecords() const
{
    auto records = recordsOf(m_library.catalog().snapshot());
    if (!m_settings.shareDownloads)
        return records;
    for (FileRecord &partial : m_downloads.partialOffers().records()) {
        if (!m_library.catalog().contains(partial.path))
            records.push_back(std::move(partial));
    }
    return records;
}

void EngineCore::connectQueue()
{
    m_queueStore.load([this](QueueStore::Loaded loaded) { restoreQueue(std::move(loaded)); });
    const auto &offers = m_downloads.partialOffers();
    connect(&offers, &PartialOffers::offered, this, [this](const FileRecord &record) {
        if (m_settings.shareDownloads)
            announcePartial(record);
    });
    connect(&offers, &PartialOffers::withdrawn, this, [this](const SharedPath &path) {
        if (m_settings.shareDownloads)
            withdrawPartial(path);
    });
}

void EngineCore::announcePartial(const FileRecord &record)
{
    if (link() && !m_library.catalog().contains(record.path))
        link()->announce({record});
}

void EngineCore::withdrawPartial(const SharedPath &path)
{
    if (link() && !m_library.catalog().contains(path))
        link()->withdraw({path});
}

void EngineCore::restoreQueue(QueueStore::Loaded loaded)
{
    const auto asked = m_downloads.snapshots();
    m_downloads.restore(std::move(loaded.entries), m_settings.resumesQueue);
    auto earlier = m_downloads.snapshots();
    std::erase_if(earlier, [&](const TransferSnapshot &transfer) {
        return std::any_of(asked.begin(), asked.end(), [&](const TransferSnapshot &other) {
            return other.id == transfer.id;
        });
    });
    m_history.downloads().restored(earlier);
}

void EngineCore::connectHistory()
{
    connect(&m_downloads, &Downloads::changed, &m_history, [this](const auto &transfers) {
        m_history.downloads().changed(transfers);
    });
    connect(&m_downloads, &Downloads::finished, &m_history, [this](const SharedFile &file) {
        m_history.downloads().arrived(*file.record.root, file.absolutePath);
    });
}

void EngineCore::connectShare()
{
    connect(&m_library, &ShareLibrary::filesReady, this, &EngineCore::onFilesReady);
    connect(&m_library,
            &ShareLibrary::filesGone,
            this,
            [this](const std::vector<SharedPath> &paths) {
                if (link())
                    link()->withdraw(paths);
                emit shareChanged(shareSummary());
            });
    connect(&m_library, &ShareLibrary::progressed, this, [this] {
        emit shareChanged(shareSummary());
    });
    connect(&m_library, &ShareLibrary::noticed, this, &EngineCore::noticed);
    connect(&m_library, &ShareLibrary::settled, this, &EngineCore::onSettled);
    const auto adopt = [this](const SharedFile &file) {
        if (m_settings.shareDownloads)
            m_library.adopt(file);
    };
    connect(&m_downloads, &Downloads::finished, this, adopt);
    connect(&m_downloads, &Downloads::completed, this, adopt);
}

void EngineCore::connectTracker()
{
    connect(&m_membership, &Membership::joined, this, &EngineCore::joined);
    connect(&m_membership, &Membership::lost, this, &EngineCore::lost);
    connect(&m_membership, &Membership::filesDropped, this, &EngineCore::filesDropped);
    connect(&m_membership, &Membership::noticed, this, &EngineCore::trackerNoticed);
    connect(&m_membership, &Membership::joined, &m_liveSearches, &LiveSearches::onJoined);
    connect(&m_membership, &Membership::came, &m_liveSearches, &LiveSearches::onCame);
    connect(&m_membership, &Membership::went, &m_liveSearches, &LiveSearches::onWent);
    connect(&m_membership, &Membership::missed, &m_liveSearches, &LiveSearches::onMissed);
}

LiveSearches::Tracker EngineCore::searchedTracker()
{
    return {[this](const FindRequest &request, std::uint32_t live, const auto &done) {
                if (link())
                    link()->find(request, live, done);
                else
                    find(request, done);
            },
            [this](std::uint32_t live) {
                if (link())
                    link()->stopFinding(live);
            }};
}

void EngineCore::onFilesReady(const std::vector<SharedFile> &files)
{
    if (link())
        link()->announce(recordsOf(files));
    m_guard.filesReady(files);
    emit shareChanged(shareSummary());
}

void EngineCore::onSettled()
{
    emit shareChanged(shareSummary());
    if (link())
        link()->shareSettled();
}

void EngineCore::askTracker(const std::optional<HostName> &name,
                            const QHostAddress &address,
                            const std::function<void(std::optional<bool>)> &answer)
{
    if (!link())
        return answer(false);
    link()->listPeers({name, address},
                      [name,
                       answer](const Result<std::vector<protocol::PeerRecord>, Problem> &peers) {
                          answer(peers ? std::optional{isAccepted(*peers, name)} : std::nullopt);
                      });
}

ShareSummary EngineCore::shareSummary() const
{
    const auto progress = m_library.progress();
    return {m_library.catalog().size(),
            m_library.catalog().totalBytes(),
            progress.filesFound,
            progress.bytesHashed,
            progress.bytesTotal,
            m_library.isSettled(),
            progress.rate,
            progress.eta,
            progress.isPaused};
}

} // namespace ft::engine
