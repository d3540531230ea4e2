#pragma once

#include "common/base/result.h"
#include "tests/bench/load/connection.h"

namespace ft::bench {

/// What a group of connections is made to do. Called by the Driver in its one thread.
class Activity
{
public:
    using Instant = Connection::Instant;

    Activity() = default;
    virtual ~Activity() = default;
    Q_DISABLE_COPY_MOVE(Activity)

    /// Does what is due, before every wait for the other end; returns when to be called again at
    /// the latest.
    [[nodiscard]] virtual Result<Instant, QString> work(Instant now) = 0;

    /// Takes a reply that one of its connections got.
    [[nodiscard]] virtual Result<void, QString> onReply(Connection &connection,
                                                        const Reply &reply,
                                                        Instant now) = 0;

    /// One of its connections is closed by the other end. It may be destroyed in work(), not here.
    [[nodiscard]] virtual Result<void, QString> onGone(Connection &, Instant)
    {
        return tl::unexpected(
            QStringLiteral("a connection was refused, or closed by the program under load"));
    }
};

/// The failure that an unexpected reply is.
[[nodiscard]] inline auto unexpectedReply(const Reply &reply)
{
    constexpr std::size_t Most = 200;
    const auto length = static_cast<qsizetype>(std::min(reply.text.size(), Most));
    return tl::unexpected(
        QStringLiteral("unexpected reply: %1").arg(QString::fromUtf8(reply.text.data(), length)));
}

} // namespace ft::bench
