#pragma once

#include "tracker/core/recordindex.h"
#include "tracker/core/session.h"

namespace ft::tracker {

/// The address under which an asking peer reaches another: a peer that joined over loopback is on
/// this machine, and the asker reaches this machine where its own connection came to.
[[nodiscard]] inline const QHostAddress &shownAddress(const QHostAddress &address,
                                                      const Session &asker)
{
    return address.isLoopback() && !asker.remote.isLoopback() ? asker.local : address;
}

/// Puts the shown address into the records of answers to one asker.
class ShownAddress final
{
public:
    explicit ShownAddress(const Session &asker)
        : m_machine(asker.local)
        , m_isOnMachine(asker.remote.isLoopback())
    {}

    /// The record refers to this object then.
    void applyTo(protocol::RecordView &record, const IndexedPeer &peer)
    {
        if (!peer.loopback || m_isOnMachine)
            return;
        if (m_text.isEmpty())
            m_text = m_machine.toString().toLatin1();
        record.address = m_text;
    }

private:
    QHostAddress m_machine; ///< as the asker sees it
    bool m_isOnMachine;
    QByteArray m_text; ///< of m_machine, once it was needed
};

} // namespace ft::tracker
