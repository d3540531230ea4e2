#include "peer-gui/engine/statedatabase.h"

#include <QFile>
#include <QSqlError>
#include <QStringBuilder>
#include <QUuid>

#include <utility>

namespace ft::engine {

namespace {

using Fault = StateDatabase::Fault;

Fault faultOfError(const QSqlError &error)
{
    // SQLite's own codes.
    constexpr int Generic = 1; // no such table or column, among others
    constexpr int Corrupt = 11;
    constexpr int NotADatabase = 26;
    constexpr int ExtendedCodes = 256;
    const int code = error.nativeErrorCode().toInt() % ExtendedCodes;
    const bool isDamaged = code == Generic || code == Corrupt || code == NotADatabase;
    return {isDamaged ? Fault::Kind::Damaged : Fault::Kind::Unusable, error.text()};
}

} // namespace

Result<StateDatabase, Fault> StateDatabase::open(const QString &path, const Schema &schema)
{
    StateDatabase database{QUuid::createUuid().toString(QUuid::WithoutBraces)};
    if (auto ready = database.prepare(path, schema); !ready)
        return tl::unexpected(ready.error());
    return database;
}

StateDatabase::StateDatabase(StateDatabase &&other) noexcept
    : m_connection(std::exchange(other.m_connection, {}))
    , m_database(std::exchange(other.m_database, {}))
{}

StateDatabase &StateDatabase::operator=(StateDatabase &&other) noexcept
{
    close();
    m_connection = std::exchange(other.m_connection, {});
    m_database = std::exchange(other.m_database, {});
    return *this;
}

StateDatabase::~StateDatabase()
{
    close();
}

void StateDatabase::close()
{
    if (m_connection.isEmpty())
        return;
    m_database = {};
    QSqlDatabase::removeDatabase(std::exchange(m_connection, {}));
}

Result<void, Fault> StateDatabase::prepare(const QString &path, const Schema &schema)
{
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(path);
    if (!m_database.open())
        return tl::unexpected(faultOfError(m_database.lastError()));
    const char *synchronous = schema.durability == Durability::PowerCut
                                  ? "PRAGMA synchronous = FULL"
                                  : "PRAGMA synchronous = NORMAL";
    for (const char *pragma : {"PRAGMA journal_mode = WAL", synchronous}) {
        if (auto set = execute(pragma); !set)
            return set;
    }
    if (schema.isLookedOver) {
        if (auto whole = lookOver(); !whole)
            return whole;
    }
    return migrate(schema.steps);
}

Result<void, Fault> StateDatabase::lookOver() const
{
    auto check = run("PRAGMA quick_check(1)");
    if (!check)
        return tl::unexpected(check.error());
    if (!check->next() || check->value(0).toString() != QStringLiteral("ok"))
        return tl::unexpected(Fault{Fault::Kind::Damaged, check->value(0).toString()});
    return {};
}

Result<void, Fault> StateDatabase::migrate(std::span<const Statements> steps)
{
    auto query = run("PRAGMA user_version");
    if (!query)
        return tl::unexpected(query.error());
    const auto version = query->next() ? query->value(0).toULongLong() : 0;
    query->finish();
    if (version > steps.size())
        return tl::unexpected(
            Fault{Fault::Kind::FromLater, QStringLiteral("version %1").arg(version)});
    if (version == steps.size())
        return {};
    return inTransaction([this, steps, version] {
        Result<void, Fault> done;
        for (const Statements &step : steps.subspan(version)) {
            for (const char *statement : step)
                done = done.and_then([&] { return execute(statement); });
        }
        const QByteArray mark = "PRAGMA user_version = "
                                + QByteArray::number(quint64{steps.size()});
        return done.and_then([&] { return execute(mark.constData()); });
    });
}

Result<QSqlQuery, Fault> StateDatabase::run(const char *statement, const QVariantList &values) const
{
    QSqlQuery query{m_database};
    query.setForwardOnly(true);
    if (!query.prepare(QString::fromLatin1(statement)))
        return tl::unexpected(faultOf(query));
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return tl::unexpected(faultOf(query));
    return query;
}

Result<void, Fault> StateDatabase::execute(const char *statement, const QVariantList &values) const
{
    return run(statement, values).map([](const QSqlQuery &) {});
}

Fault StateDatabase::faultOf(const QSqlQuery &query)
{
    return faultOfError(query.lastError());
}

Result<void, Fault> StateDatabase::begin()
{
    // At once the only writer: another program's turn is waited for here, not in the middle.
    return execute("BEGIN IMMEDIATE");
}

Result<void, Fault> StateDatabase::commit()
{
    return execute("COMMIT");
}

void StateDatabase::rollBack()
{
    // Fails when SQLite has rolled back by itself.
    [[maybe_unused]] const auto done = execute("ROLLBACK");
}

QString setDatabaseAside(const QString &path)
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
