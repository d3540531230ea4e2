#pragma once

#include "peer-gui/engine/snapshots.h"

#include <array>
#include <utility>

/// Values as an engine would report them, for tests and pictures of what shows them.
namespace ft::sample {

/// A root that differs with `seed`.
[[nodiscard]] inline ContentHash root(std::uint8_t seed)
{
    ContentHash::Bytes bytes{};
    bytes.fill(seed);
    return ContentHash{bytes};
}

[[nodiscard]] inline FileRecord file(const char *path, const char *type, std::uint64_t size)
{
    // 2026-03-14 15:09:26 UTC
    constexpr std::chrono::sys_seconds Modified{std::chrono::seconds{1773500966}};
    return {SharedPath::parse(path).value(), type, size, Modified, root(1), {}};
}

[[nodiscard]] inline Endpoint endpoint(const char *text)
{
    return Endpoint::parse(QString::fromLatin1(text)).value();
}

/// `host` null for a classic peer.
[[nodiscard]] inline SourceRecord record(FileRecord file, const char *host, const char *address)
{
    std::optional<HostName> name;
    if (host)
        name = HostName::parse(host);
    return {std::move(file), endpoint(address), name};
}

[[nodiscard]] inline engine::TransferSnapshot transfer(std::uint32_t id,
                                                       const char *name,
                                                       engine::TransferState state)
{
    engine::TransferSnapshot snapshot;
    snapshot.id = engine::TransferId{id};
    snapshot.name = QString::fromUtf8(name);
    snapshot.state = state;
    return snapshot;
}

/// A transfer of a known record, `verified` bytes of `size` done.
[[nodiscard]] inline engine::TransferSnapshot transferOf(std::uint32_t id,
                                                         const SourceRecord &source,
                                                         engine::TransferState state,
                                                         std::uint64_t verified)
{
    auto snapshot = transfer(id, source.file.path.utf8().constData(), state);
    snapshot.record = source;
    snapshot.size = source.file.size;
    snapshot.verified = verified;
    return snapshot;
}

[[nodiscard]] inline engine::SharedFileInfo shared(const char *path, std::uint64_t size)
{
    return {file(path, "text/plain", size),
            QStringLiteral("/home/ada/share/") % QString::fromUtf8(path)};
}

} // namespace ft::sample
