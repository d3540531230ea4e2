#pragma once

#include "tests/bench/load/pathmaker.h"

#include <string>
#include <string_view>

namespace ft::bench {

/// What stands at the front of the bytes that came over a connection.
struct Reply
{
    enum class Kind {
        Incomplete,
        Done, ///< answers a part of the opening
        Found, ///< ends an answer; `text` is the path of one of its records
        FoundMore, ///< a part of an answer; the rest follows
        Missing,
        Ping, ///< asks us whether we live
        Failure, ///< anything else; `text` is what was said
    };

    Kind kind = Kind::Incomplete;
    std::size_t consumed = 0;
    std::string_view text;
    bool isPartial = false; ///< the answer is cut short because the query cost too much
};

/// How to talk to the program under load: what to say, and what its answers mean. Knows no socket.
class Dialect
{
public:
    /// What a connection says first, and how many replies it then waits for.
    struct Opening
    {
        std::string bytes;
        std::uint32_t replies = 0;
    };

    Dialect() = default;
    Dialect(const Dialect &) = delete;
    Dialect &operator=(const Dialect &) = delete;
    Dialect(Dialect &&) = delete;
    Dialect &operator=(Dialect &&) = delete;
    virtual ~Dialect() = default;

    /// `number` differs for every connection; the files of the slice can be asked for afterwards.
    [[nodiscard]] virtual Opening opening(std::uint32_t number, NameSlice slice) const = 0;

    /// Asks for a file by its name, the last component of its path.
    virtual void appendExact(std::string &out, std::string_view name) const = 0;
    /// Asks for 100 files with these letters in their path; false when that cannot be asked.
    virtual bool appendSubstring(std::string &out, std::string_view letters) const = 0;

    [[nodiscard]] virtual Reply takeReply(std::string_view bytes) const = 0;

    /// What answers Reply::Kind::Ping.
    [[nodiscard]] virtual std::string_view pong() const = 0;
};

} // namespace ft::bench
