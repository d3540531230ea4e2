#include "tests/fuzz/wireproperties.h"

#include "common/model/sharedpath.h"
#include "common/model/text.h"
#include "common/protocol/classic/classicreader.h"
#include "common/protocol/limits.h"
#include "common/protocol/lineframer.h"
#include "common/protocol/peercodec.h"
#include "common/protocol/trackercodec.h"
#include "tests/fuzz/require.h"

#include <QDir>

namespace ft::fuzz {

using namespace protocol;

namespace {

void checkError(const DecodeError &error)
{
    require(error.where.size() <= limits::MaxWhere, "the place of an error is bounded");
    require(QByteArrayView{error.where}.isValidUtf8(), "the place of an error is UTF-8");
    require(!hasControl(error.where), "the place of an error is safe to print");
    const QByteArray answer = encode(TrackerReply{errorLine(error)});
    const auto reply = decodeTrackerReply(QByteArrayView{answer}.chopped(1));
    require(reply && *reply == TrackerReply{errorLine(error)}, "an ERROR decodes to itself");
}

/// decode -> encode -> decode gives the same value, in one line.
template <typename Message>
void checkMessage(QByteArrayView line, Decoded<Message> (*decode)(QByteArrayView))
{
    if (line.size() >= limits::MaxLine)
        return;
    const auto message = decode(line);
    if (!message)
        return checkError(message.error());
    const QByteArray encoded = encode(*message);
    require(encoded.count('\n') == 1 && encoded.endsWith('\n'), "a message is one line");
    const auto again = decode(QByteArrayView{encoded}.chopped(1));
    require(again.has_value(), "what was encoded decodes");
    require(*again == *message, "what was encoded decodes to the same");
    require(encode(*again) == encoded, "encoding is stable");
}

/// False when nothing more can be read.
bool takeAll(ClassicReader &reader,
             ClassicReader::Input input,
             std::vector<ClassicMessage> &messages)
{
    while (true) {
        auto message = reader.next(input);
        if (!message)
            return false;
        if (!*message)
            return true;
        messages.push_back(**std::move(message));
    }
}

} // namespace

void checkTrackerRequest(QByteArrayView bytes)
{
    checkMessage<TrackerRequest>(bytes, decodeTrackerRequest);
}

void checkTrackerReply(QByteArrayView bytes)
{
    checkMessage<TrackerReply>(bytes, decodeTrackerReply);
}

void checkPeerRequest(QByteArrayView bytes)
{
    checkMessage<PeerRequest>(bytes, decodePeerRequest);
}

void checkPeerReply(QByteArrayView bytes)
{
    checkMessage<PeerReply>(bytes, decodePeerReply);
}

void checkFraming(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto line = takeLine(bytes);
        if (!line)
            return require(bytes.size() >= limits::MaxLine, "only a full buffer is too long");
        if (!*line)
            return require(!bytes.contains('\n'), "a line feed ends a line");
        const auto &[text, consumed] = **line;
        require(consumed > 0 && consumed <= limits::MaxLine, "a line is bounded");
        require(bytes[consumed - 1] == '\n', "a line ends in its line feed");
        require(!text.contains('\n'), "a line has no line feed inside");
        require(text.data() == bytes.data() && text.size() < consumed, "a line is at the front");
        checkTrackerRequest(text);
        checkPeerReply(text);
        bytes = bytes.sliced(consumed);
    }
}

void checkClassic(QByteArrayView bytes)
{
    ClassicReader whole;
    whole.append(bytes);
    ClassicReader cut;
    std::vector<ClassicMessage> expected;
    std::vector<ClassicMessage> messages;
    bool isRead = takeAll(whole, ClassicReader::Input::Open, expected);
    bool isCutRead = true;
    for (qsizetype i = 0; i < bytes.size() && isCutRead; ++i) {
        cut.append(bytes.sliced(i, 1));
        isCutRead = takeAll(cut, ClassicReader::Input::Open, messages);
    }
    require(isRead == isCutRead && messages == expected, "messages do not depend on segments");
    require(!isRead || whole.pending() <= ClassicReader::MaxMessage, "what waits is bounded");
    if (isRead)
        (void)takeAll(whole, ClassicReader::Input::Over, expected);
    for (const ClassicMessage &message : expected) {
        if (const auto *offer = std::get_if<ClassicOffer>(&message)) {
            require(!offer->record.name.isEmpty(), "a record has a name");
            require(offer->record.endpoint.port != 0, "a record has a port");
        }
    }
}

void checkSharedPath(QByteArrayView bytes)
{
    const auto path = SharedPath::parse(bytes);
    if (!path)
        return;
    const QString file = path->below(QStringLiteral("/share"));
    require(path->utf8() == bytes, "a path is kept as it is");
    require(path->toString().toUtf8() == path->utf8(), "a path survives as text");
    require(file.startsWith(u"/share/"), "a path stays in its folder");
    require(QDir::cleanPath(file) == file, "a path is resolved already");
    require(!path->name().isEmpty() && !path->name().contains('/'), "a path has a name");
    const auto again = SharedPath::fromString(path->toString());
    require(again && *again == *path, "a path is its own text");
}

} // namespace ft::fuzz
