#include "peer-gui/engine/share/hashdatabase.h"

#include "common/hash/merkle.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

#include <algorithm>
#include <array>
#include <cstring>
#include <tuple>

namespace ft::engine {

namespace {

using Fault = HashDatabase::Fault;

constexpr int Version = 1;

// A file of one piece has its root for piece layer, so few rows have one of their own.
constexpr std::array Schema{
    "CREATE TABLE contents ("
    " dev INTEGER NOT NULL, inode INTEGER NOT NULL, size INTEGER NOT NULL,"
    " mtime_ns INTEGER NOT NULL, root BLOB NOT NULL, md5 BLOB, seen INTEGER NOT NULL,"
    " PRIMARY KEY (dev, inode)) WITHOUT ROWID",
    "CREATE TABLE layers ("
    " dev INTEGER NOT NULL, inode INTEGER NOT NULL, layer BLOB NOT NULL,"
    " PRIMARY KEY (dev, inode))",
    "PRAGMA user_version = 1",
};

/// SQLite's own codes.
Fault faultOf(const QSqlError &error)
{
    constexpr int Generic = 1; // no such table or column, among others
    constexpr int Corrupt = 11;
    constexpr int NotADatabase = 26;
    constexpr int ExtendedCodes = 256;
    const int code = error.nativeErrorCode().toInt() % ExtendedCodes;
    const bool isDamaged = code == Generic || code == Corrupt || code == NotADatabase;
    return {isDamaged ? Fault::Kind::Damaged : Fault::Kind::Unusable, error.text()};
}

Result<QSqlQuery, Fault> prepared(const QSqlDatabase &database, const char *statement)
{
    QSqlQuery query{database};
    query.setForwardOnly(true);
    if (!query.prepare(QString::fromLatin1(statement)))
        return tl::unexpected(faultOf(query.lastError()));
    return query;
}

Result<void, Fault> execute(QSqlQuery &query, const QVariantList &values = {})
{
    for (int i = 0; i < values.size(); ++i)
        query.bindValue(i, values[i]);
    if (!query.exec())
        return tl::unexpected(faultOf(query.lastError()));
    return {};
}

Result<void, Fault> execute(const QSqlDatabase &database,
                            const char *statement,
                            const QVariantList &values = {})
{
    auto query = prepared(database, statement);
    return query ? execute(*query, values) : tl::unexpected(query.error());
}

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
    std::unique_ptr<HashDatabase> database{
        new HashDatabase{QUuid::createUuid().toString(QUuid::WithoutBraces)}};
    if (auto ready = database->prepare(path); !ready)
        return tl::unexpected(ready.error());
    return database;
}

HashDatabase::~HashDatabase()
{
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

Result<void, Fault> HashDatabase::prepare(const QString &path)
{
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(path);
    if (!m_database.open())
        return tl::unexpected(faultOf(m_database.lastError()));
    for (const char *pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL"}) {
        if (auto set = execute(m_database, pragma); !set)
            return set;
    }
    if (auto migrated = migrate(); !migrated)
        return migrated;
    auto count = prepared(m_database, "SELECT count(*) FROM contents");
    if (!count)
        return tl::unexpected(count.error());
    if (auto counted = execute(*count); !counted)
        return counted;
    m_rows = count->next() ? unsignedOf(count->value(0)) : 0;
    return {};
}

Result<void, Fault> HashDatabase::migrate()
{
    auto query = prepared(m_database, "PRAGMA user_version");
    if (!query)
        return tl::unexpected(query.error());
    if (auto done = execute(*query); !done)
        return done;
    const int version = query->next() ? query->value(0).toInt() : 0;
    query->finish();
    if (version == Version)
        return {};
    if (version > Version)
        return tl::unexpected(
            Fault{Fault::Kind::FromLater, QStringLiteral("version %1").arg(version)});
    return inOneGo([this] {
        Result<void, Fault> done;
        for (const char *statement : Schema)
            done = done.and_then([&] { return execute(m_database, statement); });
        return done;
    });
}

template <typename Work>
Result<void, Fault> HashDatabase::inOneGo(Work work)
{
    if (!m_database.transaction())
        return tl::unexpected(faultOf(m_database.lastError()));
    const Result<void, Fault> done = work();
    if (done && m_database.commit())
        return {};
    const Fault fault = done ? faultOf(m_database.lastError()) : done.error();
    m_database.rollback();
    return tl::unexpected(fault);
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
    auto rows = prepared(m_database,
                         "SELECT dev, inode, size, mtime_ns, root, md5, seen FROM contents"
                         " ORDER BY dev, inode");
    if (!rows)
        return tl::unexpected(rows.error());
    if (auto done = execute(*rows); !done)
        return tl::unexpected(done.error());
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
    if (rows->lastError().isValid())
        return tl::unexpected(faultOf(rows->lastError()));
    return known;
}

Result<HashDatabase::Known, Fault> HashDatabase::findOneByOne(const std::vector<FileStamp> &stamps)
{
    auto query = prepared(m_database,
                          "SELECT dev, inode, size, mtime_ns, root, md5, seen FROM contents"
                          " WHERE dev = ? AND inode = ?");
    if (!query)
        return tl::unexpected(query.error());
    Known known;
    for (const FileStamp &stamp : stamps) {
        auto done = execute(*query, {number(stamp.dev), number(stamp.inode)});
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
    auto query = prepared(m_database, "SELECT layer FROM layers WHERE dev = ? AND inode = ?");
    if (!query)
        return tl::unexpected(query.error());
    if (auto done = execute(*query, {number(stamp.dev), number(stamp.inode)}); !done)
        return tl::unexpected(done.error());
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
    return inOneGo([&]() -> Result<void, Fault> {
        auto content = prepared(m_database,
                                "INSERT OR REPLACE INTO contents"
                                " (dev, inode, size, mtime_ns, root, md5, seen)"
                                " VALUES (?, ?, ?, ?, ?, ?, ?)");
        auto layer = prepared(m_database,
                              "INSERT OR REPLACE INTO layers (dev, inode, layer)"
                              " VALUES (?, ?, ?)");
        if (!content || !layer)
            return tl::unexpected(content ? layer.error() : content.error());
        Result<void, Fault> done;
        for (const auto &[stamp, known] : rows) {
            done = execute(*content,
                           {number(stamp.dev),
                            number(stamp.inode),
                            number(stamp.size),
                            qlonglong{stamp.mtimeNs},
                            toBytes(known.root),
                            known.md5 ? QVariant{toBytes(*known.md5)} : QVariant{},
                            qlonglong{today}});
            if (done && hasLayerOfItsOwn(stamp))
                done = execute(
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
    return inOneGo([&]() -> Result<void, Fault> {
        auto query = prepared(m_database,
                              "UPDATE contents SET seen = ? WHERE dev = ? AND inode = ?");
        if (!query)
            return tl::unexpected(query.error());
        Result<void, Fault> done;
        for (const Seen &seen : std::exchange(m_seen, {})) {
            if (done)
                done = execute(*query, {qlonglong{today}, number(seen.dev), number(seen.inode)});
        }
        return done;
    });
}

Result<void, Fault> HashDatabase::dropUnseenSince(Day day)
{
    return inOneGo([&] {
        return execute(m_database, "DELETE FROM contents WHERE seen < ?", {qlonglong{day}})
            .and_then([this] {
                return execute(m_database,
                               "DELETE FROM layers WHERE NOT EXISTS (SELECT 1 FROM contents"
                               " WHERE contents.dev = layers.dev"
                               " AND contents.inode = layers.inode)");
            });
    });
}

} // namespace ft::engine
