#pragma once

#include "common/model/filerecord.h"
#include "common/protocol/peercodec.h"
#include "common/protocol/trackercodec.h"

#include <QByteArrayList>

#include <random>
#include <vector>

/// Values that are hard on a codec, and random ones.
namespace ft::test {

/// Paths with spaces at the ends, reserved characters, every length of UTF-8, and of the largest
/// size escaped.
[[nodiscard]] QByteArrayList nastyPaths();

/// Terminates the test program when the text is not valid.
[[nodiscard]] SharedPath pathOf(const QByteArray &text);
[[nodiscard]] HostName hostOf(const QByteArray &text);
[[nodiscard]] QHostAddress addressOf(const QByteArray &text);
[[nodiscard]] ContentHash rootOf(std::uint8_t filling);
[[nodiscard]] Md5Sum md5Of(std::uint8_t filling);

[[nodiscard]] SourceRecord plainRecord(const QByteArray &path);

/// At least one message of every alternative, optional fields given and not.
[[nodiscard]] std::vector<protocol::TrackerRequest> trackerRequests();
[[nodiscard]] std::vector<protocol::TrackerReply> trackerReplies();
[[nodiscard]] std::vector<protocol::PeerRequest> peerRequests();
[[nodiscard]] std::vector<protocol::PeerReply> peerReplies();

/// Makes values that are valid and otherwise as odd as they can be.
class RandomValues
{
public:
    explicit RandomValues(std::uint32_t seed)
        : m_engine(seed)
    {}

    [[nodiscard]] std::uint64_t number(std::uint64_t most);
    [[nodiscard]] bool coin() { return number(1) == 1; }
    /// 1 to `most` bytes of UTF-8 without controls.
    [[nodiscard]] QByteArray text(qsizetype most);
    [[nodiscard]] SharedPath path();
    [[nodiscard]] HostName host();
    [[nodiscard]] QHostAddress address();
    std::chrono::sys_seconds time();
    [[nodiscard]] SourceRecord record();
    [[nodiscard]] protocol::ByteRange range(std::uint64_t mostLength);

    [[nodiscard]] protocol::TrackerRequest trackerRequest();
    [[nodiscard]] protocol::TrackerReply trackerReply();
    [[nodiscard]] protocol::PeerRequest peerRequest();
    [[nodiscard]] protocol::PeerReply peerReply();

private:
    [[nodiscard]] std::uint32_t count() { return static_cast<std::uint32_t>(number(0xffff'ffffU)); }
    [[nodiscard]] std::uint16_t port() { return static_cast<std::uint16_t>(number(65'535)); }
    template <typename Digest>
    [[nodiscard]] std::optional<Digest> digest();
    [[nodiscard]] protocol::Refused refused();
    [[nodiscard]] protocol::PeerRecord peer();
    [[nodiscard]] QByteArray digits(QByteArrayView allowed, qsizetype most);
    [[nodiscard]] std::optional<protocol::ShareMark> mark();
    [[nodiscard]] protocol::Capabilities capabilities();
    [[nodiscard]] std::uint32_t label() { return 1 + static_cast<std::uint32_t>(number(99)); }
    [[nodiscard]] protocol::TrackerRequest findRequest();
    [[nodiscard]] protocol::TrackerReply findReply();

    std::mt19937_64 m_engine;
};

} // namespace ft::test
