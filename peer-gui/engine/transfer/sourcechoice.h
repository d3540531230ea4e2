#pragma once

#include "common/base/result.h"
#include "common/model/filerecord.h"
#include "peer-gui/engine/problem.h"

#include <QRandomGenerator>

#include <vector>

namespace ft::engine {

/// Those that offer the content of `file`, under whatever name.
[[nodiscard]] std::vector<SourceRecord> sourcesOf(const FileRecord &file,
                                                  const std::vector<SourceRecord> &sources);

/// Chooses what to download among the records that a search by name found: the content that most
/// peers have, of those the most recently modified, and all its sources in random order, so that
/// many peers do not all ask the same one. Leaves out records of `self`, and those without a root,
/// which cannot be verified.
///
/// `name` is what was searched, for the problem: NotFound or NotVerifiable.
[[nodiscard]] Result<std::vector<SourceRecord>, Problem> chooseSources(
    const QString &name,
    const std::vector<SourceRecord> &records,
    const HostName &self,
    QRandomGenerator &random);

} // namespace ft::engine
