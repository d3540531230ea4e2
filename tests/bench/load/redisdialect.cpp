#include "tests/bench/load/redisdialect.h"

#include "tests/bench/load/recordmaker.h"

#include <charconv>

namespace ft::bench {

namespace {

constexpr std::string_view LineEnd = "\r\n";

void appendArgument(std::string &out, std::string_view argument)
{
    out.push_back('$');
    out.append(std::to_string(argument.size()));
    out.append(LineEnd);
    out.append(argument);
    out.append(LineEnd);
}

/// `$LENGTH\r\n<name, ...>\r\n`, or `$-1\r\n` for a key that is not there.
Reply takeValue(std::string_view bytes, std::size_t headEnd)
{
    const std::size_t begin = headEnd + LineEnd.size();
    std::ptrdiff_t length = 0;
    std::from_chars(bytes.data() + 1, bytes.data() + headEnd, length);
    if (length < 0)
        return {Reply::Kind::Missing, begin, {}};
    const std::size_t end = begin + static_cast<std::size_t>(length) + LineEnd.size();
    if (bytes.size() < end)
        return {};
    const auto value = bytes.substr(begin, static_cast<std::size_t>(length));
    if (!value.starts_with('<'))
        return {Reply::Kind::Failure, end, value};
    return {Reply::Kind::Found, end, value.substr(1, value.find(',') - 1)};
}

} // namespace

Dialect::Opening RedisDialect::opening(std::uint32_t, NameSlice slice) const
{
    if (slice.count == 0)
        return {"*1\r\n$4\r\nPING\r\n", 1};
    Opening opening{{}, slice.count};
    RecordMaker maker;
    std::string path;
    for (std::uint32_t i = slice.first; i < slice.first + slice.count; ++i) {
        path.clear();
        m_paths.append(path, i);
        QByteArray record;
        protocol::appendRecord(record, maker.make(path, i));
        opening.bytes.append("*3\r\n$3\r\nSET\r\n");
        appendArgument(opening.bytes, fileName(path));
        appendArgument(opening.bytes,
                       {record.constData(), static_cast<std::size_t>(record.size())});
    }
    return opening;
}

void RedisDialect::appendExact(std::string &out, std::string_view name) const
{
    out.append("*2\r\n$3\r\nGET\r\n");
    appendArgument(out, name);
}

Reply RedisDialect::takeReply(std::string_view bytes) const
{
    const auto headEnd = bytes.find(LineEnd);
    if (headEnd == std::string_view::npos)
        return {};
    if (bytes.starts_with('$'))
        return takeValue(bytes, headEnd);
    const auto kind = bytes.starts_with('+') ? Reply::Kind::Done : Reply::Kind::Failure;
    return {kind, headEnd + LineEnd.size(), bytes.substr(0, headEnd)};
}

} // namespace ft::bench
