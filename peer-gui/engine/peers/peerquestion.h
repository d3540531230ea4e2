#pragma once

#include "common/model/filerecord.h"
#include "peer-gui/engine/problem.h"

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

/// What one may ask another peer about its share, and what comes back. Values, for any thread.
namespace ft::engine {

/// Which question of this engine, from 1.
using QuestionId = Strong<struct QuestionIdTag, std::uint32_t>;

/// What there is in a folder of the share and below it, or in all of it.
struct BrowseQuestion
{
    std::optional<SharedPath> folder;
    bool operator==(const BrowseQuestion &) const = default;
};

/// `IndexGet`: the files of a time, both ends included, whose path a regular expression matches
/// somewhere.
struct IndexQuestion
{
    std::optional<std::chrono::sys_seconds> from;
    std::optional<std::chrono::sys_seconds> to;
    QString regex; ///< RE2's syntax; empty for every path
    bool operator==(const IndexQuestion &) const = default;
};

/// `FileHash`: the checksums of one file or of all, and what became of them since this peer last
/// asked.
struct ChecksumQuestion
{
    std::optional<SharedPath> name;
    bool operator==(const ChecksumQuestion &) const = default;
};

using PeerQuestion = std::variant<BrowseQuestion, IndexQuestion, ChecksumQuestion>;

/// What a checksum says against the one told for the same name before.
enum class ChecksumMark {
    New, ///< never told before
    Same,
    Changed, ///< another content
    Gone, ///< told before, and not shared any more
    Changing, ///< the file is being written to, and has no checksum at the moment
};

/// One file of an answer.
struct ToldFile
{
    FileRecord record; ///< of a file that is gone: as it was
    std::optional<ChecksumMark> mark; ///< of a ChecksumQuestion, where what was told is remembered
    std::optional<std::chrono::sys_seconds> toldBefore; ///< when this peer was last told of it

    bool operator==(const ToldFile &) const = default;
};

/// One page of the answer to a PeerQuestion.
struct PeerAnswer
{
    std::vector<ToldFile> files; ///< in the order of their paths
    bool isLast = false;
    /// With isLast: why nothing more comes. Without: what went wrong beside it.
    std::optional<Problem> problem;

    bool operator==(const PeerAnswer &) const = default;
};

} // namespace ft::engine
