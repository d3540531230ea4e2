#pragma once

#include "peer-gui/engine/transfer/sourcechannel.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/support/fakestream.h"
#include "tests/support/manualclock.h"

#include <QPointer>

namespace ft::test {

/// A channel with the test in the source's place; the file has 8 bytes, asked for in two parts.
struct ChannelFixture
{
    static constexpr protocol::ByteRange First{0, 5};
    static constexpr protocol::ByteRange Second{5, 3};

    explicit ChannelFixture(std::chrono::milliseconds connectDeadline = std::chrono::seconds{60},
                            std::chrono::milliseconds stallDeadline = std::chrono::seconds{60},
                            std::uint64_t rate = 0)
        : group(arbiter, rate)
    {
        auto dialed = std::make_unique<FakeStream>();
        stream = dialed.get();
        auto file = recordOf(QStringLiteral("docs/a"), 8);
        channel = std::make_unique<engine::SourceChannel>(
            std::move(dialed),
            SourceRecord{file, {QHostAddress{QStringLiteral("10.0.0.9")}, 7}, {}},
            engine::SourceChannel::Settings{{hostOf("asker"), 40112, "test/1"},
                                            connectDeadline,
                                            stallDeadline},
            clock,
            engine::SourceChannel::Bounds{&group, nullptr});
        QObject::connect(channel.get(),
                         &engine::SourceChannel::pieceReceived,
                         channel.get(),
                         [this](auto piece, const auto &bytes) {
                             got << QByteArray::number(piece.value()) + ":" + bytes;
                         });
        QObject::connect(channel.get(),
                         &engine::SourceChannel::hashesReceived,
                         channel.get(),
                         [this](const auto &range, const auto &bytes) {
                             got << "hashes " + QByteArray::number(qulonglong{range.offset}) + ":"
                                        + bytes;
                         });
        QObject::connect(channel.get(),
                         &engine::SourceChannel::piecesReceived,
                         channel.get(),
                         [this](const auto &header, const auto &bits) {
                             got << "pieces " + QByteArray::number(header.count) + ":" + bits;
                         });
        QObject::connect(channel.get(),
                         &engine::SourceChannel::pieceQueued,
                         channel.get(),
                         [this](auto piece) {
                             got << "queued " + QByteArray::number(piece.value());
                         });
        QObject::connect(channel.get(),
                         &engine::SourceChannel::queued,
                         channel.get(),
                         [this](auto place) { got << "place " + QByteArray::number(place); });
        QObject::connect(channel.get(), &engine::SourceChannel::ready, channel.get(), [this] {
            got << "ready";
        });
        QObject::connect(channel.get(),
                         &engine::SourceChannel::refused,
                         channel.get(),
                         [this](auto piece) {
                             got << "refused " + QByteArray::number(piece.value());
                         });
        QObject::connect(channel.get(),
                         &engine::SourceChannel::failed,
                         channel.get(),
                         [this](const engine::Problem &problem) { failures.push_back(problem); });
        QObject::connect(channel.get(),
                         &engine::SourceChannel::bytesArrived,
                         channel.get(),
                         [this](auto count) { arrived += count; });
    }

    void askForBoth() const
    {
        channel->requestPiece(engine::PieceIndex{0}, First);
        channel->requestPiece(engine::PieceIndex{1}, Second);
    }
    void open()
    {
        stream->open();
        (void)stream->takeLines();
    }

    ManualClock clock;
    engine::RateArbiter arbiter{clock};
    engine::RateGroup group;
    QPointer<FakeStream> stream;
    std::unique_ptr<engine::SourceChannel> channel;
    QByteArrayList got;
    std::vector<engine::Problem> failures;
    qint64 arrived = 0;
};

} // namespace ft::test
