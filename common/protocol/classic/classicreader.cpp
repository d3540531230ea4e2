#include "common/protocol/classic/classicreader.h"

#include "common/protocol/classic/classicfields.h"
#include "common/protocol/limits.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ft::protocol {

namespace {

constexpr QByteArrayView Hello{"HELLO"};
constexpr QByteArrayView Search{"SEARCH"};
constexpr QByteArrayView Bye{"BYE"};
constexpr QByteArrayView Download{"DOWNLOAD"};
constexpr std::array Verbs{Hello, Search, Bye, Download};

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// What follows a verb and its colon, and whether a space stood before it.
struct Argument
{
    QByteArrayView text;
    bool isSpaced = false;
};

Argument argumentOf(QByteArrayView message, QByteArrayView verb)
{
    auto text = message.sliced(verb.size());
    if (text.startsWith(':'))
        text = text.sliced(1);
    return {text.trimmed(), text.startsWith(' ')};
}

Decoded<ClassicMessage> decodeSearch(QByteArrayView message)
{
    const auto argument = argumentOf(message, Search);
    if (!isClassicText(argument.text, MaxClassicName))
        return fault(DecodeFault::BadValue, "name");
    return ClassicSearch{argument.text.toByteArray(), argument.isSpaced};
}

Decoded<ClassicMessage> decodeDownload(QByteArrayView message)
{
    enum Place : std::uint8_t { Type, Size, Count };
    const auto argument = argumentOf(message, Download);
    const auto fields = ClassicFields<Count>::split(argument.text);
    if (!fields)
        return fault(DecodeFault::MissingField, Download);
    const auto size = parseClassicNumber(fields->last[Size], limits::MaxFileSize);
    if (!size)
        return fault(DecodeFault::BadValue, "size");
    if (!isClassicText(fields->first, MaxClassicName))
        return fault(DecodeFault::BadValue, "name");
    if (!isClassicText(fields->last[Type], limits::MaxType))
        return fault(DecodeFault::BadValue, "type");
    return ClassicDownload{fields->first.toByteArray(),
                           fields->last[Type].toByteArray(),
                           *size,
                           argument.isSpaced};
}

Decoded<ClassicMessage> decodeRecords(QByteArrayView message)
{
    return decodeClassicRecords(message).map(
        [](ClassicRecords &&records) { return ClassicMessage{std::move(records)}; });
}

Decoded<ClassicMessage> decode(QByteArrayView message)
{
    if (message.startsWith('<'))
        return decodeRecords(message);
    return message.startsWith(Search) ? decodeSearch(message) : decodeDownload(message);
}

bool isAny(QByteArrayView text, auto isVerb)
{
    return std::ranges::any_of(Verbs, [&](QByteArrayView verb) { return isVerb(verb, text); });
}

bool beginsWithVerb(QByteArrayView text)
{
    return isAny(text, [](auto verb, auto of) { return of.startsWith(verb); });
}

/// Whether more bytes may make it a verb.
bool isStartOfVerb(QByteArrayView text)
{
    return isAny(text, [](auto verb, auto of) { return verb.startsWith(of); });
}

} // namespace

/// Where the line ends; nothing while it does not. Each byte is looked at once.
std::optional<qsizetype> ClassicReader::endOfLine()
{
    const auto lineEnd = m_buffer.indexOf('\n', m_seen);
    m_seen = m_buffer.size();
    return lineEnd < 0 ? std::nullopt : std::optional{lineEnd};
}

/// Where a verb begins behind a record; nothing while none does. Each byte is looked at once.
std::optional<qsizetype> ClassicReader::endOfRecords()
{
    for (; m_seen < m_buffer.size(); ++m_seen) {
        const char c = m_buffer[m_seen];
        if (m_isBehindRecord && !isBlank(c)) {
            const auto rest = QByteArrayView{m_buffer}.sliced(m_seen);
            if (beginsWithVerb(rest))
                return m_seen;
            if (isStartOfVerb(rest))
                return std::nullopt;
        }
        m_isBehindRecord = c == '>' || (m_isBehindRecord && isBlank(c));
    }
    return std::nullopt;
}

Decoded<std::optional<ClassicMessage>> ClassicReader::take(qsizetype size,
                                                           Decoded<ClassicMessage> message)
{
    if (!message)
        return tl::unexpected{message.error()};
    m_buffer.remove(0, size);
    m_seen = 0;
    m_isBehindRecord = false;
    return std::optional{*std::move(message)};
}

Decoded<std::optional<ClassicMessage>> ClassicReader::next(bool isOver)
{
    if (m_seen == 0) {
        const auto begin = std::ranges::find_if_not(std::as_const(m_buffer), isBlank);
        m_buffer.remove(0, begin - m_buffer.cbegin());
    }
    const QByteArrayView all{m_buffer};
    if (all.isEmpty())
        return std::nullopt;
    if (all.startsWith(Hello))
        return take(Hello.size(), ClassicHello{});
    if (all.startsWith(Bye))
        return take(Bye.size(), ClassicBye{});
    const bool isRecords = all.front() == '<';
    const bool isLine = all.startsWith(Search) || all.startsWith(Download);
    if (!isRecords && !isLine && (isOver || !isStartOfVerb(all)))
        return fault(DecodeFault::UnknownVerb, all);
    auto end = isRecords ? endOfRecords() : isLine ? endOfLine() : std::nullopt;
    if (!end && isOver)
        end = all.size();
    if (end)
        return take(*end, decode(all.first(*end)));
    if (all.size() > MaxMessage)
        return fault(DecodeFault::TooLong);
    return std::nullopt;
}

} // namespace ft::protocol
