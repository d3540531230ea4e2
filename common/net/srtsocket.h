#pragma once

#include "common/base/result.h"
#include "common/net/bytestream.h"

#include <optional>
#include <utility>

namespace ft::net {

/// Owns one socket of libsrt that is set up for files: a reliable stream of bytes, and no call
/// blocks.
class SrtSocket final
{
public:
    SrtSocket() = default;
    /// Takes over a socket as srt_accept() gives it.
    explicit SrtSocket(int id);
    SrtSocket(SrtSocket &&other) noexcept
        : m_id(std::exchange(other.m_id, -1))
    {}
    SrtSocket &operator=(SrtSocket &&other) noexcept
    {
        std::swap(m_id, other.m_id);
        return *this;
    }
    SrtSocket(const SrtSocket &) = delete;
    SrtSocket &operator=(const SrtSocket &) = delete;
    /// What is not acknowledged yet is lost.
    ~SrtSocket() { close(); }

    [[nodiscard]] static Result<SrtSocket, StreamError> make();

    /// Begins to connect, with `token` as the stream id.
    [[nodiscard]] Result<void, StreamError> connectTo(const Endpoint &to, const QByteArray &token);
    /// Binds and listens; an unset IPv6 address (`QHostAddress::Any`) takes IPv4 as well.
    [[nodiscard]] Result<void, StreamError> listenAt(const Endpoint &at);

    void close();
    [[nodiscard]] bool isOpen() const { return m_id >= 0; }
    [[nodiscard]] int id() const { return m_id; }
    [[nodiscard]] Endpoint local() const;
    [[nodiscard]] Endpoint remote() const;
    /// Bytes that the other end has not acknowledged.
    [[nodiscard]] std::size_t unacknowledged() const;
    [[nodiscard]] bool isConnected() const;
    /// Why a connection did not come about.
    [[nodiscard]] StreamError rejection() const;

private:
    int m_id = -1;
};

/// What the last call of libsrt in this thread failed with; nothing when it would only have
/// blocked.
[[nodiscard]] std::optional<StreamError> lastSrtError();

} // namespace ft::net
