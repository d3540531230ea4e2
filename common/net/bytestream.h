#pragma once

#include "common/model/endpoint.h"
#include "common/model/transport.h"

#include <QByteArray>
#include <QObject>

namespace ft::net {

/// Why a stream ended or never opened.
struct StreamError
{
    enum class Code {
        ClosedByPeer, ///< an orderly end
        Refused, ///< nobody listens there
        NotResolved, ///< the host name has no address
        Unreachable, ///< no route, or no answer in time
        Reset, ///< the connection broke
        Local, ///< this machine could not do it: out of descriptors, no permission
    };

    Code code = Code::ClosedByPeer;
    QString detail; ///< the system's own words

    bool operator==(const StreamError &) const = default;
};

/// A connected, ordered stream of bytes; its user need not know whether TCP, TLS or UDP carries it.
///
/// Lives in one thread with an event loop. Never blocks. Signals come from the event loop, never
/// from inside a function called here. Closing is reported once, by closed(), after everything that
/// arrived has been read; after it nothing more is emitted. May be deleted from inside a slot of
/// its signals.
class ByteStream : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ByteStream)

public:
    using QObject::QObject;
    ~ByteStream() override = default;

    /// Copies up to `most` bytes that have arrived; 0 when none have. readable() follows for later
    /// ones.
    [[nodiscard]] virtual qint64 read(char *to, qint64 most) = 0;

    /// Queues bytes behind those queued before. Takes a share of them: no copy is made.
    virtual void write(const QByteArray &bytes) = 0;

    /// Bytes queued that the operating system has not taken yet, in every layer below.
    [[nodiscard]] virtual qint64 backlog() const = 0;

    /// Sends what is queued, then ends the stream in an orderly way: closed() follows once the
    /// other end has closed too, or after a short while. Nothing can be read or written any more.
    virtual void finish() = 0;

    /// From now on the end of what the other end sends is not the end of the stream: inputOver()
    /// tells it, and what is written is still sent. closed() comes when writing fails, or after
    /// finish(). To be called before that end has been read. Nothing changes over a transport
    /// that has no such state, as UDP has none.
    virtual void outliveInput() {}

    /// Ends our direction after what is queued; reading goes on. Nothing can be written any more.
    /// A stream without half-open states ignores it.
    virtual void finishSending() {}

    /// Ends the stream at once; what is queued is lost. closed() is not emitted for it.
    virtual void abort() = 0;

    [[nodiscard]] virtual Endpoint remote() const = 0;
    [[nodiscard]] virtual Endpoint local() const = 0;
    [[nodiscard]] virtual Transport transport() const { return Transport::Tcp; }

signals:
    void opened();
    /// Bytes can be read. Emitted again only after a read() came short.
    void readable();
    /// The operating system took some of what was queued: backlog() is smaller now.
    void drained();
    /// Everything that arrived has been read, and nothing more comes; only after outliveInput().
    void inputOver();
    void closed(const ft::net::StreamError &error);
};

} // namespace ft::net
