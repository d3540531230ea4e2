#include "peer-gui/engine/sqlitedatabase.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QStringBuilder>
#include <QUuid>

#include <chrono>

namespace ft::engine {

namespace {

using Fault = SqliteDatabase::Fault;

/// Reading all of a larger one takes too long for a start: what is broken in it shows in use.
constexpr qint64 LargestChecked = 16 * 1024 * 1024;

/// How long another program may keep a database that is being opened to itself: as long as Qt lets
/// SQLite wait elsewhere.
constexpr std::chrono::seconds LongestWait{5};

/// SQLite's own code (sqlite.org/rescode.html), without what is said more closely.
int codeOf(const QSqlError &error)
{
    constexpr int ExtendedCodes = 256;
    return error.nativeErrorCode().toInt() % ExtendedCodes;
}

bool isBusy(const QSqlError &error)
{
    constexpr int Busy = 5;
    return codeOf(error) == Busy;
}

Fault faultFrom(const QSqlError &error)
{
    constexpr int Generic = 1; // no such table or column, among others
    constexpr int Corrupt = 11;
    constexpr int NotADatabase = 26;
    const int code = codeOf(error);
    const bool isDamaged = code == Generic || code == Corrupt || code == NotADatabase;
    return {isDamaged ? Fault::Kind::Damaged : Fault::Kind::Unusable, error.text()};
}

/// For another program that changes the mode at the same time SQLite waits only where it is to
/// write.
Result<void, Fault> useWriteAheadLog(const QSqlDatabase &database)
{
    const auto giveUpAt = std::chrono::steady_clock::now() + LongestWait;
    QSqlQuery query{database};
    while (!query.exec(QStringLiteral("PRAGMA journal_mode = WAL"))) {
        if (!isBusy(query.lastError()) || std::chrono::steady_clock::now() >= giveUpAt)
            return tl::unexpected(faultFrom(query.lastError()));
        if (query.exec(QStringLiteral("BEGIN IMMEDIATE")))
            query.exec(QStringLiteral("ROLLBACK"));
    }
    return {};
}

} // namespace

void SqliteDatabase::loadDrivers()
{
    QSqlDatabase::drivers();
}

Result<std::unique_ptr<SqliteDatabase>, Fault> SqliteDatabase::open(const QString &path,
                                                                    std::span<const Step> steps,
                                                                    const Options &options)
{
    std::unique_ptr<SqliteDatabase> database{
        new SqliteDatabase{QUuid::createUuid().toString(QUuid::WithoutBraces)}};
    if (auto ready = database->prepare(path, options); !ready)
        return tl::unexpected(ready.error());
    if (auto migrated = database->migrate(steps); !migrated)
        return tl::unexpected(migrated.error());
    return database;
}

SqliteDatabase::~SqliteDatabase()
{
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

Result<void, Fault> SqliteDatabase::prepare(const QString &path, const Options &options)
{
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(path);
    if (!m_database.open())
        return tl::unexpected(faultFrom(m_database.lastError()));
    const auto synchronous = options.durability == Durability::Nothing
                                 ? u"PRAGMA synchronous = FULL"
                                 : u"PRAGMA synchronous = NORMAL";
    const auto prepared = useWriteAheadLog(m_database).and_then([this, synchronous] {
        return execute(synchronous);
    });
    if (!prepared || options.inspection == Inspection::Never)
        return prepared;
    return check(path);
}

Result<void, Fault> SqliteDatabase::check(const QString &path) const
{
    if (QFileInfo{path}.size() > LargestChecked)
        return {};
    auto query = run(QStringLiteral("PRAGMA quick_check(1)"));
    if (!query)
        return tl::unexpected(query.error());
    if (!query->next() || query->value(0).toString() != u"ok")
        return tl::unexpected(Fault{Fault::Kind::Damaged, query->value(0).toString()});
    return {};
}

Result<void, Fault> SqliteDatabase::migrate(std::span<const Step> steps)
{
    const auto current = [this]() -> Result<std::size_t, Fault> {
        auto query = run(QStringLiteral("PRAGMA user_version"));
        if (!query)
            return tl::unexpected(query.error());
        return query->next() ? query->value(0).toUInt() : std::size_t{0};
    };
    const auto before = current();
    if (!before)
        return tl::unexpected(before.error());
    if (*before > steps.size())
        return tl::unexpected(
            Fault{Fault::Kind::FromLater, QStringLiteral("version %1").arg(*before)});
    if (*before == steps.size())
        return {};
    return inTransaction([&]() -> Result<void, Fault> {
        // Another program may have done it meanwhile.
        const auto version = current();
        if (!version)
            return tl::unexpected(version.error());
        Result<void, Fault> done;
        for (std::size_t step = *version; step < steps.size(); ++step) {
            for (const char *statement : steps[step])
                done = done.and_then([&] { return execute(QString::fromLatin1(statement)); });
        }
        return done.and_then(
            [&] { return execute(QStringLiteral("PRAGMA user_version = %1").arg(steps.size())); });
    });
}

Result<QSqlQuery, Fault> SqliteDatabase::prepared(QAnyStringView statement) const
{
    QSqlQuery query{m_database};
    query.setForwardOnly(true);
    if (!query.prepare(statement.toString()))
        return tl::unexpected(faultFrom(query.lastError()));
    return query;
}

Result<void, Fault> SqliteDatabase::execute(QSqlQuery &query, const QVariantList &values)
{
    for (int i = 0; i < values.size(); ++i)
        query.bindValue(i, values[i]);
    if (!query.exec())
        return tl::unexpected(faultFrom(query.lastError()));
    return {};
}

Result<QSqlQuery, Fault> SqliteDatabase::run(QAnyStringView statement,
                                             const QVariantList &values) const
{
    auto query = prepared(statement);
    if (!query)
        return query;
    if (auto done = execute(*query, values); !done)
        return tl::unexpected(done.error());
    return query;
}

Result<void, Fault> SqliteDatabase::execute(QAnyStringView statement,
                                            const QVariantList &values) const
{
    return run(statement, values).map([](const QSqlQuery &) {});
}

Result<void, Fault> SqliteDatabase::inTransaction(const std::function<Result<void, Fault>()> &work)
{
    // Immediate: two programs that write wait for one another instead of failing.
    if (auto begun = execute(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return begun;
    auto done = work().and_then([this] { return execute(QStringLiteral("COMMIT")); });
    if (!done)
        (void)execute(QStringLiteral("ROLLBACK"));
    return done;
}

std::optional<Fault> SqliteDatabase::faultOf(const QSqlQuery &query)
{
    if (!query.lastError().isValid())
        return std::nullopt;
    return faultFrom(query.lastError());
}

QString SqliteDatabase::setAside(const QString &path)
{
    QString aside;
    for (int number = 1; aside.isEmpty() || QFile::exists(aside); ++number)
        aside = path % u".damaged-" % QString::number(number);
    if (!QFile::rename(path, aside))
        return {};
    for (const auto *tail : {"-wal", "-shm"})
        QFile::rename(path + QLatin1StringView{tail}, aside + QLatin1StringView{tail});
    return aside;
}

} // namespace ft::engine
