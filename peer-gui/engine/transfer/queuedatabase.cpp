#include "peer-gui/engine/transfer/queuedatabase.h"

#include <QSqlQuery>
#include <QVariant>

#include <array>

namespace ft::engine {

namespace {

using Fault = QueueDatabase::Fault;

constexpr std::array Tables{
    "CREATE TABLE transfers ("
    " key INTEGER PRIMARY KEY, name TEXT NOT NULL, peer TEXT NOT NULL, is_folder INTEGER NOT NULL,"
    " file_path BLOB, file_type BLOB, file_size INTEGER, file_modified INTEGER, file_root BLOB,"
    " file_md5 BLOB, file_is_partial INTEGER,"
    " sources BLOB NOT NULL, folder TEXT NOT NULL, priority TEXT NOT NULL,"
    " is_paused INTEGER NOT NULL, failure TEXT, failure_during TEXT, failure_subject TEXT,"
    " failure_detail TEXT, rate_limit INTEGER NOT NULL, place INTEGER NOT NULL,"
    " added_at INTEGER NOT NULL)",
    "CREATE TABLE pieces ("
    " key INTEGER PRIMARY KEY, verified BLOB NOT NULL, dev INTEGER NOT NULL,"
    " inode INTEGER NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL)",
    "CREATE TABLE layers (key INTEGER PRIMARY KEY, layer BLOB NOT NULL)",
};

constexpr std::array TransportColumn{
    "ALTER TABLE transfers ADD COLUMN transport TEXT NOT NULL DEFAULT 'tcp'",
};

constexpr std::array Steps{SqliteDatabase::Step{Tables}, SqliteDatabase::Step{TransportColumn}};

constexpr const char *SelectTransfers =
    "SELECT key, name, peer, is_folder, file_path, file_type, file_size, file_modified, file_root,"
    " file_md5, file_is_partial, sources, folder, priority, is_paused, failure, failure_during,"
    " failure_subject, failure_detail, rate_limit, place, added_at,"
    " transport FROM transfers ORDER BY place, key";

constexpr const char *InsertTransfer =
    "INSERT OR REPLACE INTO transfers (key, name, peer, is_folder, file_path, file_type, file_size,"
    " file_modified, file_root, file_md5, file_is_partial, sources, folder, priority, is_paused,"
    " failure, failure_during, failure_subject, failure_detail, rate_limit, place, added_at,"
    " transport)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

// SQLite's numbers have a sign; ours come back unchanged.
QVariant number(std::uint64_t value)
{
    return static_cast<qlonglong>(value);
}

template <typename Digest>
QVariant blobOf(const std::optional<Digest> &digest)
{
    return digest ? QVariant{digest->hex()} : QVariant{};
}

template <typename Digest>
std::optional<Digest> digestFrom(const QVariant &blob)
{
    return Digest::fromHex(blob.toByteArray());
}

std::chrono::sys_seconds timeFrom(const QVariant &value)
{
    return std::chrono::sys_seconds{std::chrono::seconds{value.toLongLong()}};
}

/// QString{} would be stored as no text at all.
QString notNull(const QString &text)
{
    return text.isNull() ? QLatin1String{""} : text;
}

QVariantList valuesOf(const std::optional<FileRecord> &file)
{
    if (!file)
        return QVariantList(7);
    return {file->path.utf8(),
            file->type,
            number(file->size),
            static_cast<qlonglong>(file->modified.time_since_epoch().count()),
            blobOf(file->root),
            blobOf(file->md5),
            file->isPartial};
}

QVariantList valuesOf(const std::optional<Problem> &problem)
{
    if (!problem)
        return QVariantList(4);
    return {toText(problem->code),
            toText(problem->during),
            notNull(problem->subject),
            notNull(problem->detail)};
}

/// Reads the columns of a row one after another.
class Row final
{
public:
    explicit Row(const QSqlQuery &query)
        : m_query(query)
    {}
    [[nodiscard]] QVariant next() { return m_query.value(m_column++); }
    void skip(int columns) { m_column += columns; }

private:
    const QSqlQuery &m_query;
    int m_column = 0;
};

std::optional<FileRecord> takeFile(Row &row)
{
    const QVariant path = row.next();
    const auto parsed = SharedPath::parse(path.toByteArray());
    if (path.isNull() || !parsed) {
        row.skip(6);
        return std::nullopt;
    }
    FileRecord file{.path = *parsed,
                    .type = row.next().toByteArray(),
                    .size = static_cast<std::uint64_t>(row.next().toLongLong()),
                    .modified = timeFrom(row.next()),
                    .root = digestFrom<ContentHash>(row.next()),
                    .md5 = digestFrom<Md5Sum>(row.next())};
    file.isPartial = row.next().toBool();
    return file;
}

std::optional<Problem> takeProblem(Row &row)
{
    const QVariant code = row.next();
    if (code.isNull()) {
        row.skip(3);
        return std::nullopt;
    }
    return Problem{problemCodeFrom(code.toString()),
                   operationFrom(row.next().toString()),
                   row.next().toString(),
                   row.next().toString()};
}

StoredTransfer takeTransfer(Row row)
{
    StoredTransfer transfer;
    transfer.key = row.next().toLongLong();
    transfer.name = row.next().toString();
    transfer.peer = row.next().toString();
    transfer.isFolder = row.next().toBool();
    transfer.file = takeFile(row);
    transfer.sources = sourcesFrom(row.next().toByteArray());
    transfer.folder = row.next().toString();
    transfer.priority = priorityFrom(row.next().toString());
    transfer.isPaused = row.next().toBool();
    transfer.failure = takeProblem(row);
    transfer.limit = static_cast<std::uint64_t>(row.next().toLongLong());
    transfer.place = row.next().toLongLong();
    transfer.addedAt = timeFrom(row.next());
    transfer.transport = row.next().toString() == u"udp" ? Transport::Udp : Transport::Tcp;
    return transfer;
}

} // namespace

Result<std::unique_ptr<QueueDatabase>, Fault> QueueDatabase::open(const QString &path)
{
    auto opened = SqliteDatabase::open(path,
                                       Steps,
                                       {.durability = SqliteDatabase::Durability::Nothing});
    if (!opened)
        return tl::unexpected(opened.error());
    std::unique_ptr<QueueDatabase> database{new QueueDatabase{*std::move(opened)}};
    if (auto clean = database->removeOrphans(); !clean)
        return tl::unexpected(clean.error());
    return database;
}

/// A late word about an item that was removed is nobody's.
Result<void, Fault> QueueDatabase::removeOrphans() const
{
    return m_database->execute("DELETE FROM pieces WHERE key NOT IN (SELECT key FROM transfers)")
        .and_then([this] {
            return m_database->execute(
                "DELETE FROM layers WHERE key NOT IN (SELECT key FROM transfers)");
        });
}

Result<std::vector<QueueEntry>, Fault> QueueDatabase::load() const
{
    auto pieces = loadPieces();
    if (!pieces)
        return tl::unexpected(pieces.error());
    auto query = m_database->run(SelectTransfers);
    if (!query)
        return tl::unexpected(query.error());
    std::vector<QueueEntry> entries;
    while (query->next()) {
        QueueEntry entry{takeTransfer(Row{*query}), std::nullopt};
        if (auto known = pieces->extract(entry.transfer.key))
            entry.known = std::move(known.mapped());
        entries.push_back(std::move(entry));
    }
    if (const auto fault = SqliteDatabase::faultOf(*query))
        return tl::unexpected(*fault);
    return entries;
}

Result<std::map<std::int64_t, KnownPieces>, Fault> QueueDatabase::loadPieces() const
{
    auto query = m_database->run("SELECT key, layer, verified, dev, inode, size, mtime_ns"
                                 " FROM pieces LEFT JOIN layers USING (key)");
    if (!query)
        return tl::unexpected(query.error());
    std::map<std::int64_t, KnownPieces> pieces;
    while (query->next()) {
        Row row{*query};
        KnownPieces &known = pieces[row.next().toLongLong()];
        known.layer = layerFrom(row.next().toByteArray());
        known.verified = row.next().toByteArray();
        known.stamp.dev = static_cast<std::uint64_t>(row.next().toLongLong());
        known.stamp.inode = static_cast<std::uint64_t>(row.next().toLongLong());
        known.stamp.size = static_cast<std::uint64_t>(row.next().toLongLong());
        known.stamp.mtimeNs = row.next().toLongLong();
    }
    if (const auto fault = SqliteDatabase::faultOf(*query))
        return tl::unexpected(*fault);
    return pieces;
}

Result<void, Fault> QueueDatabase::apply(const QueueChanges &changes)
{
    auto done = m_database->inTransaction([this, &changes] {
        Result<void, Fault> written;
        for (const auto &[key, change] : changes) {
            if (written = write(key, change); !written)
                break;
        }
        return written;
    });
    if (!done)
        m_layersWritten.clear();
    return done;
}

Result<void, Fault> QueueDatabase::write(std::int64_t key, const QueueChange &change)
{
    Result<void, Fault> done;
    if (change.isRemoved)
        done = remove(key);
    if (done && change.transfer)
        done = write(*change.transfer);
    if (done && change.known)
        done = write(key, *change.known);
    return done;
}

Result<void, Fault> QueueDatabase::remove(std::int64_t key)
{
    m_layersWritten.erase(key);
    Result<void, Fault> done;
    for (const char *statement : {"DELETE FROM transfers WHERE key = ?",
                                  "DELETE FROM pieces WHERE key = ?",
                                  "DELETE FROM layers WHERE key = ?"})
        done = done.and_then([&] { return m_database->execute(statement, {qlonglong{key}}); });
    return done;
}

Result<void, Fault> QueueDatabase::write(const StoredTransfer &transfer)
{
    QVariantList values{qlonglong{transfer.key},
                        notNull(transfer.name),
                        notNull(transfer.peer),
                        transfer.isFolder};
    const QByteArray sources = toText(transfer.sources);
    values << valuesOf(transfer.file) << QVariant{sources.isNull() ? QByteArray{""} : sources}
           << notNull(transfer.folder) << toText(transfer.priority) << transfer.isPaused
           << valuesOf(transfer.failure) << number(transfer.limit) << qlonglong{transfer.place}
           << qlonglong{transfer.addedAt.time_since_epoch().count()}
           << (transfer.transport == Transport::Udp ? QStringLiteral("udp")
                                                    : QStringLiteral("tcp"));
    return m_database->execute(InsertTransfer, values);
}

Result<void, Fault> QueueDatabase::write(std::int64_t key, const KnownPieces &known)
{
    if (known.layer && m_layersWritten.insert(key).second) {
        auto done = m_database->execute("INSERT OR REPLACE INTO layers (key, layer) VALUES (?, ?)",
                                        {qlonglong{key}, toBytes(*known.layer)});
        if (!done)
            return done;
    }
    return m_database->execute(
        "INSERT OR REPLACE INTO pieces (key, verified, dev, inode, size, mtime_ns)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        {qlonglong{key},
         known.verified,
         number(known.stamp.dev),
         number(known.stamp.inode),
         number(known.stamp.size),
         qlonglong{known.stamp.mtimeNs}});
}

} // namespace ft::engine
