#pragma once

#include "common/protocol/classic/classicmessages.h"
#include "tracker/core/catalogue.h"
#include "tracker/core/outside.h"
#include "tracker/core/oversight.h"
#include "tracker/core/searchmeter.h"
#include "tracker/core/session.h"

#include <atomic>

namespace ft::tracker {

/// Answers the messages of peers that speak the classic dialect.
///
/// Who has said HELLO and then offers a file is accepted; a connection without HELLO is taken for
/// one of the peers that are known at its address. Who is not accepted gets no answer but HI.
/// Callable from any thread, each session from one at a time.
class ClassicService final
{
public:
    ClassicService(Catalogue &catalogue, SearchMeter &searches, const Oversight &oversight);
    /// To be called before the first session is served; null for a tracker that tries no ports.
    void attach(ReachWatch *reach) { m_reach = reach; }

    /// `session.classic` is set. Answers are appended to `out`.
    [[nodiscard]] Next handle(Session &session,
                              const protocol::ClassicMessage &message,
                              QByteArray &out);
    /// The connection has ended, whatever that means: a peer may close it on purpose.
    void disconnect(Session &session);
    /// Takes what came of trying the port of a classic peer.
    [[nodiscard]] ReachWatch::Again tried(const ProbeTarget &target, const Reach &reach);
    /// Removes a classic peer.
    void remove(const PeerName &peer, LeaveReason reason);

    // From any thread.
    /// Files of one peer; 0 for no limit.
    void setMaxFiles(std::uint32_t files) { m_maxFiles = files; }
    [[nodiscard]] std::uint32_t maxFiles() const { return m_maxFiles; }

private:
    using Out = QByteArray &;

    Next on(Session &session, const protocol::ClassicHello &hello, Out out);
    Next on(Session &session, const protocol::ClassicOffer &offer, Out out);
    Next on(Session &session, const protocol::ClassicSearch &search, Out out);
    Next on(Session &session, const protocol::ClassicBye &bye, Out out);
    Next on(Session &session, const protocol::ClassicDownload &download, Out out);

    [[nodiscard]] bool mayOffer(Session &session, const Endpoint &endpoint) const;
    void answer(const Session &session,
                const protocol::ClassicSearch &search,
                const protocol::ClassicStyle &style,
                Out out);
    void leaveFrom(const QHostAddress &from);
    void watch(const ProbeTarget &target) const;
    void tell(const PeerEvent &event) const;

    Catalogue &m_catalogue;
    SearchMeter &m_searches;
    Oversight m_oversight;
    ReachWatch *m_reach = nullptr;
    std::atomic<std::uint32_t> m_maxFiles{0};
};

} // namespace ft::tracker
