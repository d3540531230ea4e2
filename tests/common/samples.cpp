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
    return {{hostOf("a"), {addressOf("10.0.0.4"), 1}, 0, 0},
            {hostOf(QByteArray(63, '_')),
             {addressOf("fe80::ffff:1%wlp2s0"), 65'535},
             std::numeric_limits<std::uint32_t>::max(),
             std::numeric_limits<std::uint64_t>::max()}};
}

template <typename Reply>
void addCommonReplies(std::vector<Reply> &replies)
{
    replies.emplace_back(Hi{addressOf("10.0.0.4"), {}, {}, {}, {}});
    replies.emplace_back(
        Hi{addressOf("fe80::1%eth0"), 0, 0xffff'ffffU, hostOf("a"), " ft, <1> %=+ "});
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
    requests.emplace_back(Hello{hostOf("studio-a"), 40112, {}});
    requests.emplace_back(Hello{hostOf(QByteArray(63, 'x')), 0, QByteArray(limits::MaxAgent, ' ')});
    requests.emplace_back(Hello{hostOf("a"), 65'535, "ft-peer 0.1, <%=+> \xc3\xbc"});
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
    replies.emplace_back(Shared{0, 0});
    replies.emplace_back(Shared{0xffff'ffffU, 0xffff'ffffU});
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
    requests.emplace_back(Hello{hostOf("studio-b"), 0, "ft-peer"});
    requests.emplace_back(HashesRequest{rootOf(0x0f), 16'384, {0, 1}});
    requests.emplace_back(
        HashesRequest{rootOf(0xf0), Largest, {Largest - 2'048, limits::MaxHashes}});
    const QByteArrayList paths = nastyPaths();
    for (const QByteArray &path : paths)
        requests.emplace_back(DownloadRequest{pathOf(path), "a/b", 1, {}, {}});
    requests.emplace_back(DownloadRequest{pathOf("a"), ", ", 0, rootOf(1), {}});
    requests.emplace_back(DownloadRequest{pathOf("a"), "x", Largest, {}, ByteRange{0, 1}});
    requests.emplace_back(DownloadRequest{pathOf("a"), "x", 1, rootOf(2), ByteRange{0, Largest}});
    requests.emplace_back(PiecesRequest{rootOf(6)});
    requests.emplace_back(ListRequest{});
    requests.emplace_back(ListRequest{{}, {}, limits::MaxListedFiles});
    for (const QByteArray &path : paths) {
        requests.emplace_back(ListRequest{pathOf(path), {}, 0});
        requests.emplace_back(ListRequest{{}, pathOf(path), 1});
        requests.emplace_back(ListRequest{pathOf("ends:"), pathOf(path), 7});
    }
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
    }
    replies.emplace_back(Queued{1, false});
    replies.emplace_back(Queued{0xffff'ffffU, true});
    return replies;
}

std::uint64_t RandomValues::number(std::uint64_t most)
{
    // Small numbers and the ends of the range as often as all others.
    const auto kind = std::uniform_int_distribution{0, 3}(m_engine);
    if (kind == 0)
        return most;
    const auto limit = kind == 1 ? std::min<std::uint64_t>(most, 10) : most;
    return std::uniform_int_distribution<std::uint64_t>{0, limit}(m_engine);
}

QByteArray RandomValues::text(qsizetype most)
{
    static const QByteArrayList pieces{"a",
                                       "Z",
                                       "0",
                                       " ",
                                       "  ",
                                       "%",
                                       "%2",
                                       "%20",
                                       ",",
                                       ", ",
                                       "<",
                                       ">",
                                       "> <",
                                       "=",
                                       "+",
                                       " +",
                                       "-",
                                       ":",
                                       ".",
                                       "\"",
                                       "\xc3\xbc",
                                       "\xe6\x97\xa5",
                                       "\xf0\x9f\x98\x80",
                                       "\xc2\xa0"};
    QByteArray text;
    const auto wanted = 1 + static_cast<qsizetype>(number(static_cast<std::uint64_t>(most) - 1));
    while (text.size() < wanted) {
        const auto piece = std::uniform_int_distribution<qsizetype>{0, pieces.size() - 1}(m_engine);
        if (text.size() + pieces[piece].size() <= most)
            text += pieces[piece];
    }
    return text;
}

SharedPath RandomValues::path()
{
    for (;;) {
        QByteArray text = this->text(60);
        for (std::uint64_t depth = number(3); depth > 0; --depth)
            text += QByteArray{'/' + this->text(60)};
        if (auto path = SharedPath::parse(text))
            return *std::move(path);
    }
}

HostName RandomValues::host()
{
    constexpr QByteArrayView Allowed = "azAZ09_.-";
    QByteArray text{"h"};
    for (std::uint64_t more = number(62); more > 0; --more)
        text += Allowed[std::uniform_int_distribution<qsizetype>{0, 8}(m_engine)];
    return hostOf(text);
}

QHostAddress RandomValues::address()
{
    if (coin())
        return QHostAddress{count()};
    Q_IPV6ADDR bytes;
    for (quint8 &byte : bytes.c)
        byte = static_cast<quint8>(coin() ? 0 : number(255));
    QHostAddress address{bytes};
    if (coin())
        address.setScopeId(QStringLiteral("eth0.1"));
    return withoutMapping(address);
}

template <typename Digest>
std::optional<Digest> RandomValues::digest()
{
    if (coin())
        return std::nullopt;
    typename Digest::Bytes bytes{};
    for (std::uint8_t &byte : bytes)
        byte = static_cast<std::uint8_t>(number(255));
    return Digest{bytes};
}

SourceRecord RandomValues::record()
{
    const std::chrono::seconds mtime{static_cast<std::int64_t>(number(253'402'300'799))};
    return {{path(),
             text(limits::MaxType),
             number(limits::MaxFileSize),
             std::chrono::sys_seconds{mtime},
             digest<ContentHash>(),
             digest<Md5Sum>(),
             coin()},
            {address(), port()},
            coin() ? std::optional{host()} : std::nullopt};
}

ByteRange RandomValues::range(std::uint64_t mostLength)
{
    const auto length = 1 + number(mostLength - 1);
    return {number(limits::MaxFileSize - length), length};
}

Refused RandomValues::refused()
{
    return {static_cast<RefusalCode>(number(RefusalCodeCount - 1)),
            coin() ? text(limits::MaxText) : QByteArray{},
            coin() ? std::optional{count()} : std::nullopt};
}

PeerRecord RandomValues::peer()
{
    return {host(),
            {address(), port()},
            count(),
            number(std::numeric_limits<std::uint64_t>::max())};
}

TrackerRequest RandomValues::trackerRequest()
{
    switch (std::uniform_int_distribution{0, 4}(m_engine)) {
    case 0:
        return Hello{host(), port(), coin() ? text(limits::MaxAgent) : QByteArray{}};
    case 1:
        return Share{{record(), record(), record()}};
    case 2:
        return Unshare{{path(), path()}};
    case 3:
        return Search{text(limits::MaxSearchText),
                      static_cast<std::uint32_t>(number(limits::MaxFoundRecords))};
    default:
        return PeersQuery{coin() ? std::optional{host()} : std::nullopt,
                          coin() ? std::optional{address()} : std::nullopt};
    }
}

TrackerReply RandomValues::trackerReply()
{
    switch (std::uniform_int_distribution{0, 4}(m_engine)) {
    case 0:
        return Hi{address(),
                  coin() ? std::optional{count()} : std::nullopt,
                  coin() ? std::optional{count()} : std::nullopt,
                  coin() ? std::optional{host()} : std::nullopt,
                  coin() ? text(limits::MaxAgent) : QByteArray{}};
    case 1:
        return Shared{count(), count()};
    case 2:
        return Found{{record(), record()}, coin()};
    case 3:
        return Peers{{peer(), peer(), peer()}, coin()};
    default:
        return refused();
    }
}

PeerRequest RandomValues::peerRequest()
{
    if (number(4) == 0)
        return ListRequest{coin() ? std::optional{path()} : std::nullopt,
                           coin() ? std::optional{path()} : std::nullopt,
                           static_cast<std::uint32_t>(number(limits::MaxListedFiles))};
    if (number(4) == 0)
        return PiecesRequest{digest<ContentHash>().value_or(ContentHash{})};
    if (coin()) {
        const auto piece = std::uint64_t{16'384} << number(39);
        return HashesRequest{digest<ContentHash>().value_or(ContentHash{}),
                             piece,
                             range(limits::MaxHashes)};
    }
    return DownloadRequest{path(),
                           text(limits::MaxType),
                           number(limits::MaxFileSize),
                           digest<ContentHash>(),
                           coin() ? std::optional{range(limits::MaxFileSize)} : std::nullopt};
}

PeerReply RandomValues::peerReply()
{
    if (coin())
        return refused();
    if (coin())
        return Files{{record(), record()}, coin(), coin()};
    if (coin())
        return Queued{1 + static_cast<std::uint32_t>(number(1'000)), coin()};
    if (coin()) {
        const auto piece = std::uint64_t{16'384} << number(20);
        const auto size = number(piece * limits::MaxPieces);
        const auto count = static_cast<std::uint32_t>((size + piece - 1) / piece);
        return PiecesHeader{digest<ContentHash>().value_or(ContentHash{}), size, piece, count};
    }
    if (coin())
        return FileHeader{number(limits::MaxFileSize), {}, digest<ContentHash>()};
    return FileHeader{limits::MaxFileSize, range(limits::MaxFileSize), digest<ContentHash>()};
}

} // namespace ft::test
