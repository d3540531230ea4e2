#include "common/protocol/limits.h"
#include "tests/common/samples.h"

namespace ft::test {

using namespace protocol;

namespace {

constexpr std::uint64_t MaxEpoch = std::numeric_limits<std::uint64_t>::max();

} // namespace

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

std::chrono::sys_seconds RandomValues::time()
{
    return std::chrono::sys_seconds{
        std::chrono::seconds{static_cast<std::int64_t>(number(limits::MaxTime))}};
}

SourceRecord RandomValues::record()
{
    return {{path(),
             text(limits::MaxType),
             number(limits::MaxFileSize),
             time(),
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
    return {coin() ? std::optional{host()} : std::nullopt,
            {address(), port()},
            count(),
            number(std::numeric_limits<std::uint64_t>::max()),
            coin() ? std::optional{coin()} : std::nullopt,
            coin() ? std::optional{std::chrono::microseconds{count()}} : std::nullopt};
}

QByteArray RandomValues::digits(QByteArrayView allowed, qsizetype most)
{
    QByteArray text;
    for (auto more = 1 + number(static_cast<std::uint64_t>(most) - 1); more > 0; --more)
        text += allowed[std::uniform_int_distribution<qsizetype>{0, allowed.size() - 1}(m_engine)];
    return text;
}

std::optional<ShareMark> RandomValues::mark()
{
    if (coin())
        return std::nullopt;
    return ShareMark{number(MaxEpoch), digits("0123456789abcdef", limits::MaxDigest)};
}

Capabilities RandomValues::capabilities()
{
    Capabilities tokens;
    for (auto more = number(limits::MaxFields); more > 0; --more)
        tokens.push_back(digits("az09-", limits::MaxToken));
    return tokens;
}

TrackerRequest RandomValues::findRequest()
{
    if (number(3) == 0)
        return Stop{label()};
    if (number(3) == 0)
        return Epoch{mark().value_or(ShareMark{1, "a"})};
    return Find{text(limits::MaxSearchText),
                static_cast<std::uint32_t>(number(limits::MaxFoundRecords)),
                coin() ? digits("az09-", limits::MaxAfter) : QByteArray{},
                coin() ? label() : 0};
}

TrackerReply RandomValues::findReply()
{
    switch (std::uniform_int_distribution{0, 4}(m_engine)) {
    case 0:
        return Results{number(MaxEpoch),
                       static_cast<std::uint32_t>(number(limits::MaxFoundRecords)),
                       number(MaxEpoch),
                       coin() ? digits("az09-", limits::MaxAfter) : QByteArray{},
                       coin(),
                       coin() ? label() : 0};
    case 1:
        return Came{label(), {record(), record()}};
    case 2:
        return Went{label(), {{path(), host()}, {path(), host()}}};
    case 3:
        return Missed{label(), number(MaxEpoch)};
    default:
        return Notice{text(limits::MaxText)};
    }
}

TrackerRequest RandomValues::trackerRequest()
{
    switch (std::uniform_int_distribution{0, 5}(m_engine)) {
    case 0:
        return Hello{
            host(), port(), coin() ? text(limits::MaxAgent) : QByteArray{}, capabilities(), mark()};
    case 4:
        return findRequest();
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
    switch (std::uniform_int_distribution{0, 5}(m_engine)) {
    case 0:
        return Hi{address(),
                  coin() ? std::optional{count()} : std::nullopt,
                  coin() ? std::optional{count()} : std::nullopt,
                  coin() ? std::optional{host()} : std::nullopt,
                  coin() ? text(limits::MaxAgent) : QByteArray{},
                  capabilities(),
                  coin() ? std::optional{HeldShare{count(), mark()}} : std::nullopt};
    case 4:
        return findReply();
    case 1:
        return Shared{count(), count(), coin() ? std::optional{number(MaxEpoch)} : std::nullopt};
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
        return IndexRequest{coin() ? std::optional{time()} : std::nullopt,
                            coin() ? std::optional{time()} : std::nullopt,
                            coin() ? text(limits::MaxSearchText) : QByteArray{},
                            coin() ? std::optional{path()} : std::nullopt,
                            static_cast<std::uint32_t>(number(limits::MaxListedFiles))};
    if (number(4) == 0)
        return ChecksumRequest{coin() ? std::optional{path()} : std::nullopt,
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
    if (number(9) == 0)
        return UdpOffer{static_cast<std::uint16_t>(1 + number(65'534)),
                        digest<UdpToken>().value_or(UdpToken{})};
    if (coin())
        return Files{{record()}, coin(), true, path()};
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
