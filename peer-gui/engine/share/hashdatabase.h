#pragma once

#include "peer-gui/engine/share/sharedfile.h"
#include "peer-gui/engine/sqlitedatabase.h"

#include <QString>

#include <memory>
#include <unordered_map>
#include <vector>

namespace ft::engine {

/// The table of what files of which stamps were hashed to, in an SQLite database.
///
/// All in the one thread that opened it, which blocks on the disk. A device and inode number has
/// one row: that of the stamp hashed last.
class HashDatabase final
{
public:
    using Fault = SqliteDatabase::Fault;

    struct Row
    {
        FileStamp stamp;
        KnownContent content;
    };
    using Known = std::unordered_map<FileStamp, KnownContent>;

    /// Which day something was seen, counted from 1970.
    using Day = std::int64_t;

    /// Creates it when there is none. `:memory:` for one that is gone with this object.
    [[nodiscard]] static Result<std::unique_ptr<HashDatabase>, Fault> open(const QString &path);
    ~HashDatabase() = default;
    Q_DISABLE_COPY_MOVE(HashDatabase)

    /// What is known of these stamps. Many are looked up in one pass over the table.
    [[nodiscard]] Result<Known, Fault> find(std::vector<FileStamp> stamps);

    /// All of them or none; a row that is there is replaced.
    [[nodiscard]] Result<void, Fault> put(const std::vector<Row> &rows, Day today);

    /// Notes that what find() has found since the last call was seen today, where the table says
    /// that it was last seen before the day `since`.
    [[nodiscard]] Result<void, Fault> markSeen(Day today, Day since);

    /// Drops what was not seen since that day.
    [[nodiscard]] Result<void, Fault> dropUnseenSince(Day day);

private:
    struct Seen
    {
        std::uint64_t dev = 0;
        std::uint64_t inode = 0;
        Day day = 0;
    };

    explicit HashDatabase(std::unique_ptr<SqliteDatabase> database)
        : m_database(std::move(database))
    {}

    [[nodiscard]] Result<Known, Fault> findInOnePass(std::vector<FileStamp> &&stamps);
    [[nodiscard]] Result<Known, Fault> findOneByOne(const std::vector<FileStamp> &stamps);
    [[nodiscard]] Result<void, Fault> take(const QSqlQuery &row,
                                           const FileStamp &stamp,
                                           Known &known);
    [[nodiscard]] Result<std::vector<NodeHash>, Fault> layerOf(const FileStamp &stamp);

    std::unique_ptr<SqliteDatabase> m_database;
    std::uint64_t m_rows = 0; ///< about so many are in the table
    std::vector<Seen> m_seen; ///< for markSeen()
};

} // namespace ft::engine
