#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/history/historystore.h"
#include "peer-gui/engine/servedlog.h"

#include <QTimer>

#include <map>
#include <tuple>

namespace ft::engine {

/// Decides which requests of another peer are one entry of the history, and adds up what they took.
///
/// Requests of one peer for one thing are one entry until MergeFor after the last of them. A peer
/// cannot fill the history with what is refused: beyond MostRefusals different things in that time,
/// and when it is not accepted at all, what follows is one entry.
///
/// Engine thread only.
class ServedHistory final : public QObject, public ServedLog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServedHistory)

public:
    static constexpr std::chrono::seconds MergeFor{60};
    static constexpr int MostRefusals = 20;
    /// How often entries that have changed are renewed.
    static constexpr std::chrono::milliseconds RenewEvery{500};

    /// Both must outlive it.
    ServedHistory(HistoryStore &store, const Clock &clock);
    /// What is still being served is Interrupted.
    ~ServedHistory() override;

    [[nodiscard]] Id begin(const ServedRequest &request) override;
    void sent(Id id, std::uint64_t bytes) override;
    void end(Id id, bool isWhole) override;
    void refused(const ServedRequest &request, protocol::RefusalCode code) override;

private:
    /// What tells entries apart. `reason` is that of refused ones.
    using Key = std::tuple<QString, RequestKind, QString, QString>;

    struct Entry
    {
        HistoryTicket ticket;
        HistoryEntry entry;
        int active = 0; ///< answers that are under way
        Clock::Instant since; ///< something has been under way, or nothing has
        std::chrono::nanoseconds spent{}; ///< with something under way, up to then
        bool isChanged = false; ///< since it was put
    };

    [[nodiscard]] static Key keyOf(const ServedRequest &request, const QString &reason);
    Entry &entryFor(const Key &key, const ServedRequest &request);
    void renew();
    void forget(const Entry &entry);
    void put(Entry &entry, bool isLast);

    HistoryStore &m_store;
    const Clock &m_clock;
    std::map<Key, Entry> m_entries;
    std::map<HistoryTicket, Entry *> m_byTicket;
    std::map<QString, int> m_refusals; ///< entries that are such, by the address of the peer
    QTimer m_timer;
};

} // namespace ft::engine
