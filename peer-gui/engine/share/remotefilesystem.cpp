#include "peer-gui/engine/share/remotefilesystem.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <sys/vfs.h>

namespace ft::engine {

namespace {

// As statfs(2) and linux/magic.h give them; not every system's headers have them all.
constexpr std::array<std::uint32_t, 12> Remote{
    0x6969, // NFS
    0x517b, // SMB
    0xff534d42, // CIFS
    0xfe534d42, // SMB2
    0x65735546, // FUSE
    0x01021997, // 9P
    0x5346414f, // AFS
    0x6b414653, // AFS of the kernel
    0x73757245, // Coda
    0x00c36400, // Ceph
    0x786f4256, // shared folders of VirtualBox
    0x0bd00bd0, // Lustre
};

} // namespace

bool isRemoteFileSystem(int folderDescriptor)
{
    struct statfs status = {};
    if (::fstatfs(folderDescriptor, &status) != 0)
        return false;
    return std::ranges::find(Remote, static_cast<std::uint32_t>(status.f_type)) != Remote.end();
}

} // namespace ft::engine
