#pragma once

#include "peer-gui/engine/connectivity/connectivityreport.h"

#include <QString>
#include <QStringList>

namespace ft::engine {

/// Downloads stop before the disk is full to the last byte; below this little else works either.
inline constexpr std::uint64_t LeastRoom = 100'000'000;

// What the disk says about the folders of a peer. Each blocks on the disk; any thread.

/// A folder that does not exist yet is fine where it can be made.
[[nodiscard]] ConnectivityCheck checkDownloadFolder(const QString &folder);
/// Empty: nothing is kept.
[[nodiscard]] ConnectivityCheck checkStateFolder(const QString &folder);
/// `files` are shared at the moment, in these folders or one by one.
[[nodiscard]] ConnectivityCheck checkShareFolders(const QStringList &folders, std::uint64_t files);

} // namespace ft::engine
