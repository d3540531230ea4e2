#pragma once

#include "common/protocol/trackercodec.h"
#include "tests/support/manualclock.h"
#include "tracker/core/trackerservice.h"

namespace ft::test {

using tracker::Catalogue;
using tracker::Policy;
using tracker::Session;
using tracker::SessionId;
using tracker::TrackerService;

inline QHostAddress address(const QByteArray &text)
{
    return QHostAddress{QString::fromLatin1(text)};
}

/// A service, and sessions that speak to it in lines.
class TrackerOfLines
{
public:
    explicit TrackerOfLines(const Policy &policy = {})
        : service(catalogue, policy, {&bans, nullptr})
    {}

    /// What the service answers to these lines; stops where it closes.
    QByteArray say(Session &session, const QByteArray &lines)
    {
        QByteArray out;
        closed = false;
        for (const QByteArray &line : lines.split('\n')) {
            if (line.isEmpty() || closed)
                continue;
            const auto request = protocol::decodeTrackerRequest(line);
            const auto next = request ? service.handle(session, *request, out)
                                      : service.reject(session, request.error(), out);
            closed = next == TrackerService::Next::Close;
        }
        return out;
    }

    Session session(const QByteArray &remote = "10.0.0.4", const QByteArray &local = "10.0.0.1")
    {
        Session session;
        session.id = SessionId{++m_sessions};
        session.remote = address(remote);
        session.local = address(local);
        return session;
    }

    Session joined(const QByteArray &name,
                   const QByteArray &paths = "a.pdf",
                   const QByteArray &remote = "10.0.0.4")
    {
        Session joined = session(remote);
        say(joined, "HELLO FT/2 name=" + name + " port=4000\n");
        say(joined, shareOf(paths));
        return joined;
    }

    /// SHARE of paths that are separated by spaces.
    static QByteArray shareOf(const QByteArray &paths)
    {
        QByteArray line = "SHARE:";
        for (const QByteArray &path : paths.split(' '))
            line += " <" + path + ", text/plain, 1, 05/11/25, 203.0.113.9, 9>";
        return line + '\n';
    }

    ManualClock clock;
    Catalogue catalogue{clock};
    tracker::BanList bans{clock};
    TrackerService service;
    bool closed = false; ///< whether the last line closed its connection

private:
    std::uint64_t m_sessions = 0;
};

} // namespace ft::test
