#include "tests/common/samples.h"

#include "common/protocol/limits.h"

namespace ft::test {

using namespace protocol;

QByteArrayList nastyPaths()
{
    QByteArrayList paths{"a",
                         " ",
                         " spaces at both ends ",
                         "   ",
                         "a, b,c ,",
                         ",",
                         "<a>",
                         "><",
                         "100%",
                         "%41",
                         "%",
                         "a=b",
                         "root=00",
                         "+",
                         "a +",
                         "folder +/ +",
                         "-",
                         "\"quoted\" 'single'",
                         "Stra\xc3\x9f/\xc3\xbc\xc3\xb6\xc3\xa4.txt",
                         "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e.txt",
                         "\xf0\x9f\x98\x80",
                         "e\xcc\x81 decomposed",
                         "\xc2\xa0no-break at the ends\xc2\xa0",
                         "SEARCH: x",
                         "NOT FOUND"};
    paths << QByteArray(SharedPath::MaxComponentLength, '%');
    paths << QByteArray{QByteArray(254, ',') + '/'}.repeated(8) + QByteArray(8, '<');
    return paths;
}

SharedPath pathOf(const QByteArray &text)
{
    auto path = SharedPath::parse(text);
    if (!path)
        qFatal("not a path: %s", text.constData());
    return *std::move(path);
}

HostName hostOf(const QByteArray &text)
{
    auto host = HostName::parse(text);
    if (!host)
        qFatal("not a host name: %s", text.constData());
    return *std::move(host);
}

QHostAddress addressOf(const QByteArray &text)
{
    const auto address = parseAddress(text);
    if (!address)
        qFatal("not an address: %s", text.constData());
    return *address;
}

ContentHash rootOf(std::uint8_t filling)
{
    ContentHash::Bytes bytes{};
    bytes.fill(filling);
    return ContentHash{bytes};
}

Md5Sum md5Of(std::uint8_t filling)
{
    Md5Sum::Bytes bytes{};
    bytes.fill(filling);
    return Md5Sum{bytes};
}

SourceRecord plainRecord(const QByteArray &path)
{
    return {{pathOf(path), "text/plain", 1, std::chrono::sys_seconds{}, std::nullopt, std::nullopt},
            {addressOf("10.0.0.4"), 40112},
            std::nullopt};
}

namespace {

std::vector<SourceRecord> nastyRecords()
{
    using std::chrono::seconds;
    std::vector<SourceRecord> records;
    const QByteArrayList paths = nastyPaths();
    for (const QByteArray &path : paths)
        records.push_back(plainRecord(path));
    SourceRecord whole = plainRecord("docs/a.pdf");
    whole.file.type = "application/x-odd; a=\"b, c\" <%>";
    whole.file.size = limits::MaxFileSize;
    whole.file.modified = std::chrono::sys_seconds{seconds{253'402'300'799}};
    whole.file.root = rootOf(0xff);
    whole.file.md5 = md5Of(0);
    whole.file.isPartial = true;
    whole.endpoint = {addressOf("fe80::1%eth0"), 65'535};
    whole.host = hostOf(QByteArray(63, 'Z'));
    records.push_back(whole);
    whole.file.size = 0;
    whole.file.type = QByteArray(limits::MaxType, ',');
    whole.endpoint = {addressOf("::"), 0};
    whole.host.reset();
    records.push_back(whole);
    return records;
}

std::vector<PeerRecord> nastyPeers()
{
    return {{hostOf("a"), {addressOf("10.0.0.4"), 1}, 0, 0, {}, {}},
            {hostOf(QByteArray(63, '_')),
             {addressOf("fe80::ffff:1%wlp2s0"), 65'535},
             std::numeric_limits<std::uint32_t>::max(),
             std::numeric_limits<std::uint64_t>::max(),
             true,
             std::chrono::microseconds{std::numeric_limits<std::uint32_t>::max()}},
            {hostOf("b"), {addressOf("::1"), 0}, 1, 1, false, std::chrono::microseconds{0}},
            {{}, {addressOf("10.0.0.4"), 2}, 1, 1, {}, {}}};
}

const QByteArray LongestDigest = QByteArray(limits::MaxDigest, 'f');
std::chrono::sys_seconds timeOf(std::int64_t seconds)
{
    return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
}

constexpr std::uint64_t MaxEpoch = std::numeric_limits<std::uint64_t>::max();

void addGreetings(std::vector<TrackerRequest> &requests)
{
    requests.emplace_back(Hello{hostOf("studio-a"), 40112, {}, {}, {}});
    requests.emplace_back(
        Hello{hostOf(QByteArray(63, 'x')), 0, QByteArray(limits::MaxAgent, ' '), {}, {}});
    requests.emplace_back(Hello{hostOf("a"), 65'535, "ft-peer 0.1, <%=+> \xc3\xbc", {"live"}, {}});
    requests.emplace_back(Hello{hostOf("a"), 1, "b", {}, ShareMark{0, "0"}});
    requests.emplace_back(Hello{hostOf("a"),
                                1,
                                {},
                                Capabilities(limits::MaxFields, QByteArray(limits::MaxToken, '-')),
                                ShareMark{MaxEpoch, LongestDigest}});
}

void addFindRequests(std::vector<TrackerRequest> &requests)
{
    requests.emplace_back(Find{"annual report -draft type:pdf", 0, {}, 0});
    requests.emplace_back(Find{"\"a, b\"", limits::MaxFoundRecords, "0-a", 0xffff'ffffU});
    requests.emplace_back(Find{"a, live=3", 1, {}, 1});
    requests.emplace_back(
        Find{QByteArray(limits::MaxSearchText, '<'), 0, QByteArray(limits::MaxAfter, 'z'), 0});
    requests.emplace_back(Find{"line\nfeed \x1b and NUL" + QByteArray(1, '\0'), 0, {}, 0});
    requests.emplace_back(Stop{1});
    requests.emplace_back(Stop{0xffff'ffffU});
    requests.emplace_back(Epoch{{0, "0"}});
    requests.emplace_back(Epoch{{MaxEpoch, LongestDigest}});
}

void addFindReplies(std::vector<TrackerReply> &replies)
{
    replies.emplace_back(Results{});
    replies.emplace_back(Results{MaxEpoch,
                                 limits::MaxFoundRecords,
                                 MaxEpoch,
                                 QByteArray(limits::MaxAfter, '-'),
                                 true,
                                 0xffff'ffffU});
    replies.emplace_back(Came{1, {}});
    replies.emplace_back(Came{0xffff'ffffU, {plainRecord("a live=7"), plainRecord("b +")}});
    replies.emplace_back(Came{7, nastyRecords()});
    Went went{1, {}};
    replies.emplace_back(went);
    const QByteArrayList paths = nastyPaths();
    for (const QByteArray &path : paths)
        went.records.push_back({pathOf(path), hostOf("kim")});
    replies.emplace_back(went);
    replies.emplace_back(Missed{1, 0});
    replies.emplace_back(Missed{0xffff'ffffU, MaxEpoch});
    replies.emplace_back(Notice{"down at 6 pm, <back> at 7, 100%"});
    replies.emplace_back(Notice{QByteArray(limits::MaxText, ' ')});
}

template <typename Reply>
void addCommonReplies(std::vector<Reply> &replies)
{
    replies.emplace_back(Hi{addressOf("10.0.0.4"), {}, {}, {}, {}, {}, {}});
    replies.emplace_back(Hi{addressOf("fe80::1%eth0"),
                            0,
                            0xffff'ffffU,
                            hostOf("a"),
                            " ft, <1> %=+ ",
                            {"find", "live", "epoch"},
                            HeldShare{0xffff'ffffU, ShareMark{MaxEpoch, LongestDigest}}});
    replies.emplace_back(Hi{addressOf("::1"), {}, {}, {}, {}, {"x"}, HeldShare{0, {}}});
    for (int code = 0; code < RefusalCodeCount; ++code)
        replies.emplace_back(Refused{static_cast<RefusalCode>(code), "<a, b> is taken, 100%", {}});
    replies.emplace_back(Refused{RefusalCode::Busy, {}, {}});
    replies.emplace_back(Refused{RefusalCode::Busy, {}, 0});
    replies.emplace_back(
        Refused{RefusalCode::Busy, QByteArray(limits::MaxText, '%'), 0xffff'ffffU});
    replies.emplace_back(Refused{RefusalCode::Busy, " retry=5 ", 7});
    replies.emplace_back(ErrorLine{"missing-key", "the key port is missing"});
    replies.emplace_back(ErrorLine{"x", {}});
    replies.emplace_back(ErrorLine{QByteArray(limits::MaxToken, '-'), " , <> % "});
}

} // namespace

std::vector<TrackerRequest> trackerRequests()
{
    std::vector<TrackerRequest> requests{Ping{}, Pong{}, Bye{}};
    addGreetings(requests);
    addFindRequests(requests);
    requests.emplace_back(Share{});
    requests.emplace_back(Share{nastyRecords()});
    requests.emplace_back(Unshare{});
    Unshare unshare;
    const QByteArrayList paths = nastyPaths();
    for (const QByteArray &path : paths) {
        unshare.paths.push_back(pathOf(path));
        requests.emplace_back(Search{path, 0});
    }
    requests.emplace_back(unshare);
    requests.emplace_back(Search{"a, limit=3", limits::MaxFoundRecords});
    requests.emplace_back(Search{QByteArray(limits::MaxSearchText, ','), 1});
    requests.emplace_back(Search{"line\nfeed \x1b and NUL" + QByteArray(1, '\0'), 1});
    requests.emplace_back(PeersQuery{});
    requests.emplace_back(PeersQuery{hostOf("a"), {}});
    requests.emplace_back(PeersQuery{{}, addressOf("fe80::1%eth0")});
    requests.emplace_back(PeersQuery{hostOf("a.b"), addressOf("10.0.0.4")});
    return requests;
}

std::vector<TrackerReply> trackerReplies()
{
    std::vector<TrackerReply> replies{Ping{}, Pong{}, Bye{}, NotFound{}};
    addCommonReplies(replies);
    addFindReplies(replies);
    replies.emplace_back(Shared{0, 0, {}});
    replies.emplace_back(Shared{0xffff'ffffU, 0xffff'ffffU, {}});
    replies.emplace_back(Shared{5, 0, 0});
    replies.emplace_back(Shared{5, 1, MaxEpoch});
    for (const bool more : {false, true}) {
        replies.emplace_back(Found{{}, more});
        replies.emplace_back(Found{{plainRecord("a +")}, more});
        replies.emplace_back(Found{nastyRecords(), more});
        replies.emplace_back(Peers{{}, more});
        replies.emplace_back(Peers{nastyPeers(), more});
    }
    return replies;
}

std::vector<PeerRequest> peerRequests()
{
    constexpr std::uint64_t Largest = limits::MaxFileSize;
    std::vector<PeerRequest> requests{Ping{}, Bye{}};
    requests.emplace_back(Hello{hostOf("studio-b"), 0, "ft-peer", {}, {}});
    requests.emplace_back(HashesRequest{rootOf(0x0f), 16'384, {0, 1}});
    requests.emplace_back(
        HashesRequest{rootOf(0xf0), Largest, {Largest - 2'048, limits::MaxHashes}});
    const QByteArrayList paths = nastyPaths();
    for (const QByteArray &path : paths)
        requests.emplace_back(DownloadRequest{pathOf(path), "a/b", 1, {}, {}});
    requests.emplace_back(DownloadRequest{pathOf("a"), ", ", 0, rootOf(1), {}});
    requests.emplace_back(DownloadRequest{pathOf("a"), "x", Largest, {}, ByteRange{0, 1}});
    requests.emplace_back(DownloadRequest{pathOf("a"), "x", 1, rootOf(2), ByteRange{0, Largest}});
    requests.emplace_back(UdpRequest{});
    requests.emplace_back(PiecesRequest{rootOf(6)});
    requests.emplace_back(ListRequest{});
    requests.emplace_back(ListRequest{{}, {}, limits::MaxListedFiles});
    for (const QByteArray &path : paths) {
        requests.emplace_back(ListRequest{pathOf(path), {}, 0});
        requests.emplace_back(ListRequest{{}, pathOf(path), 1});
        requests.emplace_back(ListRequest{pathOf("ends:"), pathOf(path), 7});
        requests.emplace_back(IndexRequest{{}, {}, path, pathOf(path), 0});
        requests.emplace_back(ChecksumRequest{pathOf(path), {}, 0});
        requests.emplace_back(ChecksumRequest{{}, pathOf(path), limits::MaxListedFiles});
    }
    requests.emplace_back(IndexRequest{});
    requests.emplace_back(IndexRequest{timeOf(0), timeOf(limits::MaxTime), {}, {}, 1'000});
    requests.emplace_back(
        IndexRequest{{}, timeOf(1), QByteArray(limits::MaxSearchText, '('), {}, 1});
    requests.emplace_back(ChecksumRequest{});
    return requests;
}

std::vector<PeerReply> peerReplies()
{
    constexpr std::uint64_t Largest = limits::MaxFileSize;
    std::vector<PeerReply> replies{Pong{}, Ready{}};
    addCommonReplies(replies);
    replies.emplace_back(HashesHeader{rootOf(3), 1U << 20U, {5, limits::MaxHashes}});
    replies.emplace_back(FileHeader{0, {}, {}});
    replies.emplace_back(FileHeader{Largest, {}, rootOf(4)});
    replies.emplace_back(FileHeader{Largest, ByteRange{0, Largest}, {}});
    replies.emplace_back(FileHeader{1, ByteRange{0, 1}, rootOf(5)});
    replies.emplace_back(PiecesHeader{rootOf(6), 0, 1U << 20U, 0});
    replies.emplace_back(PiecesHeader{rootOf(6), 16'385, 16'384, 2});
    replies.emplace_back(PiecesHeader{rootOf(6), Largest, Largest / limits::MaxPieces, 131'072});
    replies.emplace_back(PiecesHeader{rootOf(6), 1, Largest, 1});
    for (const bool continues : {false, true}) {
        for (const bool isMore : {false, true}) {
            replies.emplace_back(Files{{}, continues, isMore});
            replies.emplace_back(Files{{plainRecord("a +")}, continues, isMore});
            replies.emplace_back(Files{{plainRecord("a more=yes")}, continues, isMore});
            replies.emplace_back(Files{nastyRecords(), continues, isMore});
        }
        for (const QByteArray &path : nastyPaths())
            replies.emplace_back(Files{{}, continues, true, pathOf(path)});
    }
    replies.emplace_back(UdpOffer{1, UdpToken{}});
    replies.emplace_back(UdpOffer{65'535, *UdpToken::fromHex("00112233445566778899aabbccddeeff")});
    replies.emplace_back(Queued{1, false});
    replies.emplace_back(Queued{0xffff'ffffU, true});
    return replies;
}

} // namespace ft::test
