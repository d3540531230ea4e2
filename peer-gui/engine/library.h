#pragma once

#include "common/base/mailbox.h"
#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/share/libraryreport.h"
#include "peer-gui/engine/snapshots.h"

#include <QObject>

#include <functional>
#include <vector>

namespace ft::engine {

class EngineCore;

/// What became of a file or folder that was offered.
struct OfferedPlace
{
    QString localPath;
    std::optional<SharedFileInfo> file; ///< nothing for a folder: it is a share folder from now on

    bool operator==(const OfferedPlace &) const = default;
};

/// The part of PeerEngine that keeps the share: its folders, and how they are scanned and hashed.
///
/// Lives in the thread of the engine's user; callbacks come there, exactly once, unless their
/// receiver or the engine is gone first.
class Library final
{
public:
    template <typename Value>
    using Done = std::function<void(const Result<Value, Problem> &)>;
    /// Runs a task in the engine thread.
    using Post = std::function<void(std::function<void(EngineCore &)>)>;

    /// `self` is the mailbox of this thread.
    Library(Post post, Mailbox::Address self);

    /// Walks all share folders and takes up what changed.
    void rescan();
    /// Holds hashing until resume(); what is offered stays offered.
    void pause();
    void resume();

    void status(QObject *receiver, Done<LibraryStatus> done);
    /// Every file of the share: offered, damaged and still to be hashed. In the order of their
    /// names, the damaged ones last.
    void list(QObject *receiver, Done<SharedFileList> done);

    // The share folders and what is left out of them, in this run: whoever sets them keeps them for
    // later ones. What is remembered of a file is not hashed again.
    /// One more share folder, before the one at this place in the list, or last. Answers with all
    /// of them; fails when it is no folder that can be read.
    void addFolder(const QString &folder,
                   std::size_t place,
                   QObject *receiver,
                   Done<std::vector<ShareFolderInfo>> done);
    /// Its files are not offered any more; they stay where they are. Answers with those that are
    /// left.
    void removeFolder(const QString &folder,
                      QObject *receiver,
                      Done<std::vector<ShareFolderInfo>> done);
    void setFilter(const ShareFilter::Settings &filter,
                   QObject *receiver,
                   Done<ShareFilter::Settings> done);
    /// Shares what lies there: a folder becomes a share folder, a file is published by its name.
    void offer(const QString &localPath, QObject *receiver, Done<OfferedPlace> done);

    /// Takes a share folder out of the share, or in again, in this run and later ones. `folder` as
    /// the settings have it.
    void setFolderShared(const QString &folder,
                         bool isShared,
                         QObject *receiver,
                         Done<ShareFolderInfo> done);

private:
    Post m_post;
    Mailbox::Address m_self;
};

} // namespace ft::engine
