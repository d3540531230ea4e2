#pragma once

#include "common/base/clock.h"
#include "common/base/mailbox.h"
#include "peer-gui/engine/share/dirtyplaces.h"
#include "peer-gui/engine/share/scanthread.h"
#include "peer-gui/engine/share/sharewatcher.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

namespace ft::engine {

/// Decides when the share folders are walked, and whether all of them or only the places where
/// something has happened.
///
/// For the thread that made it, which runs an event loop. Walking happens on a thread of its own;
/// there is one walk at a time.
class FolderScans final : public QObject
{
    Q_OBJECT

public:
    struct Settings
    {
        std::vector<QString> folders;
        ShareFilter filter;
        bool isWatching = true; ///< false: changes are found by walks alone
        /// How often everything is walked without a reason: where events tell of changes, and where
        /// they cannot. Never so often that walking takes more than a tenth of the time. 0: never.
        std::chrono::milliseconds rescanEvery{std::chrono::minutes{10}};
        std::chrono::milliseconds rescanUnwatched{std::chrono::minutes{1}};
        /// How often it is looked whether the share folders are still what they were.
        std::chrono::milliseconds probeEvery{2'000};
        RemoteTest isRemote = isRemoteFileSystem;
    };
    /// The names that no file of the folders may have, and the files that have them.
    using Reserved = std::function<std::map<SharedPath, QString>()>;

    FolderScans(Settings settings, const Clock &clock, Reserved reserved);
    ~FolderScans() override = default;
    Q_DISABLE_COPY_MOVE(FolderScans)

    // From the next scan on.
    void setFolders(std::vector<QString> folders) { m_settings.folders = std::move(folders); }
    void setFilter(ShareFilter filter) { m_settings.filter = std::move(filter); }

    /// Walks everything. Asked for during a walk, it follows that.
    void scanAll();
    /// Looks at the reserved files only, before everything else.
    void scanReserved();
    /// A file is to be looked at again when it has rested.
    void lookLater(const QByteArray &absolutePath);
    void watchFile(const QString &absolutePath, const FileId &file);

    /// Everything, or places where something happened, are being walked.
    [[nodiscard]] bool isScanning() const { return m_running && *m_running != Kind::Probe; }
    /// Files found so far by the walk of everything that runs, or 0.
    [[nodiscard]] std::uint64_t found() const;
    /// Something has happened there that has not been looked at.
    [[nodiscard]] bool isDirty(const QByteArray &absolutePath) const
    {
        return m_dirty.contains(absolutePath);
    }
    /// The share folders as the last scan of everything found them.
    [[nodiscard]] const std::vector<ShareRoot> &roots() const { return m_roots; }
    /// Those that it did not find, or that are no folders.
    [[nodiscard]] const std::vector<QString> &missing() const { return m_missing; }
    /// The number of the scan of everything that runs or ran last, from 1.
    [[nodiscard]] std::uint64_t number() const { return m_number; }
    /// Where in the share a file lies that has its place for a name.
    [[nodiscard]] std::optional<SharedPath> placeOf(const QByteArray &absolutePath) const;
    [[nodiscard]] std::size_t watches() const { return m_watcher.watches().count(); }

signals:
    /// Everything was scanned, or the reserved files only: then `isWhole` is false.
    void scanned(const ft::engine::ScanResult &result, bool isWhole);
    void placesScanned(const ft::engine::PlacesResult &result);
    /// A file is no longer what it was, whatever its names. `file` tells which, where only that is
    /// certain.
    void written(const QByteArray &absolutePath, const std::optional<ft::engine::FileId> &file);

private:
    enum class Kind { All, Reserved, Places, Probe };

    void startNext();
    void start(Kind kind);
    void startPlaces(Kind kind, std::vector<QByteArray> places);
    [[nodiscard]] std::vector<QByteArray> duePlaces();
    [[nodiscard]] bool isBehindSymlink(const QByteArray &path) const;
    void onScanned(const ScanResult &result);
    void onPlaces(const PlacesResult &result);
    void scheduleRescan(std::chrono::milliseconds took);
    void onEvents(const std::vector<FolderEvent> &events);
    void onEvent(const FolderEvent &event);
    [[nodiscard]] ScanMeans means();

    Settings m_settings;
    Reserved m_reserved;
    Mailbox m_mailbox;
    DirtyPlaces m_dirty;
    ShareWatcher m_watcher;
    std::vector<ShareRoot> m_roots;
    std::vector<QString> m_missing;
    std::vector<QByteArray> m_followed; ///< what symlinks lead to
    std::uint64_t m_number = 0;
    bool m_wantsAll = false;
    bool m_wantsReserved = false;
    bool m_wantsProbe = false;
    std::optional<Kind> m_running;
    QElapsedTimer m_runningFor;
    QTimer m_rescan;
    QTimer m_probe;
    QTimer m_looks; ///< runs while places are dirty
    ScanThread m_thread; ///< destroyed first: the walk uses the watches
};

} // namespace ft::engine
