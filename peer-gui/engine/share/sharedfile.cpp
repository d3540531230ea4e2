#include "peer-gui/engine/share/sharedfile.h"

#include <sys/stat.h>

namespace ft::engine {

namespace {

constexpr std::int64_t NsPerSecond = 1'000'000'000;

} // namespace

FileStamp FileStamp::of(const struct stat &status)
{
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

bool FileStamp::isFirmAt(std::chrono::system_clock::time_point now) const
{
    using namespace std::chrono_literals;
    const bool isWholeSecond = mtimeNs % NsPerSecond == 0;
    const auto step = isWholeSecond ? std::chrono::nanoseconds{2s} : std::chrono::nanoseconds{50ms};
    const auto age = now.time_since_epoch() - std::chrono::nanoseconds{mtimeNs};
    return age > step || age < -step;
}

} // namespace ft::engine
