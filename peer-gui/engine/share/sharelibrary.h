#pragma once

#include "common/base/clock.h"
#include "common/base/mailbox.h"
#include "common/base/result.h"
#include "common/base/threadbound.h"
#include "peer-gui/engine/share/hashpace.h"
#include "peer-gui/engine/share/libraryreport.h"
#include "peer-gui/engine/share/offeredfiles.h"
#include "peer-gui/engine/share/publishedlist.h"
#include "peer-gui/engine/share/scannotices.h"

#include <QObject>
#include <QTimer>

#include <optional>
#include <set>
#include <vector>

namespace ft::engine {

struct ShareSettings
{
    /// Folders shared with everything below them; absolute paths.
    std::vector<QString> folders;
    /// What of it is left out.
    ShareFilter filter;
    /// Threads that hash; 0 for one per processor core.
    unsigned hashThreads = 0;
    /// Where the list of published files, the hash cache and the switches of the folders are kept;
    /// empty: nowhere.
    QString stateFolder;
    /// How long a file that changed while it was read is left alone before the next try.
    std::chrono::milliseconds retryAfter{1000};
    /// Tries on a file that changes each time it is read.
    int maxTries = 5;
    /// Whether the kernel is asked to tell of changes, and how often everything is walked besides;
    /// as in FolderScans::Settings.
    bool isWatching = true;
    std::chrono::milliseconds rescanEvery{std::chrono::minutes{10}};
    std::chrono::milliseconds probeEvery{2'000};
};

/// Keeps what is offered in step with the share folders and the published files.
///
/// For the thread that made it, which runs an event loop; signals are emitted there. Walking,
/// hashing and the hash cache have threads of their own, which end with it. While folders are
/// walked and files hashed, what was offered before stays offered.
class ShareLibrary final : public QObject
{
    Q_OBJECT

public:
    using PublishDone = ShareEntry::PublishDone;

    ShareLibrary(ShareSettings settings, const Clock &clock, QObject *parent = nullptr);
    ~ShareLibrary() override;
    Q_DISABLE_COPY_MOVE(ShareLibrary)

    /// Takes up the published files of earlier runs and the share folders. Once. A share folder
    /// that is not there or cannot be listed is told by noticed() before the first settled().
    void start();

    /// Walks the share folders again and takes up what changed. Never two walks at once: asked for
    /// during one, the next follows.
    void rescan();

    /// Offers one file by a name of its own, now and (with a state folder) in later runs. `done`
    /// is called once, after this returns and after filesReady; not at all when the library is
    /// destroyed before.
    void publish(const QString &absolutePath, const SharedPath &as, PublishDone done);

    /// Takes a published file back, ready or not.
    [[nodiscard]] Result<void, UnpublishError> unpublish(const SharedPath &path);

    /// Offers a fetched file whose root and layer are verified already, without reading it, now and
    /// (with a state folder) in later runs. Below a share folder it goes by its place there,
    /// elsewhere by its record's path; numbered when another file has that name. Returns the path
    /// it is offered by; filesReady is emitted before.
    SharedPath adopt(SharedFile file);

    /// Whoever reads the files tells that one no longer has its stamp: it is taken out at once, and
    /// comes back by filesReady when it still exists and is hashed.
    void fileChanged(const SharedPath &path);

    /// Takes a file out whose bytes are not those of its root although its stamp is the same. It
    /// stays out until its stamp changes or restore(). False when it is not offered.
    [[nodiscard]] bool withhold(const SharedPath &path);
    /// Takes a withheld file in again; it is read anew, whatever is remembered. False when there is
    /// none.
    [[nodiscard]] bool restore(const SharedPath &path);

    /// Holds hashing until resume(); what is offered stays offered.
    void pause();
    void resume();

    /// Takes one of the share folders out of the share, or in again, now and (with a state folder)
    /// in later runs. False when it is none of them.
    [[nodiscard]] bool setFolderShared(const QString &folder, bool isShared);

    /// In place of the share folders so far; of the new ones those that the user has not taken out.
    /// What is remembered of their files is not hashed again.
    void setFolders(std::vector<QString> folders);
    [[nodiscard]] const std::vector<QString> &folders() const { return m_settings.folders; }
    /// What is left out of the share folders from now on.
    void setFilter(const ShareFilter::Settings &filter);

    /// What is offered now: exactly what filesReady and filesGone have told.
    [[nodiscard]] const ShareCatalog &catalog() const { return m_offered.catalog(); }
    /// The files of the share on their way to being offered, and offered.
    [[nodiscard]] const ShareEntries &entries() const { return m_offered.entries(); }
    [[nodiscard]] ShareProgress progress() const;
    [[nodiscard]] LibraryStatus status() const;
    /// Nothing is being walked, hashed or waited for. Files that have not come to rest do not
    /// count.
    [[nodiscard]] bool isSettled() const;

signals:
    /// The first file at once, then in batches. A path that was told before is replaced.
    void filesReady(const std::vector<ft::engine::SharedFile> &files);
    void filesGone(const std::vector<ft::SharedPath> &paths);
    /// At most 10 times a second, and once more when settled.
    void progressed(const ft::engine::ShareProgress &progress);
    void noticed(const ft::engine::ShareNotice &notice);
    /// Everything found is ready or was given up with a notice; after start() and after each time
    /// there was something to do.
    void settled();

private:
    using Origin = ShareEntry::Origin;

    void connectParts();
    void onScanned(const ScanResult &result, bool isWhole);
    void onPlacesScanned(const PlacesResult &result);
    void onWritten(const QByteArray &absolutePath, const std::optional<FileId> &file);
    [[nodiscard]] static std::optional<FileId> writtenFile(const QByteArray &absolutePath);
    void apply(const ShareChanges &changes);
    void hashLinksAgain(const FileStamp &stamp);
    void takeUpPublished(const SharedPath &path, const std::optional<FileStamp> &stamp);
    [[nodiscard]] std::map<SharedPath, QString> reservedNames() const;
    [[nodiscard]] ShareEntry newEntry(const QString &absolutePath, Origin origin) const;

    // Time.
    void wake();
    void tick();
    void tellProgress(bool isLast);
    void savePublished(PublishedList::When when);

    [[nodiscard]] std::optional<SharedPath> placeInFolders(const QString &absolutePath) const;
    [[nodiscard]] SharedPath nameForAdopted(const SharedPath &wanted,
                                            const QString &absolutePath) const;

    ShareSettings m_settings;
    const Clock &m_clock;
    ThreadBound m_thread;
    Mailbox m_mailbox;
    PublishedList m_published;
    FolderSwitches m_switches;
    std::set<SharedPath> m_displaced; ///< places whose files go by other names
    ScanNotices m_notices;

    QTimer m_ticks; ///< runs while there is something to do
    Clock::Instant m_lastProgressAt;
    ShareProgress m_lastProgress;
    HashPace m_pace;
    bool m_isPaused = false;
    bool m_areReservedKnown = false; ///< published files have been looked at
    bool m_toldSettled = true;

    HashCache m_cache;
    // Destroyed first, and their threads with them.
    OfferedFiles m_offered;
    FolderScans m_scans;
};

} // namespace ft::engine
