#include "tests/bench/load/trackerdialect.h"

#include "common/protocol/trackercodec.h"
#include "tests/bench/load/recordmaker.h"

namespace ft::bench {

namespace {

constexpr std::string_view FoundStart = "FOUND: <";
constexpr std::uint16_t FirstPort = 20'000;

Reply::Kind kindOf(std::string_view line)
{
    if (line.starts_with(FoundStart))
        return line.ends_with(" +") ? Reply::Kind::FoundMore : Reply::Kind::Found;
    if (line == "NOT FOUND")
        return Reply::Kind::Missing;
    if (line.starts_with("SHARED: ") || line.starts_with("HI FT/2"))
        return Reply::Kind::Done;
    if (line == "PING")
        return Reply::Kind::Ping;
    return Reply::Kind::Failure;
}

} // namespace

Dialect::Opening TrackerDialect::opening(std::uint32_t number, NameSlice slice) const
{
    QByteArray bytes;
    const auto host = "load-" + std::to_string(number);
    protocol::append(bytes,
                     protocol::Hello{*HostName::parse(host),
                                     static_cast<std::uint16_t>(FirstPort + number % 40'000),
                                     "ft-load"});
    protocol::ListWriter list{bytes, "SHARE", protocol::ListWriter::Continuation::Independent};
    RecordMaker maker;
    for (std::uint32_t i = slice.first; i < slice.first + slice.count; ++i)
        list.add(maker.make(m_names.name(i), i));
    const std::string own = host + ".txt";
    if (slice.count == 0)
        list.add(maker.make(own, number));
    const auto lines = static_cast<std::uint32_t>(list.finish());
    return {bytes.toStdString(), lines + 1};
}

void TrackerDialect::appendQuery(std::string &out, std::string_view name) const
{
    out.append("SEARCH: ");
    out.append(name);
    out.push_back('\n');
}

Reply TrackerDialect::takeReply(std::string_view bytes) const
{
    const auto end = bytes.find('\n');
    if (end == std::string_view::npos)
        return {};
    const auto line = bytes.substr(0, end);
    Reply reply{kindOf(line), end + 1, line};
    if (reply.kind == Reply::Kind::Found)
        reply.text = line.substr(FoundStart.size(), line.find(',') - FoundStart.size());
    return reply;
}

} // namespace ft::bench
