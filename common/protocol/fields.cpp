#include "common/protocol/fields.h"

#include "common/model/endpoint.h"
#include "common/model/text.h"
#include "common/protocol/escape.h"
#include "common/protocol/limits.h"

#include <algorithm>
#include <array>
#include <limits>

namespace ft::protocol {

namespace {

std::optional<unsigned> parseDigits(QByteArrayView digits)
{
    unsigned number = 0;
    for (const char digit : digits) {
        if (digit < '0' || digit > '9')
            return std::nullopt;
        number = number * 10 + static_cast<unsigned>(digit - '0');
    }
    return number;
}

} // namespace

Decoded<Fields> Fields::split(QByteArrayView text,
                              Separator separator,
                              qsizetype positionalCount,
                              QByteArrayView where)
{
    const char mark = separator == Separator::Comma ? ',' : ' ';
    Fields fields;
    qsizetype begin = text.trimmed().isEmpty() ? text.size() + 1 : 0;
    while (begin <= text.size()) {
        const auto found = text.indexOf(mark, begin);
        const auto end = found < 0 ? text.size() : found;
        const auto field = text.sliced(begin, end - begin).trimmed();
        begin = end + 1;
        if (field.isEmpty() && separator == Separator::Space)
            continue;
        if (fields.m_positional.size() + fields.m_attributes.size() == limits::MaxFields)
            return fault(DecodeFault::TooManyFields, where);
        if (const auto added = fields.add(field, positionalCount, where); !added)
            return tl::unexpected(added.error());
    }
    if (fields.m_positional.size() < positionalCount)
        return fault(DecodeFault::MissingField, where);
    return fields;
}

Decoded<void> Fields::add(QByteArrayView field, qsizetype positionalCount, QByteArrayView where)
{
    if (m_positional.size() < positionalCount) {
        m_positional.append(field);
        return {};
    }
    const auto equals = field.indexOf('=');
    if (equals < 0 || !isToken(field.first(equals), limits::MaxToken))
        return fault(DecodeFault::Malformed, where);
    const auto key = field.first(equals);
    if (value(key))
        return fault(DecodeFault::DuplicateKey, key);
    m_attributes.append({key, field.sliced(equals + 1)});
    return {};
}

std::optional<QByteArrayView> Fields::value(QByteArrayView key) const
{
    for (const Attribute &attribute : m_attributes) {
        if (attribute.key == key)
            return attribute.value;
    }
    return std::nullopt;
}

Decoded<QByteArray> Fields::text(qsizetype i, QByteArrayView name) const
{
    if (m_positional[i].isEmpty())
        return fault(DecodeFault::BadValue, name);
    return unescaped(m_positional[i], name);
}

Decoded<QByteArray> Fields::shortText(qsizetype i, QByteArrayView name, qsizetype most) const
{
    if (m_positional[i].isEmpty())
        return fault(DecodeFault::BadValue, name);
    return decodeText(m_positional[i], name, most);
}

Decoded<HostName> Fields::host(qsizetype i, QByteArrayView name) const
{
    auto host = HostName::parse(m_positional[i]);
    if (!host)
        return fault(DecodeFault::BadValue, name);
    return *std::move(host);
}

Decoded<SharedPath> Fields::path(qsizetype i, QByteArrayView name) const
{
    const auto raw = text(i, name);
    if (!raw)
        return tl::unexpected(raw.error());
    auto parsed = SharedPath::parse(*raw);
    if (!parsed)
        return fault(DecodeFault::BadValue, name);
    return *std::move(parsed);
}

Decoded<std::uint64_t> Fields::number(qsizetype i, QByteArrayView name, std::uint64_t most) const
{
    const auto number = parseNumber(m_positional[i], most);
    if (!number)
        return fault(DecodeFault::BadValue, name);
    return *number;
}

Decoded<QHostAddress> Fields::address(qsizetype i, QByteArrayView name) const
{
    const auto raw = text(i, name);
    if (!raw)
        return tl::unexpected(raw.error());
    const auto address = parseAddress(*raw);
    if (!address)
        return fault(DecodeFault::BadValue, name);
    return *address;
}

Decoded<std::optional<QByteArray>> Fields::optionalText(QByteArrayView key) const
{
    const auto raw = value(key);
    if (!raw)
        return std::optional<QByteArray>{};
    auto text = unescaped(*raw, key);
    if (!text)
        return tl::unexpected(text.error());
    return std::optional{*std::move(text)};
}

Decoded<std::optional<std::uint64_t>> Fields::optionalNumber(QByteArrayView key,
                                                             std::uint64_t most) const
{
    const auto raw = value(key);
    if (!raw)
        return std::optional<std::uint64_t>{};
    const auto number = parseNumber(*raw, most);
    if (!number)
        return fault(DecodeFault::BadValue, key);
    return number;
}

Decoded<std::optional<std::uint32_t>> Fields::optionalCount(QByteArrayView key) const
{
    const auto number = optionalNumber(key, std::numeric_limits<std::uint32_t>::max());
    if (!number)
        return tl::unexpected(number.error());
    if (!*number)
        return std::optional<std::uint32_t>{};
    return std::optional{static_cast<std::uint32_t>(**number)};
}

Decoded<std::uint32_t> Fields::optionalLabel(QByteArrayView key) const
{
    const auto number = optionalCount(key);
    if (!number)
        return tl::unexpected(number.error());
    if (*number == 0U)
        return fault(DecodeFault::BadValue, key);
    return number->value_or(0);
}

Decoded<QByteArray> Fields::optionalToken(QByteArrayView key, qsizetype most) const
{
    const auto raw = value(key);
    if (!raw)
        return QByteArray{};
    if (!isToken(*raw, most))
        return fault(DecodeFault::BadValue, key);
    return raw->toByteArray();
}

Decoded<bool> Fields::optionalFlag(QByteArrayView key) const
{
    const auto raw = value(key);
    if (!raw || *raw == "no")
        return false;
    if (*raw != "yes")
        return fault(DecodeFault::BadValue, key);
    return true;
}

Decoded<std::optional<HostName>> Fields::optionalHost(QByteArrayView key) const
{
    const auto raw = value(key);
    if (!raw)
        return std::optional<HostName>{};
    auto host = HostName::parse(*raw);
    if (!host)
        return fault(DecodeFault::BadValue, key);
    return host;
}

Decoded<std::optional<SharedPath>> Fields::optionalPath(QByteArrayView key) const
{
    const auto text = optionalText(key);
    if (!text)
        return tl::unexpected(text.error());
    if (!*text)
        return std::optional<SharedPath>{};
    auto path = SharedPath::parse(**text);
    if (!path)
        return fault(DecodeFault::BadValue, key);
    return std::optional{*std::move(path)};
}

Decoded<std::optional<QHostAddress>> Fields::optionalAddress(QByteArrayView key) const
{
    const auto text = optionalText(key);
    if (!text)
        return tl::unexpected(text.error());
    if (!*text)
        return std::optional<QHostAddress>{};
    const auto address = parseAddress(**text);
    if (!address)
        return fault(DecodeFault::BadValue, key);
    return address;
}

Decoded<std::optional<ByteRange>> Fields::optionalRange(QByteArrayView key) const
{
    const auto raw = value(key);
    if (!raw)
        return std::optional<ByteRange>{};
    const auto dash = raw->indexOf('-');
    if (dash < 0)
        return fault(DecodeFault::BadValue, key);
    const auto first = parseNumber(raw->first(dash), limits::MaxFileSize - 1);
    const auto last = parseNumber(raw->sliced(dash + 1), limits::MaxFileSize - 1);
    if (!first || !last || *last < *first)
        return fault(DecodeFault::BadValue, key);
    return std::optional{ByteRange{*first, *last - *first + 1}};
}

Decoded<QByteArray> decodeText(QByteArrayView raw, QByteArrayView name, qsizetype most)
{
    const auto text = unescaped(raw, name);
    if (!text)
        return tl::unexpected(text.error());
    if (text->size() > most || hasControl(*text))
        return fault(DecodeFault::BadValue, name);
    return QByteArray{text->constData(), text->size()};
}

bool isToken(QByteArrayView text, qsizetype most)
{
    const auto isTokenByte = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !text.isEmpty() && text.size() <= most
           && std::all_of(text.begin(), text.end(), isTokenByte);
}

std::optional<std::uint64_t> parseNumber(QByteArrayView digits, std::uint64_t most)
{
    if (digits.size() > 1 && digits.front() == '0')
        return std::nullopt;
    std::uint64_t number = 0;
    const char *end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, number);
    if (digits.isEmpty() || error != std::errc{} || stop != end || number > most)
        return std::nullopt;
    return number;
}

std::optional<std::chrono::sys_seconds> parseDate(QByteArrayView text)
{
    if ((text.size() != 8 && text.size() != 10) || text[2] != '/' || text[5] != '/')
        return std::nullopt;
    const auto day = parseDigits(text.first(2));
    const auto month = parseDigits(text.sliced(3, 2));
    auto year = parseDigits(text.sliced(6));
    if (!day || !month || !year)
        return std::nullopt;
    if (text.size() == 8)
        *year += *year < 70 ? 2000U : 1900U;
    const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*year)},
                                           std::chrono::month{*month},
                                           std::chrono::day{*day}};
    if (!date.ok())
        return std::nullopt;
    return std::chrono::sys_days{date};
}

void appendNumber(QByteArray &out, std::uint64_t number)
{
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end - digits.data());
}

void appendRange(QByteArray &out, const ByteRange &range)
{
    Q_ASSERT(range.length > 0);
    appendNumber(out, range.offset);
    out.append('-');
    appendNumber(out, range.offset + range.length - 1);
}

} // namespace ft::protocol
