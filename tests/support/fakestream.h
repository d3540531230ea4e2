#pragma once

#include "common/net/bytestream.h"

#include <QStringList>

namespace ft::test {

/// A stream whose other end is the test: what was written can be looked at, and what arrives, when
/// it opens and when it closes is said.
///
/// Keeps the contract of ByteStream: readable() comes again only after a read() came short, and
/// nothing is emitted from inside read(), write(), finish() or abort().
class FakeStream final : public net::ByteStream
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FakeStream)

public:
    FakeStream() = default;
    ~FakeStream() override = default;

    // The other end. Each plays one turn of the event loop, so it may delete the stream.
    void open() { emit opened(); }
    void arrive(const QByteArray &bytes);
    void close(const net::StreamError &error = {});
    /// Ends its direction.
    void endInput();
    /// The system takes so many of the bytes held back.
    void drain(qint64 bytes);

    /// From now on what is written stays in the backlog until drain().
    void hold() { m_isHolding = true; }
    /// A read() gives no more than this at once.
    void setReadLimit(qint64 most) { m_readLimit = most; }
    void setEndpoints(const Endpoint &remote, const Endpoint &local);

    /// Everything written so far, whether taken or not.
    [[nodiscard]] const QByteArray &written() const { return m_written; }
    /// The whole lines written since the last call.
    [[nodiscard]] QStringList takeLines();
    [[nodiscard]] bool isFinished() const { return m_isFinished; }
    [[nodiscard]] bool isSendingOver() const { return m_isSendingOver; }
    [[nodiscard]] bool isAborted() const { return m_isAborted; }

    [[nodiscard]] qint64 read(char *to, qint64 most) override;
    void write(const QByteArray &bytes) override;
    [[nodiscard]] qint64 backlog() const override { return m_backlog; }
    void finish() override { m_isFinished = true; }
    void outliveInput() override { m_outlivesInput = true; }
    void finishSending() override { m_isSendingOver = true; }
    void abort() override { m_isAborted = true; }
    [[nodiscard]] Endpoint remote() const override { return m_remote; }
    [[nodiscard]] Endpoint local() const override { return m_local; }

private:
    QByteArray m_arrived;
    QByteArray m_written;
    qsizetype m_taken = 0; ///< of m_written, by takeLines()
    qint64 m_backlog = 0;
    qint64 m_readLimit = 1 << 20;
    bool m_isHolding = false;
    bool m_isWaited = true; ///< a read() came short
    bool m_outlivesInput = false;
    bool m_isFinished = false;
    bool m_isSendingOver = false;
    bool m_isAborted = false;
    Endpoint m_remote{QHostAddress{QStringLiteral("127.0.0.2")}, 1234};
    Endpoint m_local{QHostAddress{QStringLiteral("127.0.0.1")}, 40000};
};

} // namespace ft::test
