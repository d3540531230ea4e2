#pragma once

#include "tests/bench/load/dialect.h"
#include "tests/bench/load/querysource.h"

#include <QtGlobal>

#include <chrono>
#include <cstdint>
#include <deque>
#include <string>

namespace ft::bench {

class Activity;

/// One connection of the load: its descriptor, the bytes under way, and what it waits for.
class Connection
{
public:
    using Instant = std::chrono::steady_clock::time_point;

    /// A query that was sent and not yet answered.
    struct Pending
    {
        Query query;
        Instant due; ///< when it was sent, or should have been
    };

    enum class Io { Fine, Blocked, Gone };

    /// Owns the descriptor, which must not block. `index` is its place in its group.
    Connection(int descriptor,
               std::uint32_t index,
               const Dialect &dialect,
               Dialect::Opening opening);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    [[nodiscard]] int descriptor() const { return m_descriptor; }
    [[nodiscard]] std::uint32_t index() const { return m_index; }
    [[nodiscard]] const Dialect &dialect() const { return m_dialect; }

    [[nodiscard]] std::string &out() { return m_out; }
    [[nodiscard]] std::size_t unsent() const { return m_out.size() - m_sent; }
    /// Closes it at once; nothing is sent or received any more.
    void hangUp();
    /// Sends what it can. Blocked when some of it is left.
    [[nodiscard]] Io flush();
    /// Reads once what is there. Blocked when there may be no more.
    [[nodiscard]] Io receive();

    /// Cuts the next reply from what was received; its text is valid until the next receive().
    [[nodiscard]] Reply takeReply();

    [[nodiscard]] bool isOpening() const { return m_openingReplies > 0; }
    void countOpeningReply() { --m_openingReplies; }

    [[nodiscard]] std::deque<Pending> &pending() { return m_pending; }
    Activity *activity = nullptr; ///< what gets its replies; null while it only opens or idles
    bool waitsForRoom = false; ///< whether the set of descriptors also watches for room to write

private:
    int m_descriptor;
    std::uint32_t m_index;
    const Dialect &m_dialect;
    std::string m_out;
    std::size_t m_sent = 0;
    std::string m_in;
    std::size_t m_taken = 0;
    std::uint32_t m_openingReplies;
    std::deque<Pending> m_pending;
};

} // namespace ft::bench
