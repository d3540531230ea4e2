#include "peer-gui/engine/share/hashdatabase.h"

#include "common/hash/merkle.h"

#include <QVariant>

#include <algorithm>
#include <array>
#include <cstring>
#include <tuple>

namespace ft::engine {

namespace {

using Fault = HashDatabase::Fault;

// A file of one piece has its root for piece layer, so few rows have one of their own.
constexpr std::array Tables{
    "CREATE TABLE contents ("
    " dev INTEGER NOT NULL, inode INTEGER NOT NULL, size INTEGER NOT NULL,"
    " mtime_ns INTEGER NOT NULL, root BLOB NOT NULL, md5 BLOB, seen INTEGER NOT NULL,"
    " PRIMARY KEY (dev, inode)) WITHOUT ROWID",
    "CREATE TABLE layers ("
    " dev INTEGER NOT NULL, inode INTEGER NOT NULL, layer BLOB NOT NULL,"
    " PRIMARY KEY (dev, inode))",
};
constexpr std::array Steps{SqliteDatabase::Step{Tables}};

// SQLite's numbers have a sign; ours come back unchanged.
qlonglong number(std::uint64_t value)
{
    return static_cast<qlonglong>(value);
}

std::uint64_t unsignedOf(const QVariant &value)
{
    return static_cast<std::uint64_t>(value.toLongLong());
}

/// The order in which the table is read.
std::tuple<qlonglong, qlonglong> placeOf(const FileStamp &stamp)
{
    return {number(stamp.dev), number(stamp.inode)};
}

template <typename Digest>
QByteArray toBytes(const Digest &digest)
{
    const auto &bytes = digest.bytes();
    // NOLINTNEXTLINE(*-reinterpret-cast): octets as QByteArray takes them
    return {reinterpret_cast<const char *>(bytes.data()), qsizetype{Digest::ByteCount}};
}

/// Nothing when there are not as many as the digest has.
template <typename Digest>
std::optional<Digest> digestFrom(QByteArrayView octets)
{
    typename Digest::Bytes bytes{};
    if (octets.size() != static_cast<qsizetype>(bytes.size()))
        return std::nullopt;
    std::memcpy(bytes.data(), octets.data(), bytes.size());
    return Digest{bytes};
}

QByteArray toBytes(const std::vector<NodeHash> &layer)
{
    QByteArray bytes;
    for (const NodeHash &hash : layer)
        bytes += toBytes(hash);
    return bytes;
}

bool hasLayerOfItsOwn(const FileStamp &stamp)
{
    return stamp.size > hash::MinPieceSize;
}

} // namespace

Result<std::unique_ptr<HashDatabase>, Fault> HashDatabase::open(const QString &path)
{
    // Reading all of it would take longer than a start may: what is broken shows in use.
    auto opened = SqliteDatabase::open(path,
                                       Steps,
                                       {.inspection = SqliteDatabase::Inspection::Never});
    if (!opened)
        return tl::unexpected(opened.error());
    auto count = (*opened)->run("SELECT count(*) FROM contents");
    if (!count)
        return tl::unexpected(count.error());
    std::unique_ptr<HashDatabase> database{new HashDatabase{*std::move(opened)}};
    database->m_rows = count->next() ? unsignedOf(count->value(0)) : 0;
    return database;
}

Result<HashDatabase::Known, Fault> HashDatabase::find(std::vector<FileStamp> stamps)
{
    // One query costs about as much as three rows of a pass.
    if (stamps.size() * 3 > m_rows)
        return findInOnePass(std::move(stamps));
    return findOneByOne(stamps);
}

Result<HashDatabase::Known, Fault> HashDatabase::findInOnePass(std::vector<FileStamp> &&stamps)
{
    std::ranges::sort(stamps, {}, placeOf);
    auto rows = m_database->run("SELECT dev, inode, size, mtime_ns, root, md5, seen FROM contents"
                                " ORDER BY dev, inode");
    if (!rows)
        return tl::unexpected(rows.error());
    Known known;
    known.reserve(stamps.size());
    auto wanted = stamps.cbegin();
    while (wanted != stamps.cend() && rows->next()) {
        const std::tuple place{rows->value(0).toLongLong(), rows->value(1).toLongLong()};
        while (wanted != stamps.cend() && placeOf(*wanted) < place)
            ++wanted;
        for (; wanted != stamps.cend() && placeOf(*wanted) == place; ++wanted) {
            if (auto taken = take(*rows, *wanted, known); !taken)
                return tl::unexpected(taken.error());
        }
    }
    if (const auto fault = SqliteDatabase::faultOf(*rows))
        return tl::unexpected(*fault);
    return known;
}

Result<HashDatabase::Known, Fault> HashDatabase::findOneByOne(const std::vector<FileStamp> &stamps)
{
    auto query = m_database->prepared(
        "SELECT dev, inode, size, mtime_ns, root, md5, seen FROM contents"
        " WHERE dev = ? AND inode = ?");
    if (!query)
        return tl::unexpected(query.error());
    Known known;
    for (const FileStamp &stamp : stamps) {
        auto done = SqliteDatabase::execute(*query, {number(stamp.dev), number(stamp.inode)});
        if (done && query->next())
            done = take(*query, stamp, known);
        if (!done)
            return tl::unexpected(done.error());
    }
    return known;
}

/// What the row knows, if it is of this very stamp. A row that cannot be right is as good as none.
Result<void, Fault> HashDatabase::take(const QSqlQuery &row, const FileStamp &stamp, Known &known)
{
    const bool isSame = unsignedOf(row.value(2)) == stamp.size
                        && row.value(3).toLongLong() == stamp.mtimeNs;
    const auto root = digestFrom<ContentHash>(row.value(4).toByteArray());
    if (!isSame || !root)
        return {};
    std::vector<NodeHash> layer;
    if (hasLayerOfItsOwn(stamp)) {
        auto stored = layerOf(stamp);
        if (!stored)
            return tl::unexpected(stored.error());
        layer = *std::move(stored);
    } else if (stamp.size > 0) {
        layer = {NodeHash{root->bytes()}};
    }
    if (!hash::layerMatches(layer, hash::pieceSizeFor(stamp.size), stamp.size, *root))
        return {};
    known.insert_or_assign(stamp,
                           KnownContent{.root = *root,
                                        .md5 = digestFrom<Md5Sum>(row.value(5).toByteArray()),
                                        .pieceLayer = std::make_shared<const std::vector<NodeHash>>(
                                            std::move(layer))});
    m_seen.push_back({stamp.dev, stamp.inode, row.value(6).toLongLong()});
    return {};
}

Result<std::vector<NodeHash>, Fault> HashDatabase::layerOf(const FileStamp &stamp)
{
    auto query = m_database->run("SELECT layer FROM layers WHERE dev = ? AND inode = ?",
                                 {number(stamp.dev), number(stamp.inode)});
    if (!query)
        return tl::unexpected(query.error());
    std::vector<NodeHash> layer;
    const QByteArray bytes = query->next() ? query->value(0).toByteArray() : QByteArray{};
    constexpr auto Size = qsizetype{NodeHash::ByteCount};
    for (qsizetype at = 0; at + Size <= bytes.size(); at += Size)
        layer.push_back(*digestFrom<NodeHash>(QByteArrayView{bytes}.sliced(at, Size)));
    return layer;
}

Result<void, Fault> HashDatabase::put(const std::vector<Row> &rows, Day today)
{
    m_rows += rows.size();
    return m_database->inTransaction([&]() -> Result<void, Fault> {
        auto content = m_database->prepared("INSERT OR REPLACE INTO contents"
                                            " (dev, inode, size, mtime_ns, root, md5, seen)"
                                            " VALUES (?, ?, ?, ?, ?, ?, ?)");
        auto layer = m_database->prepared("INSERT OR REPLACE INTO layers (dev, inode, layer)"
                                          " VALUES (?, ?, ?)");
        if (!content || !layer)
            return tl::unexpected(content ? layer.error() : content.error());
        Result<void, Fault> done;
        for (const auto &[stamp, known] : rows) {
            done = SqliteDatabase::execute(*content,
                                           {number(stamp.dev),
                                            number(stamp.inode),
                                            number(stamp.size),
                                            qlonglong{stamp.mtimeNs},
                                            toBytes(known.root),
                                            known.md5 ? QVariant{toBytes(*known.md5)} : QVariant{},
                                            qlonglong{today}});
            if (done && hasLayerOfItsOwn(stamp))
                done = SqliteDatabase::execute(
                    *layer, {number(stamp.dev), number(stamp.inode), toBytes(*known.pieceLayer)});
            if (!done)
                break;
        }
        return done;
    });
}

Result<void, Fault> HashDatabase::markSeen(Day today, Day since)
{
    std::erase_if(m_seen, [since](const Seen &seen) { return seen.day >= since; });
    if (m_seen.empty())
        return {};
    return m_database->inTransaction([&]() -> Result<void, Fault> {
        auto query = m_database->prepared(
            "UPDATE contents SET seen = ? WHERE dev = ? AND inode = ?");
        if (!query)
            return tl::unexpected(query.error());
        Result<void, Fault> done;
        for (const Seen &seen : std::exchange(m_seen, {})) {
            if (done)
                done = SqliteDatabase::execute(
                    *query, {qlonglong{today}, number(seen.dev), number(seen.inode)});
        }
        return done;
    });
}

Result<void, Fault> HashDatabase::dropUnseenSince(Day day)
{
    return m_database->inTransaction([&] {
        return m_database->execute("DELETE FROM contents WHERE seen < ?", {qlonglong{day}})
            .and_then([this] {
                return m_database->execute(
                    "DELETE FROM layers WHERE NOT EXISTS (SELECT 1 FROM contents"
                    " WHERE contents.dev = layers.dev"
                    " AND contents.inode = layers.inode)");
            });
    });
}

} // namespace ft::engine
