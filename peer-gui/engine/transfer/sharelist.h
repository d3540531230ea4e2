#pragma once

#include "common/protocol/peermessages.h"
#include "peer-gui/engine/share/sharecatalog.h"

namespace ft::engine {

/// Bytes after which an answer to LIST ends, however many records were asked for: what one asker
/// makes this peer hold is bounded.
inline constexpr qsizetype ListBytes = 512 * 1024;

/// The whole answer to LIST: lines of FILES. `endpoint` and `host` are what the records say of this
/// peer. Costs in proportion to the answer, not to the share.
[[nodiscard]] QByteArray listShare(const ShareCatalog &catalog,
                                   const protocol::ListRequest &request,
                                   const Endpoint &endpoint,
                                   const HostName &host);

} // namespace ft::engine
