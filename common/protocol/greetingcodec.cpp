#include "common/protocol/greetingcodec.h"

#include "common/model/text.h"
#include "common/protocol/escape.h"
#include "common/protocol/fields.h"
#include "common/protocol/limits.h"

#include <algorithm>
#include <limits>

namespace ft::protocol {

namespace {

constexpr QByteArrayView Version = "FT/2";
constexpr std::uint64_t MaxEpoch = std::numeric_limits<std::uint64_t>::max();

void appendAgent(QByteArray &out, QByteArrayView agent)
{
    if (agent.isEmpty())
        return;
    out.append(" agent=");
    appendEscaped(out, printable(agent, limits::MaxAgent), Spaces::Escape);
}

void appendWord(QByteArray &out, QByteArrayView key, QByteArrayView value)
{
    out.append(' ');
    out.append(key);
    out.append('=');
    appendEscaped(out, value, Spaces::Escape);
}

void appendWord(QByteArray &out, QByteArrayView key, std::uint64_t value)
{
    out.append(' ');
    out.append(key);
    out.append('=');
    appendNumber(out, value);
}

void appendCapabilities(QByteArray &out, const Capabilities &capabilities)
{
    QByteArrayView before = " can=";
    for (const QByteArray &token : capabilities) {
        out.append(before);
        out.append(token);
        before = "+";
    }
}

void appendMark(QByteArray &out, const std::optional<ShareMark> &mark)
{
    if (!mark)
        return;
    appendWord(out, "epoch", mark->epoch);
    appendWord(out, "share", mark->digest);
}

/// HELLO and HI: the version, then words.
Decoded<Fields> splitGreeting(QByteArrayView rest, QByteArrayView verb)
{
    const auto space = rest.indexOf(' ');
    const auto version = space < 0 ? rest : rest.first(space);
    if (version != Version)
        return fault(DecodeFault::BadVersion, version.isEmpty() ? verb : version);
    return Fields::split(rest.sliced(version.size()), Fields::Separator::Space, 0, verb);
}

Decoded<QByteArray> agentOf(const Fields &fields)
{
    return decodeText(fields.value("agent").value_or(QByteArrayView{}), "agent", limits::MaxAgent);
}

Decoded<Capabilities> capabilitiesOf(const Fields &fields)
{
    Capabilities capabilities;
    const auto raw = fields.value("can");
    qsizetype begin = 0;
    while (raw && begin <= raw->size()) {
        const auto plus = raw->indexOf('+', begin);
        const auto end = plus < 0 ? raw->size() : plus;
        const auto token = raw->sliced(begin, end - begin);
        if (!isToken(token, limits::MaxToken)
            || static_cast<qsizetype>(capabilities.size()) == limits::MaxFields)
            return fault(DecodeFault::BadValue, "can");
        capabilities.push_back(token.toByteArray());
        begin = end + 1;
    }
    return capabilities;
}

/// Both keys or neither.
Decoded<std::optional<ShareMark>> markOf(const Fields &fields)
{
    const auto epoch = fields.optionalNumber("epoch", MaxEpoch);
    if (!epoch)
        return tl::unexpected(epoch.error());
    const auto digest = fields.value("share");
    if (!*epoch && !digest)
        return std::optional<ShareMark>{};
    if (!*epoch || !digest)
        return fault(DecodeFault::MissingKey, *epoch ? "share" : "epoch");
    if (!isShareDigest(*digest))
        return fault(DecodeFault::BadValue, "share");
    return std::optional{ShareMark{**epoch, digest->toByteArray()}};
}

Decoded<std::optional<HeldShare>> heldOf(const Fields &fields)
{
    const auto total = fields.optionalCount("total");
    if (!total)
        return tl::unexpected(total.error());
    auto mark = markOf(fields);
    if (!mark)
        return tl::unexpected(mark.error());
    if (!*total) {
        if (*mark)
            return fault(DecodeFault::MissingKey, "total");
        return std::optional<HeldShare>{};
    }
    return std::optional{HeldShare{**total, *std::move(mark)}};
}

/// What HI tells only a peer that a tracker greets.
Decoded<Hi> withTrackerKeys(Hi hi, const Fields &fields)
{
    auto capabilities = capabilitiesOf(fields);
    if (!capabilities)
        return tl::unexpected(capabilities.error());
    hi.capabilities = *std::move(capabilities);
    auto held = heldOf(fields);
    if (!held)
        return tl::unexpected(held.error());
    hi.held = *std::move(held);
    return hi;
}

} // namespace

bool isShareDigest(QByteArrayView text)
{
    const auto isDigit = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    };
    return !text.isEmpty() && text.size() <= limits::MaxDigest
           && std::all_of(text.begin(), text.end(), isDigit);
}

void append(QByteArray &out, const Hello &message)
{
    out.append("HELLO FT/2 name=");
    out.append(message.name.bytes());
    appendWord(out, "port", message.port);
    appendAgent(out, message.agent);
    appendCapabilities(out, message.capabilities);
    appendMark(out, message.mark);
    out.append('\n');
}

void append(QByteArray &out, const Hi &message)
{
    out.append("HI FT/2");
    appendWord(out, "seen", message.seen.toString().toLatin1());
    if (message.ping)
        appendWord(out, "ping", *message.ping);
    if (message.maxFiles)
        appendWord(out, "max-files", *message.maxFiles);
    if (message.name)
        appendWord(out, "name", message.name->bytes());
    appendAgent(out, message.agent);
    appendCapabilities(out, message.capabilities);
    if (message.held) {
        appendWord(out, "total", message.held->total);
        appendMark(out, message.held->mark);
    }
    out.append('\n');
}

Decoded<Hello> decodeHello(QByteArrayView rest)
{
    const auto fields = splitGreeting(rest, "HELLO");
    if (!fields)
        return tl::unexpected(fields.error());
    auto name = required(fields->optionalHost("name"), "name");
    if (!name)
        return tl::unexpected(name.error());
    const auto port = required(fields->optionalNumber("port", 65'535), "port");
    if (!port)
        return tl::unexpected(port.error());
    auto agent = agentOf(*fields);
    if (!agent)
        return tl::unexpected(agent.error());
    auto capabilities = capabilitiesOf(*fields);
    if (!capabilities)
        return tl::unexpected(capabilities.error());
    auto mark = markOf(*fields);
    if (!mark)
        return tl::unexpected(mark.error());
    return Hello{*std::move(name),
                 static_cast<std::uint16_t>(*port),
                 *std::move(agent),
                 *std::move(capabilities),
                 *std::move(mark)};
}

Decoded<Hi> decodeHi(QByteArrayView rest)
{
    const auto fields = splitGreeting(rest, "HI");
    if (!fields)
        return tl::unexpected(fields.error());
    auto seen = required(fields->optionalAddress("seen"), "seen");
    if (!seen)
        return tl::unexpected(seen.error());
    const auto ping = fields->optionalCount("ping");
    if (!ping)
        return tl::unexpected(ping.error());
    const auto maxFiles = fields->optionalCount("max-files");
    if (!maxFiles)
        return tl::unexpected(maxFiles.error());
    auto name = fields->optionalHost("name");
    if (!name)
        return tl::unexpected(name.error());
    auto agent = agentOf(*fields);
    if (!agent)
        return tl::unexpected(agent.error());
    return withTrackerKeys(
        Hi{*std::move(seen), *ping, *maxFiles, *std::move(name), *std::move(agent), {}, {}},
        *fields);
}

} // namespace ft::protocol
