#pragma once

#include "common/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <span>

namespace ft::engine {

/// An SQLite database of the state folder, brought to this version's tables when it is opened.
///
/// All in the one thread that opened it, which blocks on the disk.
class StateDatabase final
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
    };

    /// What commit() guarantees: that it survives a crash of the program, or a power cut as well.
    enum class Durability { Crash, PowerCut };

    using Statements = std::span<const char *const>;
    struct Schema
    {
        /// The first makes the tables, each later one brings those of the version before up to the
        /// next. Their number is the version.
        std::span<const Statements> steps;
        Durability durability = Durability::PowerCut;
        bool isLookedOver = true; ///< for damage, all of it, when it is opened
    };

    /// Creates it when there is none, and brings it up to date.
    [[nodiscard]] static Result<StateDatabase, Fault> open(const QString &path,
                                                           const Schema &schema);
    StateDatabase(StateDatabase &&other) noexcept;
    StateDatabase &operator=(StateDatabase &&other) noexcept;
    StateDatabase(const StateDatabase &) = delete;
    StateDatabase &operator=(const StateDatabase &) = delete;
    ~StateDatabase();

    /// The rows of a statement, to be read forward.
    [[nodiscard]] Result<QSqlQuery, Fault> run(const char *statement,
                                               const QVariantList &values = {}) const;
    [[nodiscard]] Result<void, Fault> execute(const char *statement,
                                              const QVariantList &values = {}) const;

    /// What work() wrote is kept whole, or, when it fails, not at all.
    template <typename Work>
    [[nodiscard]] Result<void, Fault> inTransaction(Work work)
    {
        auto done = begin();
        if (!done)
            return done;
        done = work();
        if (done)
            done = commit();
        if (!done)
            rollBack();
        return done;
    }

    [[nodiscard]] static Fault faultOf(const QSqlQuery &query);

private:
    explicit StateDatabase(QString connection)
        : m_connection(std::move(connection))
    {}

    [[nodiscard]] Result<void, Fault> prepare(const QString &path, const Schema &schema);
    [[nodiscard]] Result<void, Fault> lookOver() const;
    [[nodiscard]] Result<void, Fault> migrate(std::span<const Statements> steps);
    [[nodiscard]] Result<void, Fault> begin();
    [[nodiscard]] Result<void, Fault> commit();
    void rollBack();
    void close();

    QString m_connection; ///< Qt's name for it
    QSqlDatabase m_database;
};

/// Gives a damaged database, and what belongs to it, a name that is free: the new one, or nothing
/// when that fails.
[[nodiscard]] QString setDatabaseAside(const QString &path);

} // namespace ft::engine
