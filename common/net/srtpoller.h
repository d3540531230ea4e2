#pragma once

#include "common/base/mailbox.h"
#include "common/net/srtlibrary.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace ft::net {

/// Tells the users of libsrt's sockets, in their own event loop, what has happened to them.
///
/// libsrt can only be waited for by a blocking call: a thread does that while there are sockets,
/// and what it learns between two turns of the event loop is told in one. Every function belongs to
/// the thread that made the poller.
class SrtPoller final
{
public:
    // Bits of a set of events, as libsrt has them.
    static constexpr int Readable = 0x1; ///< of a listening socket: somebody waits
    static constexpr int Writable = 0x4; ///< of a connecting socket: it is connected
    static constexpr int Broken = 0x8; ///< nothing more happens to the socket

    using Handler = std::function<void(int events)>;

    SrtPoller();
    ~SrtPoller();
    Q_DISABLE_COPY_MOVE(SrtPoller)

    /// From now on `handler` is called when the socket breaks, and of what is awaited besides. It
    /// may remove the socket. Never called from inside a function here.
    void add(int socket, Handler handler);
    /// Has each of these events told once, as soon as it holds.
    void await(int socket, int events);
    /// The handler is not called any more. Harmless for a socket that is not there.
    void remove(int socket);

private:
    [[nodiscard]] bool waitForSockets();
    void poll();
    void note(int socket, int events);
    void tell();

    SrtLibrary m_library;
    int m_set; ///< of libsrt's epoll
    std::map<int, Handler> m_handlers;
    std::mutex m_mutex; ///< of what follows
    std::condition_variable m_changed;
    std::map<int, int> m_awaited; ///< events of each socket
    std::map<int, int> m_happened; ///< not told yet
    bool m_isEnding = false;
    Mailbox m_mailbox;
    std::thread m_thread;
};

} // namespace ft::net
