#pragma once

#include <QByteArrayView>

#include <cstdint>

namespace ft::tracker {

/// What came of moving bytes without waiting.
struct Moved
{
    enum class State : std::uint8_t {
        Done, ///< `bytes` were moved, at least one
        NotNow, ///< come back when epoll reports the descriptor
        Ended, ///< the other end sends nothing more
        Broken, ///< the connection is lost
    };
    State state = State::NotNow;
    qsizetype bytes = 0;
};

/// The bytes of one connection, whatever carries them; never blocks.
class Transport
{
public:
    Transport() = default;
    Transport(const Transport &) = delete;
    Transport &operator=(const Transport &) = delete;
    Transport(Transport &&) = delete;
    Transport &operator=(Transport &&) = delete;
    virtual ~Transport() = default;

    /// For epoll only; owned by the transport.
    [[nodiscard]] virtual int descriptor() const = 0;
    [[nodiscard]] virtual Moved receive(char *room, qsizetype size) = 0;
    [[nodiscard]] virtual Moved send(QByteArrayView bytes) = 0;
    /// Tells the other end that nothing more will be sent.
    virtual void finishSending() = 0;
    /// Has the system find out by itself whether the other end is still there, however long both
    /// say nothing.
    virtual void keepAlive() = 0;
};

/// A TCP connection as it is.
class PlainTransport final : public Transport
{
public:
    /// Takes the descriptor over, and makes it non-blocking and without delay.
    explicit PlainTransport(int descriptor);
    ~PlainTransport() override;
    Q_DISABLE_COPY_MOVE(PlainTransport)

    [[nodiscard]] int descriptor() const override { return m_descriptor; }
    [[nodiscard]] Moved receive(char *room, qsizetype size) override;
    [[nodiscard]] Moved send(QByteArrayView bytes) override;
    void finishSending() override;
    void keepAlive() override;

private:
    int m_descriptor;
};

} // namespace ft::tracker
