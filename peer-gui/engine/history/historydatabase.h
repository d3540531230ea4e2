#pragma once

#include "peer-gui/engine/history/historyentry.h"
#include "peer-gui/engine/sqlitedatabase.h"

#include <map>
#include <unordered_map>

namespace ft::engine {

/// Names an entry from its first word to its last, before and after it is stored.
using HistoryTicket = Strong<struct HistoryTicketTag, std::uint64_t>;

/// An entry as it stands now.
struct HistoryChange
{
    HistoryEntry entry;
    bool isLast = false; ///< nothing more comes under this ticket
};

/// What is to be written.
struct HistoryChanges
{
    std::map<HistoryTicket, HistoryChange> entries; ///< in the order they were begun
    std::unordered_map<ContentHash, HadContent> had;

    [[nodiscard]] bool isEmpty() const { return entries.empty() && had.empty(); }
};

/// The tables of the history, in an SQLite database.
///
/// All in the one thread that opened it, which blocks on the disk.
class HistoryDatabase final
{
public:
    using Fault = SqliteDatabase::Fault;

    /// Creates it when there is none.
    [[nodiscard]] static Result<std::unique_ptr<HistoryDatabase>, Fault> open(const QString &path);

    /// What still runs is so no longer: the program that ran it has ended in the middle.
    [[nodiscard]] Result<void, Fault> interruptRunning();

    /// All of them or none.
    [[nodiscard]] Result<void, Fault> apply(const HistoryChanges &changes);

    [[nodiscard]] Result<HistoryPage, Fault> query(const HistoryFilter &filter) const;
    [[nodiscard]] Result<std::uint64_t, Fault> count(const HistoryFilter &filter) const;
    /// What others took, name by name.
    [[nodiscard]] Result<std::vector<ServedFile>, Fault> servedPerFile() const;
    /// Those of the contents that this peer has fetched at some time.
    [[nodiscard]] Result<std::vector<HadContent>, Fault> had(
        const std::vector<ContentHash> &roots) const;
    /// Forgets everything begun before; tells how many entries that were.
    [[nodiscard]] Result<std::uint64_t, Fault> clear(std::chrono::sys_seconds before);

private:
    explicit HistoryDatabase(std::unique_ptr<SqliteDatabase> database)
        : m_database(std::move(database))
    {}

    [[nodiscard]] Result<qint64, Fault> write(HistoryTicket ticket, const HistoryEntry &entry);

    std::unique_ptr<SqliteDatabase> m_database;
    std::unordered_map<HistoryTicket, qint64> m_rows; ///< of tickets that are not done with
};

} // namespace ft::engine
