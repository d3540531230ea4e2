#pragma once

#include "tests/support/patience.h"

#include <QByteArray>

#include <optional>

namespace ft::test {

/// A plain TCP connection to 127.0.0.1 that says any bytes to a port, without any codec of the
/// product.
///
/// Blocking with deadlines, in the calling thread: the other end must live in another process or
/// thread.
class RawSocket
{
public:
    RawSocket() = default;
    ~RawSocket();
    Q_DISABLE_COPY_MOVE(RawSocket)

    /// `source` is the address of this machine to come from.
    [[nodiscard]] bool connectTo(quint16 port, const char *source = "127.0.0.1");

    [[nodiscard]] bool send(const QByteArray &bytes);
    /// Ends our direction; the other end reads the end of the stream.
    void halfClose() const;
    void close();

    /// The next line without its line feed; nothing when none came in time.
    [[nodiscard]] std::optional<QByteArray> readLine(std::chrono::milliseconds deadline = Patience);
    /// Exactly `count` bytes, or nothing when they did not come in time.
    [[nodiscard]] std::optional<QByteArray> read(qsizetype count,
                                                 std::chrono::milliseconds deadline = Patience);
    /// Whether not one byte comes for that long.
    [[nodiscard]] bool isSilentFor(std::chrono::milliseconds duration);
    /// Whether the other end closes in time; whatever it says before is dropped.
    [[nodiscard]] bool isClosedByOther(std::chrono::milliseconds deadline = Patience);

private:
    enum class Received { Bytes, Nothing, End };
    using Instant = std::chrono::steady_clock::time_point;

    Received receive(Instant until);

    int m_descriptor = -1;
    QByteArray m_buffer;
};

} // namespace ft::test
