#pragma once

#include <QByteArray>
#include <QStringBuilder>

#include <chrono>
#include <optional>

namespace ft::test {

/// A plain TCP connection to 127.0.0.1 that says any bytes; blocks with deadlines.
class RawPeer final
{
public:
    static constexpr std::chrono::milliseconds Patience{5'000};

    /// Connects; check isOpen(). A small receive buffer makes a slow reader of it.
    explicit RawPeer(quint16 port, int receiveBuffer = 0);
    ~RawPeer();
    RawPeer(RawPeer &&other) noexcept;
    RawPeer(const RawPeer &) = delete;
    RawPeer &operator=(const RawPeer &) = delete;
    RawPeer &operator=(RawPeer &&) = delete;

    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }

    /// Sends all of it; false when the other end does not take it in time.
    bool send(const QByteArray &bytes);
    /// Sends until the other end takes nothing for `patience`; the bytes it took.
    [[nodiscard]] qsizetype sendUntilStuck(QByteArrayView repeated,
                                           std::chrono::milliseconds patience);
    /// Says HELLO, shares one file and reads the answers; false when they are not as they should
    /// be.
    [[nodiscard]] bool join(const QByteArray &name, const QByteArray &path = "a.pdf");

    /// The same, with more behind the port of HELLO.
    [[nodiscard]] bool joinWith(const QByteArray &name,
                                const QByteArray &more,
                                const QByteArray &path = "a.pdf");

    /// The next line without its line feed; nothing when none comes in time.
    [[nodiscard]] std::optional<QByteArray> readLine(std::chrono::milliseconds patience = Patience);
    /// Everything until the other end closes; nothing when it does not in time, or resets.
    [[nodiscard]] std::optional<QByteArray> readToEnd();
    /// Whether nothing comes for that long, not even the end.
    [[nodiscard]] bool isSilentFor(std::chrono::milliseconds time);

    void halfClose() const;
    /// Closes with a reset instead of an orderly end.
    void reset();
    void close();

private:
    enum class Got { Bytes, End, Reset, Nothing };
    Got receive(std::chrono::milliseconds patience);

    int m_descriptor = -1;
    QByteArray m_received;
};

} // namespace ft::test
