#include "peer-gui/engine/peers/checksummemory.h"

#include <QDir>
#include <QFileInfo>

#include <array>

namespace ft::engine {

namespace {

using Fault = SqliteDatabase::Fault;
using std::chrono::sys_seconds;

constexpr std::array Tables{
    "CREATE TABLE told ("
    " peer TEXT NOT NULL, path BLOB NOT NULL, type BLOB NOT NULL, size INTEGER NOT NULL,"
    " modified INTEGER NOT NULL, root BLOB, md5 BLOB, told_at INTEGER NOT NULL,"
    " PRIMARY KEY (peer, path)) WITHOUT ROWID",
};
constexpr std::array Steps{SqliteDatabase::Step{Tables}};

/// Greater than every path: no UTF-8 text holds this byte.
const QByteArray BehindAllPaths{1, '\xff'};

qlonglong secondsOf(sys_seconds time)
{
    return qlonglong{time.time_since_epoch().count()};
}

sys_seconds timeFrom(const QVariant &value)
{
    return sys_seconds{std::chrono::seconds{value.toLongLong()}};
}

template <typename Digest>
QVariant blobOf(const std::optional<Digest> &digest)
{
    return digest ? QVariant{digest->hex()} : QVariant{QMetaType::fromType<QByteArray>()};
}

/// Nothing for a row that this program cannot have written.
std::optional<ToldFile> toldFrom(const QSqlQuery &row)
{
    auto path = SharedPath::parse(row.value(0).toByteArray());
    if (!path)
        return std::nullopt;
    ToldFile file{{*std::move(path),
                   row.value(1).toByteArray(),
                   static_cast<std::uint64_t>(row.value(2).toLongLong()),
                   timeFrom(row.value(3)),
                   ContentHash::fromHex(row.value(4).toByteArray()),
                   Md5Sum::fromHex(row.value(5).toByteArray()),
                   false},
                  ChecksumMark::Gone,
                  timeFrom(row.value(6))};
    return file;
}

Result<std::vector<ToldFile>, Fault> toldBefore(const SqliteDatabase &database,
                                                const ChecksumMemory::Stretch &stretch)
{
    const QByteArray after = stretch.after ? stretch.after->utf8() : QByteArray{""};
    const QByteArray last = stretch.last ? stretch.last->utf8() : BehindAllPaths;
    auto rows = stretch.only ? database.run("SELECT path, type, size, modified, root, md5, told_at"
                                            " FROM told WHERE peer = ? AND path = ?",
                                            {stretch.peer, stretch.only->utf8()})
                             : database.run("SELECT path, type, size, modified, root, md5, told_at"
                                            " FROM told WHERE peer = ? AND path > ? AND path <= ?"
                                            " ORDER BY path",
                                            {stretch.peer, after, last});
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<ToldFile> before;
    while (rows->next()) {
        if (auto file = toldFrom(*rows))
            before.push_back(*std::move(file));
    }
    if (const auto fault = SqliteDatabase::faultOf(*rows))
        return tl::unexpected(*fault);
    return before;
}

ToldFile marked(const FileRecord &record, const ToldFile *before)
{
    ToldFile file{record, ChecksumMark::New, std::nullopt};
    if (before != nullptr)
        file.toldBefore = before->toldBefore;
    if (!record.root)
        file.mark = ChecksumMark::Changing;
    else if (before != nullptr)
        file.mark = before->record.root == record.root ? ChecksumMark::Same : ChecksumMark::Changed;
    return file;
}

/// Both in the order of their paths, and so is what comes of them.
std::vector<ToldFile> merged(const std::vector<FileRecord> &told,
                             const std::vector<ToldFile> &before)
{
    std::vector<ToldFile> all;
    auto old = before.begin();
    for (const FileRecord &record : told) {
        for (; old != before.end() && old->record.path < record.path; ++old)
            all.push_back(*old);
        const bool isKnown = old != before.end() && old->record.path == record.path;
        all.push_back(marked(record, isKnown ? &*old : nullptr));
        if (isKnown)
            ++old;
    }
    all.insert(all.end(), old, before.end());
    return all;
}

Result<void, Fault> remember(const SqliteDatabase &database,
                             const QString &peer,
                             const ToldFile &file,
                             sys_seconds now)
{
    const FileRecord &record = file.record;
    if (file.mark == ChecksumMark::Changing)
        return {};
    if (file.mark == ChecksumMark::Gone)
        return database.execute("DELETE FROM told WHERE peer = ? AND path = ?",
                                {peer, record.path.utf8()});
    return database.execute("INSERT OR REPLACE INTO told"
                            " (peer, path, type, size, modified, root, md5, told_at)"
                            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                            {peer,
                             record.path.utf8(),
                             record.type,
                             static_cast<qlonglong>(record.size),
                             secondsOf(record.modified),
                             blobOf(record.root),
                             blobOf(record.md5),
                             secondsOf(now)});
}

PeerAnswer unmarked(const std::vector<FileRecord> &told, const std::optional<Problem> &problem)
{
    PeerAnswer answer;
    for (const FileRecord &record : told)
        answer.files.push_back({record, std::nullopt, std::nullopt});
    answer.problem = problem;
    return answer;
}

} // namespace

ChecksumMemory::ChecksumMemory(const QString &stateFolder)
{
    if (!stateFolder.isEmpty())
        m_path = QDir{stateFolder}.filePath(QStringLiteral("checksums.sqlite"));
}

PeerAnswer ChecksumMemory::compare(const Stretch &stretch, sys_seconds now) const
{
    if (m_path.isEmpty())
        return unmarked(stretch.told, std::nullopt);
    auto files = compareAndRemember(stretch, now);
    std::optional<Problem> damage;
    if (!files && files.error().kind == Fault::Kind::Damaged) {
        const QString aside = SqliteDatabase::setAside(m_path);
        damage = Problem{ProblemCode::StateDamaged, Operation::AskPeer, m_path, aside};
        files = compareAndRemember(stretch, now);
    }
    if (files)
        return {*std::move(files), false, damage};
    return unmarked(
        stretch.told,
        Problem{ProblemCode::StateUnwritable, Operation::AskPeer, m_path, files.error().detail});
}

Result<std::vector<ToldFile>, Fault> ChecksumMemory::compareAndRemember(const Stretch &stretch,
                                                                        sys_seconds now) const
{
    QDir{}.mkpath(QFileInfo{m_path}.path());
    // Not looked over as a whole: what is damaged shows when it is read.
    auto database = SqliteDatabase::open(m_path,
                                         Steps,
                                         {.inspection = SqliteDatabase::Inspection::Never});
    if (!database)
        return tl::unexpected(database.error());
    std::vector<ToldFile> files;
    const auto done = (*database)->inTransaction([&]() -> Result<void, Fault> {
        const auto before = toldBefore(**database, stretch);
        if (!before)
            return tl::unexpected(before.error());
        files = merged(stretch.told, *before);
        Result<void, Fault> kept;
        for (const ToldFile &file : files)
            kept = kept.and_then([&] { return remember(**database, stretch.peer, file, now); });
        return kept;
    });
    if (!done)
        return tl::unexpected(done.error());
    return files;
}

} // namespace ft::engine
