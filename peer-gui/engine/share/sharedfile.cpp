#include "peer-gui/engine/share/sharedfile.h"

#include <sys/stat.h>

namespace ft::engine {

FileStamp FileStamp::of(const struct stat &status)
{
    constexpr std::int64_t NsPerSecond = 1'000'000'000;
    return {.dev = status.st_dev,
            .inode = status.st_ino,
            .size = static_cast<std::uint64_t>(status.st_size),
            .mtimeNs = status.st_mtim.tv_sec * NsPerSecond + status.st_mtim.tv_nsec};
}

std::chrono::sys_seconds FileStamp::modified() const
{
    using std::chrono::floor;
    return std::chrono::sys_seconds{floor<std::chrono::seconds>(std::chrono::nanoseconds{mtimeNs})};
}

} // namespace ft::engine
