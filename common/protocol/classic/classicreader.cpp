#include "common/protocol/classic/classicreader.h"

#include "common/base/overloaded.h"
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

/// What follows a verb.
struct Argument
{
    QByteArrayView text;
    ClassicPrefix prefix;
};

Argument argumentOf(QByteArrayView message, QByteArrayView verb)
{
    auto text = message.sliced(verb.size());
    const bool hasColon = text.startsWith(':');
    if (hasColon)
        text = text.sliced(1);
    return {text.trimmed(), {hasColon, text.startsWith(' ')}};
}

ClassicMessage searchOf(QByteArrayView message)
{
    const auto argument = argumentOf(message, Search);
    return ClassicSearch{argument.text.toByteArray(), argument.prefix};
}

Decoded<ClassicMessage> decodeDownload(QByteArrayView message)
{
    enum Place : std::uint8_t { Type, Size, Count };
    const auto fields = ClassicFields<Count>::split(argumentOf(message, Download).text);
    if (!fields || fields->last[Size].isEmpty())
        return fault(DecodeFault::MissingField, Download);
    const auto size = parseClassicNumber(fields->last[Size], limits::MaxFileSize);
    if (!size)
        return fault(DecodeFault::BadValue, "size");
    if (!isClassicText(fields->first, MaxClassicName))
        return fault(DecodeFault::BadValue, "name");
    if (!isClassicText(fields->last[Type], limits::MaxType))
        return fault(DecodeFault::BadValue, "type");
    return ClassicDownload{fields->first.toByteArray(), fields->last[Type].toByteArray(), *size};
}

/// Whether a line that ends here without a line end may be all of it.
bool mayBeWhole(QByteArrayView line)
{
    if (line.startsWith(Search))
        return !argumentOf(line, Search).text.isEmpty();
    return decodeDownload(line).has_value();
}

/// Whether more bytes may make it a verb.
bool isStartOfVerb(QByteArrayView text)
{
    return std::ranges::any_of(Verbs, [&](QByteArrayView verb) { return verb.startsWith(text); });
}

} // namespace

ClassicReader::Next ClassicReader::next(Input input)
{
    skipBlanks();
    const QByteArrayView all{m_buffer};
    if (all.isEmpty())
        return std::nullopt;
    if (all.startsWith('<'))
        return nextRecord(input);
    m_isBehindRecord = false;
    if (all.startsWith(Hello))
        return take(Hello.size(), ClassicHello{});
    if (all.startsWith(Bye))
        return take(Bye.size(), ClassicBye{});
    if (all.startsWith(Search) || all.startsWith(Download))
        return nextLine(input);
    if (input == Input::Over || !isStartOfVerb(all))
        return fault(DecodeFault::UnknownVerb, all);
    return std::nullopt;
}

/// Between messages; what stands between two records is kept.
void ClassicReader::skipBlanks()
{
    if (m_seen > 0)
        return;
    const auto begin = std::ranges::find_if_not(std::as_const(m_buffer), isBetweenClassicRecords);
    const auto count = begin - m_buffer.cbegin();
    if (m_isBehindRecord && m_between.size() < MaxClassicRecord)
        m_between += m_buffer.first(count);
    m_buffer.remove(0, count);
}

ClassicReader::Next ClassicReader::nextRecord(Input input)
{
    using Scan = ClassicRecordScan;
    return std::visit(
        Overloaded{[this](Scan::Complete &&found) -> Next {
                       const auto separator = m_isBehindRecord
                                                  ? std::optional{separatorIn(m_between)}
                                                  : std::nullopt;
                       m_isBehindRecord = true;
                       return take(found.size,
                                   ClassicOffer{std::move(found.record),
                                                found.isSpaced,
                                                separator});
                   },
                   [this, input](Scan::Broken &&broken) { return skip(broken, input); },
                   [this, input](Scan::Unfinished unfinished) -> Next {
                       const bool isOver = input == Input::Over
                                           || (input == Input::Silent && unfinished.isClosed);
                       if (!isOver)
                           return std::nullopt;
                       return skip({{DecodeFault::Malformed, "record"}, m_buffer.size()}, input);
                   }},
        Scan::at(m_buffer));
}

ClassicReader::Next ClassicReader::skip(const ClassicRecordScan::Broken &broken, Input input)
{
    if (++m_broken > MaxBroken || broken.size >= MaxClassicRecord)
        return tl::unexpected{broken.error};
    m_buffer.remove(0, broken.size);
    return next(input);
}

ClassicReader::Next ClassicReader::nextLine(Input input)
{
    auto end = m_buffer.indexOf('\n', m_seen);
    m_seen = m_buffer.size();
    const bool isOver = input == Input::Over || (input == Input::Silent && mayBeWhole(m_buffer));
    if ((end < 0 ? m_buffer.size() : end) > MaxMessage)
        return fault(DecodeFault::TooLong);
    if (end < 0 && !isOver)
        return std::nullopt;
    if (end < 0)
        end = m_buffer.size();
    const auto line = QByteArrayView{m_buffer}.first(end);
    return take(end, line.startsWith(Search) ? searchOf(line) : decodeDownload(line));
}

ClassicReader::Next ClassicReader::take(qsizetype size, Decoded<ClassicMessage> message)
{
    if (!message)
        return tl::unexpected{message.error()};
    m_buffer.remove(0, size);
    m_seen = 0;
    m_between.clear();
    return std::optional{*std::move(message)};
}

} // namespace ft::protocol
