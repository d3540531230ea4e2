#pragma once

#include "common/base/clock.h"
#include "tracker/console/banbook.h"
#include "tracker/console/limittable.h"
#include "tracker/core/activity.h"
#include "tracker/core/catalogue.h"
#include "tracker/core/searchmeter.h"
#include "tracker/core/session.h"
#include "tracker/log/eventlog.h"

#include <functional>

namespace ft::tracker {

/// What a search of the console found.
struct FoundRecords
{
    std::vector<SourceRecord> records; ///< the best ones
    std::uint64_t total = 0; ///< that match; at least, when it is partial
    bool isPartial = false; ///< the search reached what one may cost
};

/// What reading the configuration again came to.
struct ReloadOutcome
{
    QStringList changed; ///< `name: old -> new`
    QStringList needRestart; ///< names of options that hold only from the next start
};

/// What the console asks of the rest of the tracker. Called in the console's thread; must outlive
/// it.
struct Surroundings
{
    const Catalogue &catalogue;
    const Clock &clock;
    const SearchMeter &searches;
    const Activity &activity;
    BanBook &bans;
    const LimitTable &limits;
    EventLog &log;

    using PingAnswered = std::function<void(std::chrono::nanoseconds roundTrip)>;
    using Told = std::function<void(std::size_t peers)>;

    std::function<std::size_t()> connections;
    /// Bytes of memory this process holds.
    std::function<std::uint64_t()> memory;
    /// The records that match, or what is wrong with the text.
    std::function<Result<FoundRecords, QString>(const QString &text)> search;
    /// Sends PING to a peer, or tries its port when it knows no PING; the answer comes in the
    /// console's thread, or never.
    std::function<void(const PeerSnapshot &, PingAnswered)> ping;
    std::function<void(const PeerSnapshot &, const Farewell &)> dismiss;
    /// Sends lines to every peer that takes notices; the answer comes in the console's thread.
    std::function<void(const QByteArray &lines, Told)> notifyAll;
    /// The error says what is wrong with the configuration, of which nothing was taken then.
    std::function<Result<ReloadOutcome, QString>()> reload;
};

} // namespace ft::tracker
