#include "peer-gui/engine/share/folderscans.h"

#include "peer-gui/engine/share/partsuffix.h"

#include <QFile>

#include <algorithm>
#include <utility>

namespace ft::engine {

namespace {

constexpr std::chrono::milliseconds LookEvery{50};
constexpr int RestsPerWalk = 9; // times as long as a walk took

} // namespace

FolderScans::FolderScans(Settings settings, const Clock &clock, Reserved reserved)
    : m_settings(std::move(settings))
    , m_reserved(std::move(reserved))
    , m_dirty(clock)
{
    connect(&m_watcher, &ShareWatcher::happened, this, &FolderScans::onEvents);
    m_rescan.setSingleShot(true);
    connect(&m_rescan, &QTimer::timeout, this, &FolderScans::scanAll);
    connect(&m_probe, &QTimer::timeout, this, [this] {
        m_wantsProbe = true;
        startNext();
    });
    m_looks.setInterval(LookEvery);
    connect(&m_looks, &QTimer::timeout, this, &FolderScans::startNext);
}

void FolderScans::scanAll()
{
    m_wantsAll = true;
    startNext();
}

void FolderScans::scanReserved()
{
    m_wantsReserved = true;
    startNext();
}

void FolderScans::lookLater(const QByteArray &absolutePath)
{
    m_dirty.changed(absolutePath);
    m_looks.start();
}

void FolderScans::watchFile(const QString &absolutePath, const FileId &file)
{
    // Without a watch its changes are found by the next scan of everything.
    if (m_settings.isWatching)
        static_cast<void>(m_watcher.watches().addFile(QFile::encodeName(absolutePath), file));
}

std::uint64_t FolderScans::found() const
{
    return m_running == Kind::All ? m_thread.found() : 0;
}

std::optional<SharedPath> FolderScans::placeOf(const QByteArray &absolutePath) const
{
    for (const ShareRoot &root : m_roots) {
        const auto front = root.path == "/" ? 1 : root.path.size() + 1;
        if (!isWithin(absolutePath, root.path) || absolutePath.size() < front)
            continue;
        const auto place = SharedPath::parse(QByteArrayView{absolutePath}.sliced(front));
        return place ? std::optional{*place} : std::nullopt;
    }
    return std::nullopt;
}

// Which walk comes next.

void FolderScans::startNext()
{
    if (m_running)
        return;
    if (std::exchange(m_wantsReserved, false))
        return start(Kind::Reserved);
    if (std::exchange(m_wantsAll, false))
        return start(Kind::All);
    auto places = duePlaces();
    if (m_wantsAll) // the places are among it
        return startNext();
    if (m_dirty.isEmpty())
        m_looks.stop();
    if (!places.empty())
        startPlaces(Kind::Places, std::move(places));
    else if (std::exchange(m_wantsProbe, false))
        startPlaces(Kind::Probe, {});
}

void FolderScans::start(Kind kind)
{
    m_running = kind;
    m_runningFor.start();
    m_rescan.stop();
    ScanRequest request{.folders = {}, .reserved = m_reserved(), .means = means()};
    if (kind == Kind::All) {
        request.folders = m_settings.folders;
        ++m_number;
    } else {
        request.means.watches = nullptr; // or the folders would be watched no more
    }
    m_thread.start(std::move(request), [this, address = m_mailbox.address()](ScanResult &&result) {
        address.post([this, result = std::move(result)] { onScanned(result); });
    });
}

void FolderScans::startPlaces(Kind kind, std::vector<QByteArray> places)
{
    m_running = kind;
    PlacesRequest request{.roots = m_roots,
                          .missing = m_missing,
                          .places = std::move(places),
                          .reserved = {},
                          .means = means()};
    if (kind == Kind::Places)
        request.reserved = m_reserved();
    m_thread.start(std::move(request),
                   [this, address = m_mailbox.address()](PlacesResult &&result) {
                       address.post([this, result = std::move(result)] { onPlaces(result); });
                   });
}

ScanMeans FolderScans::means()
{
    return {.filter = m_settings.filter,
            .watches = m_settings.isWatching ? &m_watcher.watches() : nullptr,
            .isRemote = m_settings.isRemote};
}

/// What is to be looked at again now; asks for everything instead when places cannot tell it.
std::vector<QByteArray> FolderScans::duePlaces()
{
    auto places = m_dirty.takeDue();
    m_wantsAll = std::ranges::any_of(places, [this](const QByteArray &path) {
        return isBehindSymlink(path);
    });
    return places;
}

/// Whether the files there have other names besides their places.
bool FolderScans::isBehindSymlink(const QByteArray &path) const
{
    return std::ranges::any_of(m_followed, [&path](const QByteArray &target) {
        return isWithin(path, target) || isWithin(target, path);
    });
}

void FolderScans::onScanned(const ScanResult &result)
{
    const bool isWhole = std::exchange(m_running, std::nullopt) == Kind::All;
    if (isWhole) {
        m_roots = result.roots;
        m_missing = result.missing;
        m_followed = result.followed;
        scheduleRescan(std::chrono::milliseconds{m_runningFor.elapsed()});
    }
    emit scanned(result, isWhole);
    startNext();
}

void FolderScans::onPlaces(const PlacesResult &result)
{
    const bool isProbe = std::exchange(m_running, std::nullopt) == Kind::Probe;
    if (result.isExhausted) {
        for (ShareRoot &root : m_roots)
            root.watching = Watching::Exhausted;
        scheduleRescan({});
    }
    if (isProbe)
        m_wantsAll = m_wantsAll || result.needsWhole;
    else
        emit placesScanned(result);
    startNext();
}

void FolderScans::scheduleRescan(std::chrono::milliseconds took)
{
    const bool isTold = std::ranges::all_of(m_roots, [](const ShareRoot &root) {
        return root.watching == Watching::Events;
    });
    if (m_settings.probeEvery.count() > 0 && !m_probe.isActive())
        m_probe.start(m_settings.probeEvery);
    const auto every = isTold ? m_settings.rescanEvery : m_settings.rescanUnwatched;
    if (every.count() > 0)
        m_rescan.start(std::max(every, RestsPerWalk * took));
}

// What the kernel tells.

void FolderScans::onEvents(const std::vector<FolderEvent> &events)
{
    for (const FolderEvent &event : events)
        onEvent(event);
    if (!m_dirty.isEmpty() && !m_looks.isActive())
        m_looks.start();
    startNext();
}

void FolderScans::onEvent(const FolderEvent &event)
{
    using Event = FolderEvent::Kind;
    if (event.kind == Event::Lost) {
        m_wantsAll = true;
        return;
    }
    if (event.kind == Event::SelfGone) {
        m_wantsAll = m_wantsAll || std::ranges::any_of(m_roots, [&event](const ShareRoot &root) {
                         return root.path == event.path;
                     });
        return;
    }
    if (event.kind == Event::Arrived || event.kind == Event::Gone)
        return m_dirty.moved(event.path);
    // Downloads under way write a lot, and nobody is to hear of it.
    if (event.path.endsWith(PartSuffix))
        return;
    m_dirty.changed(event.path);
    if (event.kind == Event::Written)
        emit written(event.path, event.file);
}

} // namespace ft::engine
