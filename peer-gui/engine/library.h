#pragma once

#include "common/base/mailbox.h"
#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/share/libraryreport.h"

#include <QObject>

#include <functional>

namespace ft::engine {

class EngineCore;

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
