#pragma once

#include "common/base/result.h"

#include <QAnyStringView>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

#include <functional>
#include <memory>
#include <span>

namespace ft::engine {

/// One connection to an SQLite database in WAL mode, and the versions of what is in it.
///
/// All in the one thread that opened it, which blocks on the disk. What has been committed survives
/// `kill -9`; what a power cut may take back is its Durability, and nothing is damaged by it.
class SqliteDatabase final
{
public:
    struct Fault
    {
        enum class Kind {
            Damaged, ///< it is no database, or is broken
            FromLater, ///< a later version of the program wrote it
            Unusable, ///< the disk does not let us; detail says why
        };

        Kind kind = Kind::Unusable;
        QString detail;

        bool operator==(const Fault &) const = default;
    };

    /// The statements that bring a database from one version to the next.
    using Step = std::span<const char *const>;

    /// What a power cut may take back.
    enum class Durability {
        LastCommits,
        Nothing, ///< each commit waits for the disk
    };
    /// When the whole database is looked over for damage; what is not shows in use.
    enum class Inspection {
        WhenSmall, ///< at the start, unless reading all of it took too long
        Never,
    };
    struct Options
    {
        Durability durability = Durability::LastCommits;
        Inspection inspection = Inspection::WhenSmall;
    };

    /// Called from the main thread once, before any is opened: Qt loads its drivers there.
    static void loadDrivers();

    /// Creates it when there is none, and brings it to the version after the last step.
    [[nodiscard]] static Result<std::unique_ptr<SqliteDatabase>, Fault> open(
        const QString &path, std::span<const Step> steps, const Options &options);
    [[nodiscard]] static Result<std::unique_ptr<SqliteDatabase>, Fault> open(
        const QString &path, std::span<const Step> steps)
    {
        return open(path, steps, {});
    }
    ~SqliteDatabase();
    Q_DISABLE_COPY_MOVE(SqliteDatabase)

    /// Executes a statement whose places `?` take the values; the query is at its first row after
    /// next().
    [[nodiscard]] Result<QSqlQuery, Fault> run(QAnyStringView statement,
                                               const QVariantList &values = {}) const;
    [[nodiscard]] Result<void, Fault> execute(QAnyStringView statement,
                                              const QVariantList &values = {}) const;

    /// A statement to be executed many times.
    [[nodiscard]] Result<QSqlQuery, Fault> prepared(QAnyStringView statement) const;
    [[nodiscard]] static Result<void, Fault> execute(QSqlQuery &query,
                                                     const QVariantList &values = {});

    /// All that `work` does, or nothing of it when that fails.
    [[nodiscard]] Result<void, Fault> inTransaction(
        const std::function<Result<void, Fault>()> &work);

    /// What ended the reading of a query's rows; nothing when that was their end.
    [[nodiscard]] static std::optional<Fault> faultOf(const QSqlQuery &query);

    /// Renames a database, with the files SQLite keeps beside it, to the first free name of
    /// `PATH.damaged-N`, which is returned; empty when that is not possible.
    [[nodiscard]] static QString setAside(const QString &path);

private:
    explicit SqliteDatabase(QString connection)
        : m_connection(std::move(connection))
    {}

    [[nodiscard]] Result<void, Fault> prepare(const QString &path, const Options &options);
    [[nodiscard]] Result<void, Fault> check(const QString &path) const;
    [[nodiscard]] Result<void, Fault> migrate(std::span<const Step> steps);

    QString m_connection; ///< Qt's name for it
    QSqlDatabase m_database;
};

} // namespace ft::engine
