#pragma once

#include "common/base/mailbox.h"
#include "peer-gui/engine/connectivity/connectivityreport.h"

#include <QObject>

#include <functional>

namespace ft::engine {

class EngineCore;

/// The part of PeerEngine that finds out what of its surroundings works: tracker, own port, other
/// peers, folders.
///
/// Lives in the thread of the engine's user; reports come there.
class Connectivity final
{
public:
    /// Runs a task in the engine thread.
    using Post = std::function<void(std::function<void(EngineCore &)>)>;
    using Hear = std::function<void(const ConnectivityReport &)>;

    /// `self` is the mailbox of this thread.
    Connectivity(Post post, Mailbox::Address self);

    /// Reports as more becomes known, until one is over, within half a minute, or the receiver is
    /// gone. Ends a check that is under way. Works before the engine has joined, too.
    void check(QObject *receiver, Hear hear);
    void cancel();

private:
    Post m_post;
    Mailbox::Address m_self;
};

} // namespace ft::engine
