#pragma once

#include "common/base/clock.h"
#include "common/base/mailbox.h"
#include "peer-gui/engine/share/sharecatalog.h"
#include "peer-gui/engine/share/sharechanges.h"
#include "peer-gui/engine/share/sharehasher.h"

#include <QObject>

#include <unordered_map>
#include <vector>

namespace ft::engine {

/// The files of the share, on their way to being offered and offered: has them hashed, and tells
/// what is ready and what is gone.
///
/// For the thread that made it, which runs an event loop.
class OfferedFiles final : public QObject
{
    Q_OBJECT

public:
    using PublishDone = ShareEntry::PublishDone;
    using Origin = ShareEntry::Origin;
    using Answer = Result<SharedFile, PublishError>;

    /// `cache` must outlive it.
    OfferedFiles(const ShareHasher::Settings &settings, const Clock &clock, HashCache &cache);
    ~OfferedFiles() override = default;
    Q_DISABLE_COPY_MOVE(OfferedFiles)

    [[nodiscard]] const ShareEntries &entries() const { return m_entries; }
    [[nodiscard]] const ShareCatalog &catalog() const { return m_catalog; }
    [[nodiscard]] const ShareHasher &hasher() const { return m_hasher; }

    /// The other files offered whose inode is that of the stamp: hardlinks, which change together
    /// although events name one of them.
    [[nodiscard]] std::vector<SharedPath> linksOf(const FileStamp &stamp,
                                                  const SharedPath &besides) const;

    /// Adds a file that has no entry; hashed from begin() on.
    void add(const SharedPath &path, ShareEntry entry, const std::optional<FileStamp> &found);
    /// Adds one that is hashed already, in place of what has its path, and offers it at once.
    void addReady(ShareEntry entry, SharedFile file);
    /// Calls back when the file is ready or given up; it has an entry and is not ready now.
    void await(const SharedPath &path, PublishDone done);
    /// Takes a file out until it is hashed as it is now; from begin() on.
    void hashAgain(const SharedPath &path, const std::optional<FileStamp> &found);
    /// Takes a file out and forgets it; `why` goes to whoever waits for it.
    void drop(const SharedPath &path, PublishError why);
    /// As ShareLibrary has them.
    [[nodiscard]] bool withhold(const SharedPath &path);
    [[nodiscard]] bool restore(const SharedPath &path);

    /// Has hashed what was added, in one go, and tells what is gone.
    void begin();
    /// To be called some times a second: tells what has become ready.
    void tick();
    void pause() { m_hasher.pause(); }
    void resume() { m_hasher.resume(); }

    /// Calls back from the event loop.
    void answerLater(PublishDone done, Answer answer);

    /// Nothing is being hashed, and all that is ready has been told.
    [[nodiscard]] bool isSettled() const { return m_hasher.unfinished() == 0 && m_ready.empty(); }

signals:
    /// The first file at once, then in batches. A path that was told before is replaced.
    void filesReady(const std::vector<ft::engine::SharedFile> &files);
    void filesGone(const std::vector<ft::SharedPath> &paths);
    /// A published file is hashed; comes before filesReady.
    void publishedHashed(const ft::engine::SharedFile &file);
    /// filesReady was told, and whoever published a file of it is answered next.
    void answering();
    /// Why a file that nobody waits for is not offered.
    void noticed(const ft::engine::ShareNotice &notice);
    /// There is something to do for tick().
    void woke();

private:
    using Entries = ShareEntries;

    void onHashed(const SharedPath &path, const ShareHasher::Outcome &outcome);
    void makeReady(Entries::iterator entry, const SharedFile &file);
    void giveUp(const SharedPath &path, const FileFault &error);
    void flushReady();
    void takeOut(Entries::iterator entry);
    void flushGone();

    using Inode = std::pair<std::uint64_t, std::uint64_t>; ///< device first
    struct InodeHash
    {
        std::size_t operator()(const Inode &inode) const
        {
            return qHashMulti(0, inode.first, inode.second);
        }
    };

    void link(const FileStamp &stamp, const SharedPath &path);
    void unlink(const FileStamp &stamp, const SharedPath &path);

    Mailbox m_mailbox;
    std::unordered_multimap<Inode, SharedPath, InodeHash> m_links; ///< of entries with a stamp
    ShareCatalog m_catalog;
    Entries m_entries;
    std::vector<SharedFile> m_ready; ///< for flushReady(); each still has its entry
    std::vector<SharedPath> m_gone; ///< for flushGone()
    bool m_anyReady = false;
    ShareHasher m_hasher; ///< destroyed first, and its threads with it
};

} // namespace ft::engine
