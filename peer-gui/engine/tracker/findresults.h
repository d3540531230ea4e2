#pragma once

#include "common/model/filerecord.h"
#include "common/protocol/limits.h"
#include "common/protocol/trackermessages.h"
#include "peer-gui/engine/problem.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

/// What searches ask and are answered; values, safe in any thread.
namespace ft::engine {

/// The most records that one answer holds.
inline constexpr std::uint32_t MostFoundRecords = protocol::limits::MaxFoundRecords;

/// A search as its user states it.
struct FindRequest
{
    QString text; ///< in the grammar of SearchQuery
    std::uint32_t limit = 0; ///< most records in the answer; 0 for the tracker's own limit
    QByteArray after; ///< FindResults::after of an earlier answer to the same text; may be empty

    bool operator==(const FindRequest &) const = default;
};

/// The answer to one search.
struct FindResults
{
    std::vector<SourceRecord> records; ///< ranked, those of one content next to one another
    std::uint64_t total = 0; ///< records that match; at least so many when partial
    std::uint64_t contents = 0; ///< different contents among them
    QByteArray after; ///< asks for what follows the records; empty when nothing does
    bool isPartial = false; ///< the search reached what it may cost
    /// The tracker knows exact names only: these are the records whose name is the text.
    bool isExactOnly = false;

    bool operator==(const FindResults &) const = default;
};

/// What has become of an open search since it was last told of.
struct SearchNews
{
    /// What there is now, in place of everything told before; `came` and `went` are behind it.
    std::optional<FindResults> results;
    std::vector<SourceRecord> came; ///< appeared, or changed; by path and host
    std::vector<protocol::Gone> went;
    /// So many records came or went untold. The search asks again by itself: `results` follows.
    std::uint64_t missed = 0;
    /// Why there is no answer now. Asked again by itself, unless it is BadQuery or ExactNamesOnly.
    std::optional<Problem> problem;

    [[nodiscard]] bool isEmpty() const
    {
        return !results && came.empty() && went.empty() && missed == 0 && !problem;
    }
    bool operator==(const SearchNews &) const = default;
};

} // namespace ft::engine
