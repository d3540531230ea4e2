#pragma once

#include "common/base/result.h"
#include "common/model/filerecord.h"
#include "peer-gui/engine/problem.h"

#include <QRandomGenerator>

#include <vector>

namespace ft::engine {

/// Whether the source is a peer of the classic dialect, whose files cannot be verified.
[[nodiscard]] bool isPlain(const SourceRecord &source);

/// Whether both are the same content: by their roots, and when neither has one, by name and size.
[[nodiscard]] bool isSameContent(const FileRecord &left, const FileRecord &right);

/// Those that offer the content of `file`, when it has a root under whatever name.
[[nodiscard]] std::vector<SourceRecord> sourcesOf(const FileRecord &file,
                                                  const std::vector<SourceRecord> &sources);

/// Chooses what to download among the records that a search by name found: the content that most
/// peers have, of those the most recently modified, and all its sources in random order, so that
/// many peers do not all ask the same one. Contents that can be verified go before those that
/// cannot, which are told apart by their sizes. Leaves out records of `self`.
///
/// `name` is what was searched, for the problem: NotFound, or NotVerifiable when there are only
/// records without a root from others than classic peers.
[[nodiscard]] Result<std::vector<SourceRecord>, Problem> chooseSources(
    const QString &name,
    const std::vector<SourceRecord> &records,
    const HostName &self,
    QRandomGenerator &random);

} // namespace ft::engine
