#pragma once

#include "common/net/bytestream.h"

#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace ft::engine {

/// The languages that other peers speak to this one.
enum class Dialect { Ft2, Classic };

/// The language of who begins with these bytes; nothing while there are too few.
[[nodiscard]] std::optional<Dialect> dialectOf(QByteArrayView head);

/// Waits for the first bytes of a connection, which tell whose matter it is.
///
/// Emits either decided() or closed(), once. Engine thread only.
class DialectGate final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DialectGate)

public:
    struct Arrival
    {
        Dialect dialect = Dialect::Ft2;
        QByteArray head; ///< what has been read of the stream
        /// readable() may not come for what lies behind the head: it is to be read at once.
        std::unique_ptr<net::ByteStream> stream;
    };

    DialectGate(std::unique_ptr<net::ByteStream> stream,
                std::chrono::milliseconds deadline,
                QObject *parent);
    ~DialectGate() override;

    /// Waits no longer than this from now on: others wait for the place. Only the first time
    /// counts.
    void hurry(std::chrono::milliseconds deadline);

    /// Hands the connection over, once; to be called from a slot of decided().
    [[nodiscard]] Arrival take();

signals:
    void decided();
    /// The connection is over: the other end has left, or was silent for too long.
    void closed();

private:
    void read();
    void end();

    std::unique_ptr<net::ByteStream> m_stream; ///< null when handed over
    QByteArray m_head;
    QTimer m_deadline;
    bool m_isHurried = false;
};

} // namespace ft::engine
