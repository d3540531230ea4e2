#include "common/protocol/commoncodec.h"

#include "common/model/text.h"
#include "common/protocol/escape.h"
#include "common/protocol/fields.h"
#include "common/protocol/limits.h"

#include <algorithm>
#include <array>
#include <limits>

namespace ft::protocol {

namespace {

constexpr QByteArrayView Version = "FT/2";
constexpr QByteArrayView NotFoundVerb = "NOT FOUND";

struct RefusalText
{
    RefusalCode code;
    const char *token;
};

constexpr std::array<RefusalText, RefusalCodeCount> RefusalTexts{{
    {RefusalCode::NameTaken, "name-taken"},
    {RefusalCode::NothingShared, "nothing-shared"},
    {RefusalCode::NotAccepted, "not-accepted"},
    {RefusalCode::NoSuchFile, "no-such-file"},
    {RefusalCode::Changed, "changed"},
    {RefusalCode::BadRange, "bad-range"},
    {RefusalCode::NoHashes, "no-hashes"},
    {RefusalCode::Unreadable, "unreadable"},
    {RefusalCode::NotYet, "not-yet"},
    {RefusalCode::Busy, "busy"},
    {RefusalCode::ShuttingDown, "shutting-down"},
    {RefusalCode::Other, "other"},
}};

bool isToken(QByteArrayView text)
{
    const auto isTokenByte = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !text.isEmpty() && text.size() <= limits::MaxToken
           && std::all_of(text.begin(), text.end(), isTokenByte);
}

std::optional<RefusalCode> refusalOf(QByteArrayView token)
{
    for (const RefusalText &text : RefusalTexts) {
        if (token == text.token)
            return text.code;
    }
    return isToken(token) ? std::optional{RefusalCode::Other} : std::nullopt;
}

void appendText(QByteArray &out, QByteArrayView text)
{
    appendEscaped(out, printable(text, limits::MaxText), Spaces::Keep);
}

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

Decoded<std::optional<std::uint32_t>> optionalCount(const Fields &fields, QByteArrayView key)
{
    const auto number = fields.optionalNumber(key, std::numeric_limits<std::uint32_t>::max());
    if (!number)
        return tl::unexpected(number.error());
    if (!*number)
        return std::optional<std::uint32_t>{};
    return std::optional{static_cast<std::uint32_t>(**number)};
}

bool isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

} // namespace

void append(QByteArray &out, const Hello &message)
{
    out.append("HELLO FT/2 name=");
    out.append(message.name.bytes());
    appendWord(out, "port", message.port);
    appendAgent(out, message.agent);
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
    out.append('\n');
}

void append(QByteArray &out, const Ping &)
{
    out.append("PING\n");
}

void append(QByteArray &out, const Pong &)
{
    out.append("PONG\n");
}

void append(QByteArray &out, const Bye &)
{
    out.append("BYE\n");
}

void append(QByteArray &out, const Refused &message)
{
    out.append("REFUSED: ");
    out.append(wireCode(message.code));
    out.append(", ");
    appendText(out, message.text);
    if (message.retry) {
        out.append(", retry=");
        appendNumber(out, *message.retry);
    }
    out.append('\n');
}

void append(QByteArray &out, const ErrorLine &message)
{
    out.append("ERROR: ");
    out.append(message.code);
    out.append(' ');
    appendText(out, message.text);
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
    return Hello{*std::move(name), static_cast<std::uint16_t>(*port), *std::move(agent)};
}

Decoded<Hi> decodeHi(QByteArrayView rest)
{
    const auto fields = splitGreeting(rest, "HI");
    if (!fields)
        return tl::unexpected(fields.error());
    auto seen = required(fields->optionalAddress("seen"), "seen");
    if (!seen)
        return tl::unexpected(seen.error());
    const auto ping = optionalCount(*fields, "ping");
    if (!ping)
        return tl::unexpected(ping.error());
    const auto maxFiles = optionalCount(*fields, "max-files");
    if (!maxFiles)
        return tl::unexpected(maxFiles.error());
    auto name = fields->optionalHost("name");
    if (!name)
        return tl::unexpected(name.error());
    auto agent = agentOf(*fields);
    if (!agent)
        return tl::unexpected(agent.error());
    return Hi{*std::move(seen), *ping, *maxFiles, *std::move(name), *std::move(agent)};
}

Decoded<Refused> decodeRefused(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 2, "REFUSED");
    if (!fields)
        return tl::unexpected(fields.error());
    const auto code = refusalOf(fields->raw(0));
    if (!code)
        return fault(DecodeFault::BadValue, "code");
    auto text = decodeText(fields->raw(1), "text", limits::MaxText);
    if (!text)
        return tl::unexpected(text.error());
    const auto retry = optionalCount(*fields, "retry");
    if (!retry)
        return tl::unexpected(retry.error());
    return Refused{*code, *std::move(text), *retry};
}

Decoded<ErrorLine> decodeErrorLine(QByteArrayView rest)
{
    const auto space = rest.indexOf(' ');
    const auto code = space < 0 ? rest : rest.first(space);
    if (code.isEmpty())
        return fault(DecodeFault::MissingField, "ERROR");
    if (!isToken(code))
        return fault(DecodeFault::BadValue, "code");
    auto text = decodeText(rest.sliced(code.size()).trimmed(), "text", limits::MaxText);
    if (!text)
        return tl::unexpected(text.error());
    return ErrorLine{code.toByteArray(), *std::move(text)};
}

ErrorLine errorLine(const DecodeError &error)
{
    return {wireCode(error.fault).toByteArray(), explain(error)};
}

QByteArrayView wireCode(RefusalCode code)
{
    for (const RefusalText &text : RefusalTexts) {
        if (text.code == code)
            return text.token;
    }
    Q_ASSERT_X(false, "wireCode", "a refusal without a token");
    return {};
}

Decoded<VerbLine> cutVerb(QByteArrayView line)
{
    if (!line.isValidUtf8())
        return fault(DecodeFault::BadUtf8, "line");
    if (std::any_of(line.begin(), line.end(), isControl))
        return fault(DecodeFault::Malformed, "line");
    if (line.startsWith(NotFoundVerb) && line.trimmed() == NotFoundVerb)
        return VerbLine{NotFoundVerb, {}, false};
    const auto isUpper = [](char c) {
        return c >= 'A' && c <= 'Z';
    };
    const auto *const verbEnd = std::find_if_not(line.begin(), line.end(), isUpper);
    const auto verb = line.first(verbEnd - line.begin());
    if (verb.isEmpty())
        return fault(DecodeFault::UnknownVerb, line.isEmpty() ? "an empty line" : line);
    auto rest = line.sliced(verb.size());
    const bool colon = rest.startsWith(':');
    if (colon)
        rest = rest.sliced(1);
    else if (!rest.isEmpty() && !rest.startsWith(' '))
        return fault(DecodeFault::UnknownVerb, line);
    return VerbLine{verb, rest.trimmed(), colon};
}

} // namespace ft::protocol
