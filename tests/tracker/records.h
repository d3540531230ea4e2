#pragma once

#include "common/model/filerecord.h"
#include "common/protocol/record.h"

#include <initializer_list>
#include <vector>

namespace ft::test {

/// A record under a valid path; throws std::bad_optional_access or the like when it is not.
inline FileRecord fileRecord(const QByteArray &path, std::uint64_t size = 1)
{
    return {SharedPath::parse(path).value(),
            "text/plain",
            size,
            std::chrono::sys_seconds{std::chrono::seconds{1'762'300'800}},
            {},
            {}};
}

inline SourceRecord sourceRecord(const QByteArray &path, std::uint64_t size = 1)
{
    return {fileRecord(path, size), {QHostAddress{QStringLiteral("203.0.113.9")}, 9}, {}};
}

inline std::vector<SourceRecord> sourceRecords(std::initializer_list<QByteArray> paths)
{
    std::vector<SourceRecord> records;
    for (const QByteArray &path : paths)
        records.push_back(sourceRecord(path));
    return records;
}

inline HostName hostName(const QByteArray &name)
{
    return HostName::parse(name).value();
}

/// A hash with the given first byte.
template <typename Digest>
Digest digest(std::uint8_t first)
{
    typename Digest::Bytes bytes{};
    bytes[0] = first;
    return Digest{bytes};
}

/// The record a view shows, as a value of its own.
inline FileRecord toValue(const protocol::RecordView &view)
{
    FileRecord record{SharedPath::parse(view.path).value(),
                      view.type.toByteArray(),
                      view.size,
                      view.modified,
                      {},
                      {}};
    if (view.root)
        record.root = *view.root;
    if (view.md5)
        record.md5 = *view.md5;
    record.isPartial = view.isPartial;
    return record;
}

} // namespace ft::test
