#include "peer-gui/engine/history/historydatabase.h"

#include "peer-gui/engine/history/historynames.h"
#include "peer-gui/engine/history/historyselect.h"

#include <array>

namespace ft::engine {

namespace {

using Fault = HistoryDatabase::Fault;

constexpr std::array FirstVersion{
    "CREATE TABLE requests ("
    " id INTEGER PRIMARY KEY, begun INTEGER NOT NULL, direction TEXT NOT NULL, kind TEXT NOT NULL,"
    " subject TEXT NOT NULL, folded TEXT NOT NULL, size INTEGER, root BLOB, md5 BLOB,"
    " count INTEGER, peer TEXT NOT NULL, address TEXT NOT NULL, port INTEGER NOT NULL,"
    " transport TEXT NOT NULL, bytes INTEGER NOT NULL, milliseconds INTEGER NOT NULL,"
    " outcome TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL, path TEXT NOT NULL)",
    "CREATE INDEX requests_begun ON requests (begun)",
    "CREATE INDEX requests_kind ON requests (kind, begun)",
    "CREATE INDEX requests_peer ON requests (peer COLLATE NOCASE, begun)",
    "CREATE INDEX requests_address ON requests (address, begun)",
    "CREATE INDEX requests_root ON requests (root, begun) WHERE root IS NOT NULL",
    "CREATE INDEX requests_running ON requests (outcome) WHERE outcome = 'running'",
    "CREATE TABLE had (root BLOB PRIMARY KEY, had_at INTEGER NOT NULL, path TEXT NOT NULL,"
    " peer TEXT NOT NULL) WITHOUT ROWID",
};

constexpr std::array Steps{SqliteDatabase::Step{FirstVersion}};

constexpr const char *Columns =
    "id, begun, direction, kind, subject, size, root, md5, count, peer, address, port, transport,"
    " bytes, milliseconds, outcome, reason, detail, path";

constexpr const char *Insert =
    "INSERT OR REPLACE INTO requests (id, begun, direction, kind, subject, folded, size, root, md5,"
    " count, peer, address, port, transport, bytes, milliseconds, outcome, reason, detail, path)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

constexpr const char *InsertHad =
    "INSERT INTO had (root, had_at, path, peer) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (root) DO UPDATE SET had_at = excluded.had_at, path = excluded.path,"
    " peer = CASE excluded.peer WHEN '' THEN peer ELSE excluded.peer END";

// SQLite's numbers have a sign; ours come back unchanged.
QVariant number(std::uint64_t value)
{
    return static_cast<qlonglong>(value);
}

QVariant number(const std::optional<std::uint64_t> &value)
{
    return value ? number(*value) : QVariant{};
}

QVariant number(std::chrono::sys_seconds time)
{
    return static_cast<qlonglong>(time.time_since_epoch().count());
}

template <typename Digest>
QVariant blobOf(const std::optional<Digest> &digest)
{
    return digest ? QVariant{digest->hex()} : QVariant{};
}

/// QString{} would be stored as no text at all.
QString notNull(const QString &text)
{
    return text.isNull() ? QLatin1String{""} : text;
}

QVariantList valuesOf(const QVariant &id, const HistoryEntry &entry)
{
    return {id,
            number(entry.begun),
            toText(entry.direction),
            toText(entry.kind),
            notNull(entry.subject),
            notNull(foldedSubject(entry.subject)),
            number(entry.size),
            blobOf(entry.root),
            blobOf(entry.md5),
            number(entry.count),
            notNull(entry.peer),
            notNull(entry.address),
            entry.port,
            toText(entry.transport),
            number(entry.bytes),
            static_cast<qlonglong>(entry.duration.count()),
            toText(entry.outcome),
            notNull(toText(entry.reason)),
            notNull(entry.detail),
            notNull(entry.path)};
}

/// Reads the columns of a row one after another.
class Row final
{
public:
    explicit Row(const QSqlQuery &query)
        : m_query(query)
    {}
    [[nodiscard]] QVariant next() { return m_query.value(m_column++); }
    [[nodiscard]] QString text() { return next().toString(); }
    [[nodiscard]] qint64 number() { return next().toLongLong(); }
    [[nodiscard]] std::chrono::sys_seconds time()
    {
        return std::chrono::sys_seconds{std::chrono::seconds{number()}};
    }
    [[nodiscard]] std::optional<std::uint64_t> count()
    {
        const QVariant value = next();
        return value.isNull() ? std::nullopt
                              : std::optional{static_cast<std::uint64_t>(value.toLongLong())};
    }
    template <typename Digest>
    [[nodiscard]] std::optional<Digest> digest()
    {
        return Digest::fromHex(next().toByteArray());
    }

private:
    const QSqlQuery &m_query;
    int m_column = 0;
};

HistoryEntry entryOf(Row row)
{
    HistoryEntry entry;
    entry.id = row.number();
    entry.begun = row.time();
    entry.direction = directionFrom(row.text()).value_or(RequestDirection::Made);
    entry.kind = requestKindFrom(row.text()).value_or(RequestKind::Download);
    entry.subject = row.text();
    entry.size = row.count();
    entry.root = row.digest<ContentHash>();
    entry.md5 = row.digest<Md5Sum>();
    entry.count = row.count();
    entry.peer = row.text();
    entry.address = row.text();
    entry.port = static_cast<std::uint16_t>(row.number());
    entry.transport = transportFrom(row.text()).value_or(Transport::Tcp);
    entry.bytes = static_cast<std::uint64_t>(row.number());
    entry.duration = std::chrono::milliseconds{row.number()};
    entry.outcome = requestOutcomeFrom(row.text()).value_or(RequestOutcome::Failed);
    entry.reason = reasonFrom(entry.direction, row.text());
    entry.detail = row.text();
    entry.path = row.text();
    return entry;
}

} // namespace

Result<std::unique_ptr<HistoryDatabase>, Fault> HistoryDatabase::open(const QString &path)
{
    auto opened = SqliteDatabase::open(path, Steps);
    if (!opened)
        return tl::unexpected(opened.error());
    return std::unique_ptr<HistoryDatabase>{new HistoryDatabase{*std::move(opened)}};
}

Result<void, Fault> HistoryDatabase::interruptRunning()
{
    return m_database->execute(QStringLiteral(
                                   "UPDATE requests SET outcome = ? WHERE outcome = 'running'"),
                               {toText(RequestOutcome::Interrupted)});
}

Result<void, Fault> HistoryDatabase::apply(const HistoryChanges &changes)
{
    std::unordered_map<HistoryTicket, qint64> written;
    const auto writeAll = [&]() -> Result<void, Fault> {
        for (const auto &[ticket, change] : changes.entries) {
            const auto row = write(ticket, change.entry);
            if (!row)
                return tl::unexpected(row.error());
            written.emplace(ticket, *row);
        }
        for (const auto &[root, had] : changes.had) {
            auto done = m_database->execute(
                QString::fromLatin1(InsertHad),
                {root.hex(), number(had.at), notNull(had.path), notNull(had.peer)});
            if (!done)
                return done;
        }
        return {};
    };
    if (auto done = m_database->inTransaction(writeAll); !done)
        return done;
    for (const auto &[ticket, row] : written) {
        if (changes.entries.at(ticket).isLast)
            m_rows.erase(ticket);
        else
            m_rows.insert_or_assign(ticket, row);
    }
    return {};
}

Result<qint64, Fault> HistoryDatabase::write(HistoryTicket ticket, const HistoryEntry &entry)
{
    const auto known = m_rows.find(ticket);
    const QVariant id = known == m_rows.end() ? QVariant{} : QVariant{known->second};
    return m_database->run(QString::fromLatin1(Insert), valuesOf(id, entry))
        .map([](const QSqlQuery &query) { return query.lastInsertId().toLongLong(); });
}

Result<HistoryPage, Fault> HistoryDatabase::query(const HistoryFilter &filter) const
{
    const auto select = selectOf(filter, Columns);
    auto query = m_database->run(select.statement, select.values);
    if (!query)
        return tl::unexpected(query.error());
    const auto limit = std::min(filter.limit, HistoryFilter::MostEntries);
    HistoryPage page;
    while (page.entries.size() < limit && query->next())
        page.entries.push_back(entryOf(Row{*query}));
    page.isMore = page.entries.size() == limit && query->next();
    if (auto fault = SqliteDatabase::faultOf(*query))
        return tl::unexpected(*std::move(fault));
    return page;
}

Result<std::uint64_t, Fault> HistoryDatabase::count(const HistoryFilter &filter) const
{
    const auto select = countOf(filter);
    auto query = m_database->run(select.statement, select.values);
    if (!query)
        return tl::unexpected(query.error());
    const auto number = query->next() ? query->value(0).toLongLong() : 0;
    if (auto fault = SqliteDatabase::faultOf(*query))
        return tl::unexpected(*std::move(fault));
    return static_cast<std::uint64_t>(number);
}

Result<std::vector<ServedFile>, Fault> HistoryDatabase::servedPerFile() const
{
    auto query = m_database->run(
        QStringLiteral("SELECT subject, root, COUNT(*), SUM(bytes), MAX(begun) FROM requests"
                       " WHERE kind = ? AND direction = ? AND outcome <> ? GROUP BY subject, root"),
        {toText(RequestKind::Download),
         toText(RequestDirection::Served),
         toText(RequestOutcome::Refused)});
    if (!query)
        return tl::unexpected(query.error());
    std::vector<ServedFile> files;
    while (query->next()) {
        Row row{*query};
        ServedFile file;
        file.name = row.text();
        file.root = row.digest<ContentHash>();
        file.requests = static_cast<std::uint64_t>(row.number());
        file.bytes = static_cast<std::uint64_t>(row.number());
        file.last = row.time();
        files.push_back(std::move(file));
    }
    if (auto fault = SqliteDatabase::faultOf(*query))
        return tl::unexpected(*std::move(fault));
    return files;
}

Result<std::vector<HadContent>, Fault> HistoryDatabase::had(
    const std::vector<ContentHash> &roots) const
{
    std::vector<HadContent> all;
    for (const ContentHash &root : roots) {
        auto query = m_database->run(QStringLiteral(
                                         "SELECT had_at, path, peer FROM had WHERE root = ?"),
                                     {root.hex()});
        if (!query)
            return tl::unexpected(query.error());
        if (query->next()) {
            Row row{*query};
            const auto at = row.time();
            QString path = row.text();
            all.push_back({root, at, std::move(path), row.text()});
        }
        if (auto fault = SqliteDatabase::faultOf(*query))
            return tl::unexpected(*std::move(fault));
    }
    return all;
}

Result<std::uint64_t, Fault> HistoryDatabase::clear(std::chrono::sys_seconds before)
{
    std::uint64_t cleared = 0;
    const auto clearAll = [&]() -> Result<void, Fault> {
        auto query = m_database->run(QStringLiteral("DELETE FROM requests WHERE begun < ?"),
                                     {number(before)});
        if (!query)
            return tl::unexpected(query.error());
        cleared = static_cast<std::uint64_t>(query->numRowsAffected());
        return m_database->execute(QStringLiteral("DELETE FROM had WHERE had_at < ?"),
                                   {number(before)});
    };
    return m_database->inTransaction(clearAll).map([&] { return cleared; });
}

} // namespace ft::engine
