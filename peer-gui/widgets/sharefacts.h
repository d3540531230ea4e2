#pragma once

#include "peer-gui/models/sharearrangement.h"
#include "peer-gui/widgets/factsview.h"

namespace ft::widgets {

/// What there is to know of a file of the share.
[[nodiscard]] Facts factsOf(const engine::SharedFileInfo &file,
                            const models::FileRequests &requests,
                            const QStringList &takers);
/// And of one of its folders.
[[nodiscard]] Facts factsOf(const models::ShareTree::Node &folder);

} // namespace ft::widgets
