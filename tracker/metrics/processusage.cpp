#include "tracker/metrics/processusage.h"

#include <QDir>
#include <QFile>

#include <sys/resource.h>
#include <unistd.h>

namespace ft::tracker {

namespace {

std::uint64_t countResident()
{
    QFile file{QStringLiteral("/proc/self/statm")};
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const auto words = file.readAll().split(' ');
    const auto pageSize = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    return words.size() > 1 ? words[1].toULongLong() * pageSize : 0;
}

std::chrono::microseconds durationOf(const timeval &time)
{
    return std::chrono::seconds{time.tv_sec} + std::chrono::microseconds{time.tv_usec};
}

std::uint64_t countDescriptors()
{
    const QDir folder{QStringLiteral("/proc/self/fd")};
    return static_cast<std::uint64_t>(
        folder.entryList(QDir::System | QDir::Files | QDir::NoDotAndDotDot).size());
}

} // namespace

ProcessUsage ProcessUsage::now()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return {countResident(),
            durationOf(usage.ru_utime) + durationOf(usage.ru_stime),
            countDescriptors()};
}

} // namespace ft::tracker
