#pragma once

#include "common/model/endpoint.h"
#include "common/net/tcpstream.h"

#include <QByteArray>

#include <memory>

namespace ft::test {

/// One end of a TCP connection without any class of the product, and without blocking: the other
/// end may live in the same thread.
class RawEnd final
{
public:
    RawEnd() = default;
    explicit RawEnd(int descriptor)
        : m_descriptor(descriptor)
    {}
    ~RawEnd() { close(); }
    RawEnd(RawEnd &&other) noexcept;
    RawEnd &operator=(RawEnd &&other) noexcept;
    RawEnd(const RawEnd &) = delete;
    RawEnd &operator=(const RawEnd &) = delete;

    [[nodiscard]] static RawEnd connectedTo(std::uint16_t port);

    [[nodiscard]] bool isValid() const { return m_descriptor >= 0; }
    /// As many of the bytes as the system takes now; returns how many.
    qsizetype send(const QByteArray &bytes) const;
    /// Everything that has arrived up to now, since the beginning.
    [[nodiscard]] const QByteArray &received();
    /// No more than `most` further bytes are taken in by it; returns how many.
    qsizetype receiveSome(qsizetype most);
    /// Whether the other end has closed; what it said before is in received().
    [[nodiscard]] bool isEnded();
    void endOutput() const;
    void close();
    /// Closes so that the other end gets a reset.
    void reset();

    /// The descriptor, which is the caller's then.
    [[nodiscard]] int release();

private:
    int m_descriptor = -1;
    QByteArray m_received;
    bool m_isEnded = false;
};

/// Listens on a free port of 127.0.0.1.
class RawListener final
{
public:
    RawListener();
    ~RawListener();
    Q_DISABLE_COPY_MOVE(RawListener)

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    /// The next connection; invalid when none has come yet.
    [[nodiscard]] RawEnd accept() const;
    void close();

private:
    int m_descriptor = -1;
    std::uint16_t m_port = 0;
};

/// A TcpStream of the product with the test at the other end, over loopback.
struct StreamAndRawEnd
{
    StreamAndRawEnd();

    std::unique_ptr<net::TcpStream> stream;
    RawEnd other;
};

} // namespace ft::test
