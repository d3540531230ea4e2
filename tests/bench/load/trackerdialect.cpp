#include "tests/bench/load/trackerdialect.h"

#include "common/protocol/trackercodec.h"
#include "tests/bench/load/recordmaker.h"

namespace ft::bench {

namespace {

using protocol::ListWriter;

constexpr std::string_view FoundStart = "FOUND: <";
constexpr std::string_view ResultsStart = "RESULTS: ";
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

/// The line before the records of a substring search.
void takeResults(Reply &reply, std::string_view line)
{
    const auto decoded = protocol::decodeTrackerReply(
        {line.data(), static_cast<qsizetype>(line.size())});
    const auto *results = decoded ? std::get_if<protocol::Results>(&*decoded) : nullptr;
    if (results == nullptr)
        return;
    reply.kind = results->shown > 0 ? Reply::Kind::FoundMore : Reply::Kind::Missing;
    reply.isPartial = results->isPartial;
}

void addRecords(ListWriter &list, const PathMaker &paths, NameSlice slice)
{
    RecordMaker maker;
    std::string path;
    for (std::uint32_t i = slice.first; i < slice.first + slice.count; ++i) {
        path.clear();
        paths.append(path, i);
        list.add(maker.make(path, i));
    }
}

void append(std::string &out, const QByteArray &bytes)
{
    out.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
}

} // namespace

Dialect::Opening TrackerDialect::opening(std::uint32_t number, NameSlice slice) const
{
    QByteArray bytes;
    const auto host = "load-" + std::to_string(number);
    protocol::Hello hello{*HostName::parse(host),
                          static_cast<std::uint16_t>(FirstPort + number % 40'000),
                          "ft-load"};
    protocol::append(bytes, hello);
    ListWriter list{bytes, "SHARE", ListWriter::Continuation::Independent};
    addRecords(list, m_paths, slice);
    const std::string own = host + ".txt";
    if (slice.count == 0)
        list.add(RecordMaker{}.make(own, number));
    const auto lines = static_cast<std::uint32_t>(list.finish());
    return {bytes.toStdString(), lines + 1};
}

void TrackerDialect::appendExact(std::string &out, std::string_view name) const
{
    out.append("SEARCH: ");
    out.append(name);
    out.push_back('\n');
}

bool TrackerDialect::appendSubstring(std::string &out, std::string_view letters) const
{
    out.append("FIND: ");
    out.append(letters);
    out.append(", limit=100\n");
    return true;
}

std::uint32_t TrackerDialect::appendShare(std::string &out, NameSlice slice) const
{
    QByteArray bytes;
    ListWriter list{bytes, "SHARE", ListWriter::Continuation::Independent};
    addRecords(list, m_paths, slice);
    const auto lines = list.finish();
    append(out, bytes);
    return static_cast<std::uint32_t>(lines);
}

std::uint32_t TrackerDialect::appendUnshare(std::string &out, NameSlice slice) const
{
    QByteArray bytes;
    ListWriter list{bytes, "UNSHARE", ListWriter::Continuation::Independent};
    std::string path;
    for (std::uint32_t i = slice.first; i < slice.first + slice.count; ++i) {
        path.clear();
        m_paths.append(path, i);
        list.add(*SharedPath::parse(path));
    }
    const auto lines = list.finish();
    append(out, bytes);
    return static_cast<std::uint32_t>(lines);
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
    else if (line.starts_with(ResultsStart))
        takeResults(reply, line);
    return reply;
}

} // namespace ft::bench
