#pragma once

#include "peer-gui/engine/history/historyentry.h"
#include "tests/peer-models/sampledata.h"

/// Entries of the history as an engine would report them.
namespace ft::sample {

/// A download that is done, begun so many seconds ago.
[[nodiscard]] inline engine::HistoryEntry fetched(std::int64_t id, const char *name)
{
    // 2026-11-20 09:00 UTC, and an hour between two.
    constexpr std::chrono::sys_seconds First{std::chrono::seconds{1'795'165'200}};
    engine::HistoryEntry entry;
    entry.id = id;
    entry.begun = First + std::chrono::hours{id};
    entry.subject = QString::fromUtf8(name);
    entry.size = 31'220'118;
    entry.root = root(static_cast<std::uint8_t>(id));
    entry.md5 = Md5Sum{};
    entry.peer = QStringLiteral("studio-a");
    entry.address = QStringLiteral("10.0.0.4");
    entry.port = 40'112;
    entry.bytes = 31'220'118;
    entry.duration = std::chrono::milliseconds{14'200};
    entry.outcome = engine::RequestOutcome::Done;
    entry.path = QStringLiteral("/home/ada/Downloads/") + entry.subject.section(u'/', -1);
    return entry;
}

/// The same, taken by another peer.
[[nodiscard]] inline engine::HistoryEntry served(std::int64_t id, const char *name)
{
    auto entry = fetched(id, name);
    entry.direction = engine::RequestDirection::Served;
    entry.path.clear();
    entry.port = 0;
    return entry;
}

/// A search that found so many.
[[nodiscard]] inline engine::HistoryEntry searched(std::int64_t id,
                                                   const char *text,
                                                   std::uint64_t found)
{
    engine::HistoryEntry entry;
    entry.id = id;
    entry.begun = fetched(id, "").begun;
    entry.kind = engine::RequestKind::Search;
    entry.subject = QString::fromUtf8(text);
    entry.address = QStringLiteral("tracker.example");
    entry.port = 1'234;
    entry.count = found;
    entry.duration = std::chrono::milliseconds{40};
    entry.outcome = engine::RequestOutcome::Done;
    return entry;
}

} // namespace ft::sample
