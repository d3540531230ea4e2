#pragma once

#include "common/base/clock.h"
#include "common/base/mailbox.h"
#include "common/base/result.h"
#include "common/base/threadbound.h"
#include "peer-gui/engine/share/hashcache.h"
#include "peer-gui/engine/share/publishedlist.h"
#include "peer-gui/engine/share/publisherror.h"
#include "peer-gui/engine/share/scanthread.h"
#include "peer-gui/engine/share/sharecatalog.h"
#include "peer-gui/engine/share/sharehasher.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace ft::engine {

struct ShareSettings
{
    /// Folders shared with everything below them.
    std::vector<QString> folders;
    /// Threads that hash; 0 for one per processor core.
    unsigned hashThreads = 0;
    /// Where the list of published files and the hash cache are kept; empty: nowhere.
    QString stateFolder;
    /// How long a file that changed while it was read is left alone before the next try.
    std::chrono::milliseconds retryAfter{1000};
    /// Tries on a file that changes each time it is read.
    int maxTries = 5;
};

/// How far the share has got.
struct ShareProgress
{
    std::uint64_t filesFound = 0; ///< to be shared, the ready ones included
    std::uint64_t filesHashed = 0; ///< of these, ready
    std::uint64_t bytesHashed = 0; ///< read since start()
    std::uint64_t bytesTotal = 0; ///< bytesHashed and what is still to be read
    bool scanning = false; ///< folders are being walked: filesFound will still grow

    bool operator==(const ShareProgress &) const = default;
};

/// Keeps what is offered in step with the share folders and the published files.
///
/// For the thread that made it, which runs an event loop; signals are emitted there. Walking and
/// hashing happen on threads of its own, which end with it.
class ShareLibrary final : public QObject
{
    Q_OBJECT

public:
    using PublishDone = std::function<void(const Result<SharedFile, PublishError> &)>;

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

    /// Holds hashing until resume(); what is offered stays offered.
    void pause();
    void resume();

    /// What is offered now: exactly what filesReady and filesGone have told.
    [[nodiscard]] const ShareCatalog &catalog() const { return m_catalog; }
    [[nodiscard]] ShareProgress progress() const;
    /// Nothing is being walked, hashed or waited for.
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
    struct Entry
    {
        enum class Origin { Folder, Published };
        QString absolutePath;
        Origin origin = Origin::Folder;
        std::optional<FileStamp> stamp; ///< of what is offered; nothing while it is hashed
        std::uint64_t since = 0; ///< m_scanNumber when it came in
        std::vector<PublishDone> waiting; ///< told when it is ready or given up
    };
    using Entries = std::map<SharedPath, Entry>;

    // What the share folders hold now.
    void startScan();
    void onScanned(const ScanResult &result);
    void takeUp(const ScannedFile &file);
    void takeUpPublished(const SharedPath &path, const std::optional<FileStamp> &stamp);
    void takeOutMissing(const ScanResult &result);

    // One file's way to being ready.
    void add(const SharedPath &path,
             const QString &absolutePath,
             Entry::Origin origin,
             const std::optional<FileStamp> &stamp);
    void hashAgain(Entries::iterator entry, const std::optional<FileStamp> &stamp);
    void beginHashing();
    void onHashed(const SharedPath &path, const ShareHasher::Outcome &outcome);
    void makeReady(Entries::iterator entry, const SharedFile &file);
    void giveUp(Entries::iterator entry, const FileFault &error);

    // What the others are told. A file leaves only after flushReady(), so that whatever is in
    // m_ready is still an entry.
    void flushReady();
    void takeOut(Entries::iterator entry);
    void drop(Entries::iterator entry, PublishError why);
    void flushGone();
    void answerLater(PublishDone done, Result<SharedFile, PublishError> answer);
    void publishKnown(Entries::iterator entry, const FileStamp &stamp, PublishDone done);

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
    ShareCatalog m_catalog;

    Entries m_entries;
    std::vector<SharedFile> m_ready; ///< for flushReady()
    std::vector<SharedPath> m_gone; ///< for flushGone()
    bool m_anyReady = false;

    std::uint64_t m_scanNumber = 0;
    bool m_scanning = false;
    bool m_scanAgain = false;

    QTimer m_ticks; ///< runs while there is something to do
    Clock::Instant m_lastProgressAt;
    ShareProgress m_lastProgress;
    bool m_toldSettled = true;

    HashCache m_cache;
    // Destroyed first, and their threads with them.
    ShareHasher m_hasher;
    ScanThread m_scans;
};

} // namespace ft::engine
