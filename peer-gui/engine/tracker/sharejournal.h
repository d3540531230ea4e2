#pragma once

#include "common/hash/digest.h"
#include "common/model/filerecord.h"
#include "common/protocol/commonmessages.h"

#include <QHash>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace ft::engine {

/// Files to be told to the tracker, and paths to be taken back from it.
using ShareChange = std::variant<FileRecord, SharedPath>;

/// Knows by which mark the share goes, and what has changed in it since marks that a tracker may
/// still hold, so that coming back tells no more than that.
///
/// The digest is the sum of one hash per record, so that it depends on what is shared and not on
/// the order in which it came. Pure: no socket, no clock.
class ShareJournal final
{
public:
    ShareJournal();

    /// Files appeared or changed; a known path is replaced.
    void put(const std::vector<FileRecord> &records);
    void remove(const std::vector<SharedPath> &paths);
    /// The share is exactly this.
    void replace(const std::vector<FileRecord> &records);

    /// Of the share as it is now.
    [[nodiscard]] protocol::ShareMark mark() const;
    /// From now on the tracker may hold the share as it is now under its mark: what changes from
    /// here on is remembered.
    protocol::ShareMark told();
    /// The tracker has marked this state: no earlier one is asked for any more.
    void acknowledge(const protocol::ShareMark &mark);

    /// What happened since a state that was told; nothing when it is not known any more, or when
    /// telling everything is less.
    [[nodiscard]] std::optional<std::vector<ShareChange>> changesSince(
        const protocol::ShareMark &mark) const;

private:
    using Sum = std::array<std::uint64_t, 2>;
    struct Change
    {
        std::uint64_t epoch = 0;
        std::optional<FileRecord> record; ///< absent: the path is shared no more
    };

    [[nodiscard]] Sum hashOf(const FileRecord &record);
    void addHash(const FileRecord &record);
    void takeHash(const SharedPath &path);
    void remember(const SharedPath &path, const std::optional<FileRecord> &record);

    hash::Digest m_sha256{hash::Digest::Algorithm::Sha256};
    QHash<QByteArray, Sum> m_hashes; ///< by path
    Sum m_sum{};
    std::uint64_t m_epoch = 0;
    std::vector<protocol::ShareMark> m_told; ///< oldest first
    std::map<SharedPath, Change> m_changes; ///< the last of each path since the oldest of m_told
};

} // namespace ft::engine
