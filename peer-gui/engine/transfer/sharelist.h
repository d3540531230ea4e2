#pragma once

#include "common/base/result.h"
#include "common/protocol/peermessages.h"
#include "peer-gui/engine/share/sharecatalog.h"

/// How the own share is told to those who ask, page by page.
namespace ft::engine {

/// Bytes after which an answer ends, however many records were asked for: what one asker makes this
/// peer hold is bounded.
inline constexpr qsizetype ListBytes = 512 * 1024;

/// Files after which an answer to INDEXGET ends, however few of them it names: what one asker makes
/// this peer look at in one go is bounded.
inline constexpr std::uint32_t FilesLookedAt = 20'000;

/// What the records say of this peer.
struct Teller
{
    Endpoint endpoint;
    HostName host;
};

/// The whole answer to LIST: lines of FILES. Costs in proportion to the answer, not to the share.
[[nodiscard]] QByteArray listShare(const ShareCatalog &catalog,
                                   const protocol::ListRequest &request,
                                   const Teller &teller);

/// The whole answer to INDEXGET: lines of FILES; or what is wrong with its regular expression.
[[nodiscard]] Result<QByteArray, QString> indexShare(const ShareCatalog &catalog,
                                                     const protocol::IndexRequest &request,
                                                     const Teller &teller);

/// The files that an answer to FILEHASH is about.
struct ChecksumPage
{
    std::vector<SharedFile> files;
    bool isMore = false;
};

[[nodiscard]] ChecksumPage checksumPage(const ShareCatalog &catalog,
                                        const protocol::ChecksumRequest &request);

/// A ChecksumPage held against the disk.
struct CheckedPage
{
    std::vector<FileRecord> records; ///< without root and MD5 where the file is another by now
    std::vector<SharedPath> changed; ///< these, and those that are gone
    std::optional<SharedPath> last; ///< of the page's paths
    bool isMore = false;
};

/// Looks at each file. Blocks: for a worker thread.
[[nodiscard]] CheckedPage holdAgainstDisk(const ChecksumPage &page);

/// The whole answer to FILEHASH: lines of FILES.
[[nodiscard]] QByteArray checksumAnswer(const CheckedPage &page, const Teller &teller);

} // namespace ft::engine
