#pragma once

#include "common/protocol/peercodec.h"
#include "tests/peer-engine/uploadfixture.h"
#include "tests/support/fakestream.h"
#include "tests/support/patience.h"

#include <QPointer>

namespace ft::test {

/// A connection with the asking peer at the other end, which comes from an allowed address.
struct UploadEnd : UploadFixture
{
    explicit UploadEnd(std::chrono::milliseconds idleDeadline = std::chrono::seconds{60},
                       bool isStranger = false)
    {
        auto opened = std::make_unique<FakeStream>();
        stream = opened.get();
        if (isStranger)
            stream->setEndpoints({QHostAddress{QStringLiteral("10.0.0.9")}, 5}, {});
        auto around = context();
        around.idleDeadline = idleDeadline;
        connection = std::make_unique<engine::UploadConnection>(std::move(opened), around, nullptr);
        QObject::connect(connection.get(),
                         &engine::UploadConnection::closed,
                         connection.get(),
                         [this] { ++closed; });
    }

    /// Greets, and drops the answer.
    void greet()
    {
        stream->arrive("HELLO FT/2 name=asker port=0\n");
        QTRY_VERIFY(stream->written().endsWith('\n'));
        (void)stream->takeLines();
        begin = stream->written().size();
    }
    [[nodiscard]] QByteArray said() const { return stream->written().sliced(begin); }

    QPointer<FakeStream> stream;
    std::unique_ptr<engine::UploadConnection> connection;
    int closed = 0;
    qsizetype begin = 0;
};

/// The request for it.
inline QByteArray download(const engine::SharedFile &file,
                           const std::optional<protocol::ByteRange> &range = {})
{
    const auto &record = file.record;
    return protocol::encode(protocol::PeerRequest{
        protocol::DownloadRequest{record.path, record.type, record.size, record.root, range}});
}

/// The line before its bytes.
inline QByteArray fileLine(const engine::SharedFile &file,
                           const std::optional<protocol::ByteRange> &range = {})
{
    return protocol::encode(
        protocol::PeerReply{protocol::FileHeader{file.record.size, range, file.record.root}});
}

} // namespace ft::test
