#pragma once

#include "common/base/result.h"
#include "peer-gui/engine/sqlitedatabase.h"
#include "peer-gui/engine/transfer/storedtransfer.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace ft::engine {

/// One item of the queue with what is known of its pieces.
struct QueueEntry
{
    StoredTransfer transfer;
    std::optional<KnownPieces> known;
};

/// What is to be written of one item.
struct QueueChange
{
    bool isRemoved = false; ///< whatever was stored goes first
    std::optional<StoredTransfer> transfer;
    std::optional<KnownPieces> known;
};

using QueueChanges = std::map<std::int64_t, QueueChange>; ///< by the item's key

/// The tables of the download queue, in an SQLite database.
///
/// All in the one thread that opened it, which blocks on the disk.
class QueueDatabase final
{
public:
    using Fault = SqliteDatabase::Fault;

    /// Creates it when there is none.
    [[nodiscard]] static Result<std::unique_ptr<QueueDatabase>, Fault> open(const QString &path);
    ~QueueDatabase() = default;
    Q_DISABLE_COPY_MOVE(QueueDatabase)

    /// In the order of their places.
    [[nodiscard]] Result<std::vector<QueueEntry>, Fault> load() const;

    /// All of them or none: what has been written survives a power cut.
    [[nodiscard]] Result<void, Fault> apply(const QueueChanges &changes);

private:
    explicit QueueDatabase(std::unique_ptr<SqliteDatabase> database)
        : m_database(std::move(database))
    {}

    [[nodiscard]] Result<void, Fault> removeOrphans() const;
    [[nodiscard]] Result<void, Fault> write(std::int64_t key, const QueueChange &change);
    [[nodiscard]] Result<void, Fault> remove(std::int64_t key);
    [[nodiscard]] Result<void, Fault> write(const StoredTransfer &transfer);
    [[nodiscard]] Result<void, Fault> write(std::int64_t key, const KnownPieces &known);
    [[nodiscard]] Result<std::map<std::int64_t, KnownPieces>, Fault> loadPieces() const;

    std::unique_ptr<SqliteDatabase> m_database;
    std::set<std::int64_t> m_layersWritten; ///< a layer never changes: once is enough
};

} // namespace ft::engine
