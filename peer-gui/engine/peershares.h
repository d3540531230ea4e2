#pragma once

#include "common/base/mailbox.h"
#include "peer-gui/engine/peers/peerping.h"
#include "peer-gui/engine/peers/peerquestion.h"

#include <QObject>

#include <functional>

namespace ft::engine {

class EngineCore;

/// The part of PeerEngine that turns to single other peers: browsing, IndexGet, FileHash, ping.
///
/// Lives in the thread of the engine's user; answers come there, page by page, the next one only
/// when the one before has been heard.
class PeerShares final
{
    Q_DISABLE_COPY_MOVE(PeerShares)

public:
    /// Runs a task in the engine thread.
    using Post = std::function<void(std::function<void(EngineCore &)>)>;
    using Hear = std::function<void(const PeerAnswer &)>;

    /// `self` is the mailbox of this thread.
    PeerShares(Post post, Mailbox::Address self);
    ~PeerShares() = default;

    /// `peer` is a host name that the tracker knows, or `ADDRESS:PORT`. Goes on until the last
    /// page, or until the receiver is gone.
    void ask(const QString &peer, const PeerQuestion &question, QObject *receiver, Hear hear);

    using Pinged = std::function<void(const Result<PingAnswer, Problem> &)>;
    /// How long that peer takes to answer, measured from here; within ten seconds. Comes once,
    /// unless the receiver is gone first.
    void ping(const QString &peer, QObject *receiver, Pinged done);

private:
    Post m_post;
    Mailbox::Address m_self;
    std::uint32_t m_last = 0;
};

} // namespace ft::engine
