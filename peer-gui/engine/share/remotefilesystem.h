#pragma once

#include <functional>

namespace ft::engine {

/// Tells of the file system behind an open folder whether others may change it without the kernel
/// of this machine knowing, so that watching it is not enough.
using RemoteTest = std::function<bool(int folderDescriptor)>;

/// True for network file systems and those of programs (FUSE).
[[nodiscard]] bool isRemoteFileSystem(int folderDescriptor);

} // namespace ft::engine
