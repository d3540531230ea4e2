#include "peer-gui/engine/share/sharelibrary.h"

#include "common/hash/merkle.h"
#include "peer-gui/engine/share/sharenaming.h"

#include <QFile>
#include <QStringBuilder>

#include <cerrno>
#include <utility>

namespace ft::engine {

namespace {

using namespace std::chrono_literals;

constexpr auto TickEvery = 50ms; // batches files for those who announce them
constexpr auto ProgressEvery = 100ms;

FolderScans::Settings scanSettings(const ShareSettings &settings)
{
    FolderScans::Settings scans;
    scans.folders = settings.folders;
    scans.filter = settings.filter;
    scans.isWatching = settings.isWatching;
    scans.rescanEvery = settings.rescanEvery;
    scans.probeEvery = settings.probeEvery;
    return scans;
}

} // namespace

ShareLibrary::ShareLibrary(ShareSettings settings, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_clock(clock)
    , m_published(m_settings.stateFolder, clock)
    , m_switches(m_settings.stateFolder)
    , m_cache(m_settings.stateFolder,
              clock,
              [this, address = m_mailbox.address()](const ShareNotice &notice) {
                  address.post([this, notice] { emit noticed(notice); });
              })
    , m_offered({m_settings.hashThreads, m_settings.retryAfter, m_settings.maxTries},
                clock,
                m_cache)
    , m_scans(scanSettings(m_settings), clock, [this] { return reservedNames(); })
{
    m_ticks.setInterval(TickEvery);
    connectParts();
}

ShareLibrary::~ShareLibrary()
{
    // Nobody is left to be told of a failure.
    [[maybe_unused]] const auto failure = m_published.save(PublishedList::When::Now);
}

void ShareLibrary::connectParts()
{
    connect(&m_ticks, &QTimer::timeout, this, &ShareLibrary::tick);
    connect(&m_scans, &FolderScans::scanned, this, &ShareLibrary::onScanned);
    connect(&m_scans, &FolderScans::placesScanned, this, &ShareLibrary::onPlacesScanned);
    connect(&m_scans, &FolderScans::written, this, &ShareLibrary::onWritten);
    connect(&m_offered, &OfferedFiles::filesReady, this, &ShareLibrary::filesReady);
    connect(&m_offered, &OfferedFiles::filesGone, this, &ShareLibrary::filesGone);
    connect(&m_offered, &OfferedFiles::noticed, this, &ShareLibrary::noticed);
    connect(&m_offered, &OfferedFiles::woke, this, &ShareLibrary::wake);
    connect(&m_offered, &OfferedFiles::publishedHashed, this, [this](const SharedFile &file) {
        m_published.put({file.record.path, file.absolutePath, file.record.root, file.stamp});
    });
    // Whoever is told that a file is published may end the program next.
    connect(&m_offered, &OfferedFiles::answering, this, [this] {
        savePublished(PublishedList::When::Now);
    });
}

void ShareLibrary::start()
{
    m_thread.assertHere();
    if (const auto damage = m_published.load())
        emit noticed(*damage);
    m_switches.load();
    m_scans.setFolders(m_switches.shared(m_settings.folders));
    if (!m_published.files().empty())
        m_scans.scanReserved();
    rescan();
}

void ShareLibrary::pause()
{
    m_isPaused = true;
    m_offered.pause();
    wake();
}

void ShareLibrary::resume()
{
    m_isPaused = false;
    m_offered.resume();
    wake();
}

ShareProgress ShareLibrary::progress() const
{
    const HashPoolProgress pool = m_offered.hasher().progress();
    const std::uint64_t known = m_offered.entries().size();
    return {.filesFound = std::max(known, m_scans.found()),
            .filesHashed = known - m_offered.hasher().unfinished(),
            .bytesHashed = pool.bytesHashed,
            .bytesTotal = pool.bytesHashed + pool.bytesLeft,
            .rate = pool.bytesLeft > 0 ? m_pace.rate() : 0,
            .eta = pool.bytesLeft > 0 && !m_isPaused ? m_pace.timeFor(pool.bytesLeft)
                                                     : std::nullopt,
            .scanning = m_scans.isScanning(),
            .isPaused = m_isPaused};
}

bool ShareLibrary::isSettled() const
{
    return !m_scans.isScanning() && m_offered.isSettled();
}

LibraryStatus ShareLibrary::status() const
{
    return {.progress = progress(),
            .files = catalog().size(),
            .bytes = catalog().totalBytes(),
            .watches = m_scans.watches(),
            .folders = folderReport(m_settings.folders, m_switches, m_scans, catalog()),
            .filter = m_settings.filter.settings()};
}

// What the share folders hold now.

void ShareLibrary::rescan()
{
    m_thread.assertHere();
    m_scans.scanAll();
    wake();
}

std::map<SharedPath, QString> ShareLibrary::reservedNames() const
{
    std::map<SharedPath, QString> reserved;
    for (const auto &[path, file] : m_published.files())
        reserved.emplace(path, file.absolutePath);
    for (const auto &[path, entry] : m_offered.entries()) {
        if (entry.origin == Origin::Published)
            reserved.insert_or_assign(path, entry.absolutePath);
    }
    return reserved;
}

void ShareLibrary::onScanned(const ScanResult &result, bool isWhole)
{
    if (isWhole) {
        m_displaced = {result.displaced.begin(), result.displaced.end()};
        const auto isDirty = [this](const QByteArray &path) {
            return m_scans.isDirty(path);
        };
        apply(changesOf(m_offered.entries(), result, m_scans.number(), isDirty));
    }
    for (const auto &[path, stamp] : result.reserved)
        takeUpPublished(path, stamp);
    m_areReservedKnown = true;
    m_offered.begin();
    if (!isWhole)
        return;
    for (const ShareNotice &notice : m_notices.newOf(result))
        emit noticed(notice);
}

void ShareLibrary::onPlacesScanned(const PlacesResult &result)
{
    const ShareChanges changes = changesOf(m_offered.entries(), result, m_displaced);
    if (changes.needsWhole)
        m_scans.scanAll();
    else
        apply(changes);
    for (const auto &[path, stamp] : result.reserved)
        takeUpPublished(path, stamp);
    m_offered.begin();
    for (const ShareNotice &notice : m_notices.newOf(result))
        emit noticed(notice);
}

/// Others must not be told of bytes that are there no more; what is there now is offered when it
/// has come to rest.
void ShareLibrary::onWritten(const QByteArray &absolutePath, const std::optional<FileId> &file)
{
    const auto place = m_scans.placeOf(absolutePath);
    const auto entry = place ? m_offered.entries().find(*place) : m_offered.entries().end();
    const bool isEntry = entry != m_offered.entries().end()
                         && entry->second.origin == Origin::Folder
                         && QFile::encodeName(entry->second.absolutePath) == absolutePath;
    const auto id = file                             ? file
                    : isEntry && entry->second.stamp ? std::optional{entry->second.stamp->id()}
                                                     : writtenFile(absolutePath);
    for (const SharedPath &link : id ? m_offered.linksOf(*id) : std::vector<SharedPath>{}) {
        const ShareEntry &state = m_offered.entries().at(link);
        m_scans.lookLater(QFile::encodeName(state.absolutePath));
        if (state.origin == Origin::Folder)
            m_offered.drop(link, PublishError::Withdrawn);
    }
    // Hashed at the moment, it has no link yet.
    if (isEntry && !file)
        m_offered.drop(*place, PublishError::Withdrawn);
    m_offered.begin();
}

/// Which file that is: it may be another name of one that is offered.
std::optional<FileId> ShareLibrary::writtenFile(const QByteArray &absolutePath)
{
    const auto stamp = stampOf(QFile::decodeName(absolutePath));
    return stamp ? std::optional{stamp->id()} : std::nullopt;
}

/// The other names of a file that was written to: no event told of them.
void ShareLibrary::hashLinksAgain(const FileStamp &stamp)
{
    for (const SharedPath &link : m_offered.linksOf(stamp.id())) {
        if (m_offered.entries().at(link).stamp != stamp)
            m_offered.hashAgain(link, stamp);
    }
}

void ShareLibrary::apply(const ShareChanges &changes)
{
    for (const SharedPath &path : changes.replaced)
        m_offered.drop(path, PublishError::Withdrawn);
    for (const auto &[path, absolutePath, stamp] : changes.added)
        m_offered.add(path, newEntry(absolutePath, Origin::Folder), stamp);
    for (const auto &[path, absolutePath, stamp] : changes.changed)
        m_offered.hashAgain(path, stamp);
    for (const auto *found : {&changes.added, &changes.changed}) {
        for (const ShareChanges::Found &file : *found)
            hashLinksAgain(file.stamp);
    }
    for (const SharedPath &path : changes.gone)
        m_offered.drop(path, PublishError::NotFound);
    for (const QByteArray &absolutePath : changes.young)
        m_scans.lookLater(absolutePath);
    if (changes.needsWhole)
        m_scans.scanAll();
}

ShareEntry ShareLibrary::newEntry(const QString &absolutePath, Origin origin) const
{
    ShareEntry entry;
    entry.absolutePath = absolutePath;
    entry.origin = origin;
    entry.since = m_scans.number();
    return entry;
}

void ShareLibrary::takeUpPublished(const SharedPath &path, const std::optional<FileStamp> &stamp)
{
    const auto entry = m_offered.entries().find(path);
    if (entry != m_offered.entries().end()) {
        if (entry->second.stamp && entry->second.stamp != stamp)
            m_offered.hashAgain(path, stamp);
        return;
    }
    const auto published = m_published.files().find(path);
    if (published == m_published.files().end())
        return;
    const QString &absolutePath = published->second.absolutePath;
    if (stamp)
        m_offered.add(path, newEntry(absolutePath, Origin::Published), stamp);
    else if (!m_areReservedKnown)
        emit noticed({ShareNotice::Kind::FileVanished, absolutePath, ENOENT, std::nullopt});
}

bool ShareLibrary::setFolderShared(const QString &folder, bool isShared)
{
    m_thread.assertHere();
    if (std::ranges::find(m_settings.folders, folder) == m_settings.folders.end())
        return false;
    if (const auto saved = m_switches.set(folder, isShared); !saved)
        emit noticed(saved.error());
    m_scans.setFolders(m_switches.shared(m_settings.folders));
    rescan();
    return true;
}

void ShareLibrary::setFolders(std::vector<QString> folders)
{
    m_thread.assertHere();
    m_settings.folders = std::move(folders);
    m_scans.setFolders(m_switches.shared(m_settings.folders));
    rescan();
}

void ShareLibrary::setFilter(const ShareFilter::Settings &filter)
{
    m_thread.assertHere();
    m_settings.filter = ShareFilter{filter};
    m_scans.setFilter(m_settings.filter);
    rescan();
}

// Files shared one by one.

void ShareLibrary::publish(const QString &absolutePath, const SharedPath &as, PublishDone done)
{
    m_thread.assertHere();
    const auto real = withoutSymlinks(absolutePath);
    const auto stamp = real.and_then([](const QString &path) { return stampOf(path); });
    if (!stamp)
        return m_offered.answerLater(std::move(done),
                                     tl::unexpected(publishErrorOf(stamp.error().kind)));
    const auto &entries = m_offered.entries();
    const auto entry = entries.find(as);
    if (entry != entries.end() && entry->second.absolutePath != *real)
        return m_offered.answerLater(std::move(done), tl::unexpected(PublishError::NameInUse));
    if (entry == entries.end()) {
        m_scans.watchFile(*real, stamp->id());
        m_offered.add(as, newEntry(*real, Origin::Published), *stamp);
    } else if (entry->second.stamp == *stamp) {
        if (const auto file = catalog().find(as))
            return m_offered.answerLater(std::move(done), *file);
    }
    m_offered.await(as, std::move(done));
    if (entry != entries.end() && entry->second.stamp && catalog().contains(as))
        m_offered.hashAgain(as, *stamp);
    m_offered.begin();
}

Result<void, UnpublishError> ShareLibrary::unpublish(const SharedPath &path)
{
    m_thread.assertHere();
    const auto entry = m_offered.entries().find(path);
    const bool isEntry = entry != m_offered.entries().end();
    if (isEntry && entry->second.origin == Origin::Folder)
        return tl::unexpected(UnpublishError::InShareFolder);
    const bool wasListed = m_published.remove(path);
    if (!isEntry && !wasListed)
        return tl::unexpected(UnpublishError::NotShared);
    m_offered.drop(path, PublishError::Withdrawn);
    m_offered.begin();
    savePublished(PublishedList::When::Now);
    return {};
}

SharedPath ShareLibrary::adopt(SharedFile file)
{
    m_thread.assertHere();
    file.absolutePath = withoutSymlinks(file.absolutePath).value_or(file.absolutePath);
    const auto place = placeInFolders(file.absolutePath);
    const auto origin = place ? Origin::Folder : Origin::Published;
    SharedPath path = nameForAdopted(place.value_or(file.record.path), file.absolutePath);
    file.record.path = path;
    if (origin == Origin::Published) {
        m_published.put({path, file.absolutePath, file.record.root, file.stamp});
        m_scans.watchFile(file.absolutePath, file.stamp.id());
    }
    // Nobody else has had a name for it until now, so nobody can have written to it since.
    if (file.pieceSize == hash::pieceSizeFor(file.record.size))
        m_cache.put(file.stamp, {*file.record.root, file.record.md5, file.pieceLayer});
    ShareEntry entry = newEntry(file.absolutePath, origin);
    m_offered.addReady(std::move(entry), std::move(file));
    return path;
}

void ShareLibrary::fileChanged(const SharedPath &path)
{
    m_thread.assertHere();
    const auto entry = m_offered.entries().find(path);
    if (entry == m_offered.entries().end() || !entry->second.stamp)
        return;
    m_offered.hashAgain(path, std::nullopt);
    m_offered.begin();
}

bool ShareLibrary::withhold(const SharedPath &path)
{
    m_thread.assertHere();
    return m_offered.withhold(path);
}

bool ShareLibrary::restore(const SharedPath &path)
{
    m_thread.assertHere();
    return m_offered.restore(path);
}

std::optional<SharedPath> ShareLibrary::placeInFolders(const QString &absolutePath) const
{
    for (const QString &folder : m_switches.shared(m_settings.folders)) {
        const auto root = withoutSymlinks(folder);
        if (!root || !absolutePath.startsWith(*root % u'/'))
            continue;
        const auto path = SharedPath::fromString(absolutePath.sliced(root->size() + 1));
        const bool isTaken = path && m_settings.filter.takesWayTo(path->utf8())
                             && m_settings.filter.takesFile(path->utf8());
        // What no scan finds is offered by itself.
        return isTaken ? std::optional{*path} : std::nullopt;
    }
    return std::nullopt;
}

SharedPath ShareLibrary::nameForAdopted(const SharedPath &wanted, const QString &absolutePath) const
{
    const auto isTaken = [&](const SharedPath &name) {
        const auto entry = m_offered.entries().find(name);
        return entry != m_offered.entries().end() && entry->second.absolutePath != absolutePath;
    };
    // A name too long to be numbered takes the place of the other file.
    return freeName(wanted, {}, isTaken).value_or(wanted);
}

// Time.

void ShareLibrary::wake()
{
    m_toldSettled = false;
    if (!m_ticks.isActive())
        m_ticks.start();
}

void ShareLibrary::tick()
{
    m_offered.tick();
    m_pace.note(m_offered.hasher().progress().bytesHashed, m_clock.now());
    savePublished(PublishedList::When::Sparingly);
    const bool justSettled = isSettled() && !m_toldSettled;
    m_toldSettled = isSettled();
    tellProgress(justSettled);
    if (m_toldSettled && !m_published.isUnsaved())
        m_ticks.stop();
    if (justSettled)
        emit settled();
}

void ShareLibrary::tellProgress(bool isLast)
{
    const auto now = m_clock.now();
    const ShareProgress current = progress();
    if (!isLast && (now - m_lastProgressAt < ProgressEvery || current == m_lastProgress))
        return;
    m_lastProgressAt = now;
    m_lastProgress = current;
    emit progressed(current);
}

void ShareLibrary::savePublished(PublishedList::When when)
{
    if (const auto failure = m_published.save(when))
        emit noticed(*failure);
}

} // namespace ft::engine
