#pragma once

#include "peer-gui/shell/commands.h"

namespace ft::shell {

/// What `history` is asked, from the words behind the verb; what is wrong with them, in words,
/// otherwise.
[[nodiscard]] Result<HistoryCommand, QString> parseHistory(const QStringList &arguments);

} // namespace ft::shell
