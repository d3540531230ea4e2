#pragma once

#include "common/model/filerecord.h"

#include <QString>

namespace ft::test {

inline SharedPath pathOf(const QString &path)
{
    return SharedPath::fromString(path).value();
}

inline HostName hostOf(const QByteArray &name)
{
    return HostName::parse(name).value();
}

/// A root that is no content's, told apart by `seed`.
inline ContentHash rootOf(std::uint8_t seed)
{
    ContentHash::Bytes bytes{};
    bytes.fill(seed);
    return ContentHash{bytes};
}

inline FileRecord recordOf(const QString &path, std::uint64_t size = 1)
{
    return {pathOf(path), "text/plain", size, std::chrono::sys_seconds{}, rootOf(1), std::nullopt};
}

} // namespace ft::test
