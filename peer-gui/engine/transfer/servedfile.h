#pragma once

#include "common/base/result.h"
#include "common/protocol/commonmessages.h"
#include "peer-gui/engine/share/sharedfile.h"
#include "peer-gui/engine/transfer/readablefile.h"

#include <memory>

namespace ft::engine {

/// A shared file, open, of which it is certain that nobody has written to it since it was hashed.
using OpenedShare = Result<std::shared_ptr<const ReadableShare>, protocol::RefusalCode>;

/// Opens the file to be served, or takes `known` when that is it, which may be null. Fails with
/// NoSuchFile, Changed or Unreadable. Any thread; touches the disk.
[[nodiscard]] OpenedShare openToServe(const SharedFile &file,
                                      const std::shared_ptr<const ReadableShare> &known);

/// Whether the share has to look at the file again that could not be opened for that reason.
[[nodiscard]] constexpr bool isNewsToShare(protocol::RefusalCode code)
{
    return code != protocol::RefusalCode::Unreadable;
}

} // namespace ft::engine
