#include "peer-gui/engine/share/checkmemory.h"

#include <QDir>
#include <QFileInfo>
#include <QStringBuilder>

#include <array>

namespace ft::engine {

namespace {

using Fault = SqliteDatabase::Fault;
using hash::PieceIndex;

constexpr std::array Tables{
    "CREATE TABLE damaged (path BLOB PRIMARY KEY, file TEXT NOT NULL, type BLOB NOT NULL,"
    " modified INTEGER NOT NULL, root BLOB NOT NULL, md5 BLOB, dev INTEGER NOT NULL,"
    " inode INTEGER NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,"
    " pieces TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE checked (path BLOB PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID",
};
constexpr std::array Steps{SqliteDatabase::Step{Tables}};

// SQLite's numbers have a sign; ours come back unchanged.
QVariant number(std::uint64_t value)
{
    return static_cast<qlonglong>(value);
}

QVariant number(std::chrono::sys_seconds time)
{
    return static_cast<qlonglong>(time.time_since_epoch().count());
}

std::uint64_t unsignedOf(const QVariant &value)
{
    return static_cast<std::uint64_t>(value.toLongLong());
}

std::chrono::sys_seconds timeOf(const QVariant &value)
{
    return std::chrono::sys_seconds{std::chrono::seconds{value.toLongLong()}};
}

QString textOf(const std::vector<PieceIndex> &pieces)
{
    QStringList numbers;
    for (const PieceIndex piece : pieces)
        numbers << QString::number(piece.value());
    return numbers.join(u' ');
}

std::vector<PieceIndex> piecesFrom(const QString &text)
{
    std::vector<PieceIndex> pieces;
    for (const QString &number : text.split(u' ', Qt::SkipEmptyParts))
        pieces.emplace_back(number.toUInt());
    return pieces;
}

std::optional<DamagedFile> damagedFrom(const QSqlQuery &row)
{
    const auto path = SharedPath::parse(row.value(0).toByteArray());
    const auto root = ContentHash::fromHex(row.value(4).toByteArray());
    if (!path || !root)
        return std::nullopt;
    const FileStamp stamp{unsignedOf(row.value(6)),
                          unsignedOf(row.value(7)),
                          unsignedOf(row.value(8)),
                          row.value(9).toLongLong()};
    FileRecord record{*path,
                      row.value(2).toByteArray(),
                      stamp.size,
                      timeOf(row.value(3)),
                      *root,
                      Md5Sum::fromHex(row.value(5).toByteArray())};
    return DamagedFile{{std::move(record),
                        row.value(1).toString(),
                        stamp,
                        hash::pieceSizeFor(stamp.size),
                        nullptr},
                       piecesFrom(row.value(10).toString())};
}

Result<void, Fault> writeDamaged(const SqliteDatabase &database, const DamagedFile &damaged)
{
    const auto &[record, absolutePath, stamp, pieceSize, layer] = damaged.file;
    return database.execute(
        "INSERT OR REPLACE INTO damaged (path, file, type, modified, root, md5, dev, inode, size,"
        " mtime_ns, pieces) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {record.path.utf8(),
         absolutePath,
         record.type,
         number(record.modified),
         record.root->hex(),
         record.md5 ? QVariant{record.md5->hex()} : QVariant{},
         number(stamp.dev),
         number(stamp.inode),
         number(stamp.size),
         qlonglong{stamp.mtimeNs},
         textOf(damaged.pieces)});
}

Result<void, Fault> writeSound(const SqliteDatabase &database,
                               const SharedPath &path,
                               std::chrono::sys_seconds at)
{
    return database.execute("DELETE FROM damaged WHERE path = ?", {path.utf8()}).and_then([&] {
        return database.execute("INSERT OR REPLACE INTO checked (path, at) VALUES (?, ?)",
                                {path.utf8(), number(at)});
    });
}

} // namespace

CheckMemory::CheckMemory(const QString &stateFolder)
    : m_path(stateFolder.isEmpty() ? QString{} : stateFolder % u"/checks.sqlite")
{}

Result<std::unique_ptr<SqliteDatabase>, Fault> CheckMemory::open() const
{
    QDir{}.mkpath(QFileInfo{m_path}.path());
    constexpr SqliteDatabase::Options Safe{SqliteDatabase::Durability::Nothing,
                                           SqliteDatabase::Inspection::Never};
    auto opened = SqliteDatabase::open(m_path, Steps, Safe);
    const bool isDamaged = !opened && opened.error().kind == Fault::Kind::Damaged;
    if (!isDamaged || SqliteDatabase::setAside(m_path).isEmpty())
        return opened;
    return SqliteDatabase::open(m_path, Steps, Safe);
}

CheckMemory::Remembered CheckMemory::load() const
{
    if (m_path.isEmpty() || !QFileInfo::exists(m_path))
        return {};
    const auto database = open();
    if (!database)
        return {};
    Remembered all;
    auto damaged = (*database)->run(
        "SELECT path, file, type, modified, root, md5, dev, inode, size,"
        " mtime_ns, pieces FROM damaged");
    while (damaged && damaged->next()) {
        if (auto file = damagedFrom(*damaged))
            all.damaged.push_back(*std::move(file));
    }
    auto checked = (*database)->run("SELECT path, at FROM checked");
    while (checked && checked->next()) {
        if (const auto path = SharedPath::parse(checked->value(0).toByteArray()))
            all.checked.emplace(*path, timeOf(checked->value(1)));
    }
    return all;
}

template <typename Write>
bool CheckMemory::write(Write write) const
{
    if (m_path.isEmpty())
        return true;
    auto database = open();
    return database && (*database)->inTransaction([&] { return write(**database); });
}

bool CheckMemory::put(const DamagedFile &file) const
{
    return write([&file](const SqliteDatabase &database) { return writeDamaged(database, file); });
}

bool CheckMemory::putSound(const std::vector<SharedPath> &paths, std::chrono::sys_seconds at) const
{
    return write([&paths, at](const SqliteDatabase &database) {
        Result<void, Fault> done;
        for (const SharedPath &path : paths)
            done = done.and_then([&] { return writeSound(database, path, at); });
        return done;
    });
}

} // namespace ft::engine
