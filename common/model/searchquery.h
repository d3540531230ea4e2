#pragma once

#include "common/base/result.h"
#include "common/model/contenthash.h"
#include "common/model/hostname.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace ft {

/// What a search asks for, in the grammar of shell, window and console: a record matches when every
/// field that is not empty does.
struct SearchQuery
{
    static constexpr qsizetype MaxText = 2'048; ///< octets of a query's text in UTF-8
    static constexpr std::size_t MaxWords = 16; ///< words, exclusions and patterns together
    static constexpr std::size_t MaxChoices = 32; ///< types, and peers
    static constexpr qsizetype MaxType = 127; ///< octets
    static constexpr qsizetype MaxPattern = 256; ///< octets
    static constexpr std::uint64_t AnySize = std::numeric_limits<std::uint64_t>::max();

    /// Each must occur somewhere in the path: words and phrases as written, without their quotes.
    std::vector<QByteArray> words;
    std::vector<QByteArray> excluded; ///< none may occur in the path
    /// Any of these: an extension (`pdf`), a media type (`image/png`) or one half of it (`image`);
    /// small letters.
    std::vector<QByteArray> types;
    std::uint64_t minSize = 0; ///< bytes; a file of this size matches
    std::uint64_t maxSize = AnySize; ///< bytes; a file of this size matches
    std::optional<std::chrono::sys_seconds> after; ///< modified at this time or later
    std::optional<std::chrono::sys_seconds> before; ///< modified earlier than this
    std::vector<HostName> peers; ///< any of these
    std::optional<ContentHash> root;
    /// RE2 regular expressions that each must match somewhere in the name, the last component of
    /// the path. They are not known to be valid.
    std::vector<QByteArray> patterns;

    bool operator==(const SearchQuery &) const = default;
};

/// What is wrong with the text of a query, and where.
struct QueryError
{
    qsizetype at = 0; ///< the first code unit at fault
    qsizetype length = 0; ///< code units at fault
    QString what; ///< for people: what is wrong and what to write instead

    bool operator==(const QueryError &) const = default;
};

/// Reads the text of a query; PROTOCOL.md has its grammar.
[[nodiscard]] Result<SearchQuery, QueryError> parseSearchQuery(const QString &text);

/// A text that parses to this query again, at most MaxText octets, when the query came from
/// parseSearchQuery().
[[nodiscard]] QString toText(const SearchQuery &query);

} // namespace ft
