#include "common/protocol/lineframer.h"
#include "tests/common/samples.h"
#include "tests/support/wireprinters.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <set>

using namespace ft;
using namespace ft::protocol;
using namespace ft::test;

namespace {

template <typename Message>
using Decoder = Decoded<Message> (*)(QByteArrayView);

/// One line comes out of the bytes, decodes to the message, and is encoded to the same bytes again.
template <typename Message>
void checkRoundTrip(const Message &message, Decoder<Message> decode)
{
    const QByteArray bytes = encode(message);
    const auto line = takeLine(bytes);
    QVERIFY(line && *line);
    QCOMPARE((*line)->consumed, bytes.size());
    QByteArray text = (*line)->text.toByteArray();
    const auto decoded = decode(text);
    QVERIFY2(decoded, whyNot(decoded, bytes).constData());
    QCOMPARE(*decoded, message);
    QCOMPARE(encode(*decoded), bytes);
}

/// Every strict beginning of a message is incomplete for the framer.
template <typename Message>
void checkPrefixes(const Message &message)
{
    const QByteArray bytes = encode(message);
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        // A copy of exactly this size, so that a read past it does not go unseen.
        const QByteArray prefix{bytes.constData(), size};
        const auto line = takeLine(prefix);
        QVERIFY(line);
        QVERIFY2(!*line, bytes.constData());
    }
}

/// Every strict beginning, taken for a whole line, decodes or fails, and never reads past its end.
template <typename Message>
void checkCutLines(const Message &message, Decoder<Message> decode)
{
    const QByteArray bytes = encode(message);
    const qsizetype step = 1 + bytes.size() / 500;
    for (qsizetype size = 0; size < bytes.size() - 1; size += step) {
        const QByteArray prefix{bytes.constData(), size};
        const auto decoded = decode(prefix);
        if (decoded)
            checkRoundTrip(*decoded, decode);
        else
            QVERIFY(!decoded.error().where.contains('\n'));
    }
}

template <typename Message>
void checkAll(const std::vector<Message> &messages, Decoder<Message> decode)
{
    std::set<std::size_t> alternatives;
    for (const Message &message : messages) {
        alternatives.insert(message.index());
        checkRoundTrip(message, decode);
        checkPrefixes(message);
        checkCutLines(message, decode);
        if (QTest::currentTestFailed())
            return;
    }
    QCOMPARE(alternatives.size(), std::variant_size_v<Message>);
}

} // namespace

class TestRoundTrip final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void keepsTrackerRequests() { checkAll(trackerRequests(), decodeTrackerRequest); }
    void keepsTrackerReplies() { checkAll(trackerReplies(), decodeTrackerReply); }
    void keepsPeerRequests() { checkAll(peerRequests(), decodePeerRequest); }
    void keepsPeerReplies() { checkAll(peerReplies(), decodePeerReply); }
    void keepsRandomMessages();
    void ownsWhatItDecoded();
    void keepsTheCaseOfNames();
};

void TestRoundTrip::keepsRandomMessages()
{
    RandomValues random{20'261'121};
    for (int i = 0; i < 3000 && !QTest::currentTestFailed(); ++i) {
        checkRoundTrip(random.trackerRequest(), decodeTrackerRequest);
        checkRoundTrip(random.trackerReply(), decodeTrackerReply);
        checkRoundTrip(random.peerRequest(), decodePeerRequest);
        checkRoundTrip(random.peerReply(), decodePeerReply);
    }
}

/// Decodes from a buffer that is overwritten and freed before the value is looked at.
template <typename Message>
Decoded<Message> decodeFromVanishingBytes(const QByteArray &line, Decoder<Message> decode)
{
    auto bytes = std::make_unique<char[]>(static_cast<std::size_t>(line.size()));
    std::copy(line.begin(), line.end(), bytes.get());
    auto decoded = decode(QByteArrayView{bytes.get(), line.size()});
    std::fill_n(bytes.get(), line.size(), '!');
    return decoded;
}

template <typename Message>
void checkOwnership(const std::vector<Message> &messages, Decoder<Message> decode)
{
    for (const Message &message : messages) {
        if constexpr (std::is_same_v<Message, TrackerRequest>) {
            // The one value that may refer to the line, so that a search costs no copy.
            if (std::holds_alternative<Search>(message))
                continue;
        }
        const auto decoded = decodeFromVanishingBytes(encode(message).chopped(1), decode);
        QVERIFY(decoded);
        QCOMPARE(*decoded, message);
        QCOMPARE(encode(*decoded), encode(message));
    }
}

void TestRoundTrip::ownsWhatItDecoded()
{
    checkOwnership(trackerRequests(), decodeTrackerRequest);
    checkOwnership(trackerReplies(), decodeTrackerReply);
    checkOwnership(peerRequests(), decodePeerRequest);
    checkOwnership(peerReplies(), decodePeerReply);
    const auto failed = decodeFromVanishingBytes<TrackerRequest>("GARBAGE x", decodeTrackerRequest);
    QVERIFY(!failed);
    QCOMPARE(failed.error(), (DecodeError{DecodeFault::UnknownVerb, "GARBAGE"}));
}

void TestRoundTrip::keepsTheCaseOfNames()
{
    const auto decoded = decodeTrackerRequest("HELLO FT/2 name=Studio-A port=1");
    QVERIFY(decoded);
    QCOMPARE(std::get<Hello>(*decoded).name.bytes(), "Studio-A");
}

QTEST_APPLESS_MAIN(TestRoundTrip)
#include "tst_roundtrip.moc"
