#include "common/protocol/commoncodec.h"

#include "common/model/text.h"
#include "common/protocol/escape.h"
#include "common/protocol/fields.h"
#include "common/protocol/limits.h"

#include <algorithm>
#include <array>

namespace ft::protocol {

namespace {

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
    {RefusalCode::NoUdp, "no-udp"},
    {RefusalCode::Busy, "busy"},
    {RefusalCode::ShuttingDown, "shutting-down"},
    {RefusalCode::Banned, "banned"},
    {RefusalCode::BadQuery, "bad-query"},
    {RefusalCode::Other, "other"},
}};

std::optional<RefusalCode> refusalOf(QByteArrayView token)
{
    for (const RefusalText &text : RefusalTexts) {
        if (token == text.token)
            return text.code;
    }
    return isToken(token, limits::MaxToken) ? std::optional{RefusalCode::Other} : std::nullopt;
}

void appendText(QByteArray &out, QByteArrayView text)
{
    appendEscaped(out, printable(text, limits::MaxText), Spaces::Keep);
}

bool isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

} // namespace

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
    const auto retry = fields->optionalCount("retry");
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
    if (!isToken(code, limits::MaxToken))
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
