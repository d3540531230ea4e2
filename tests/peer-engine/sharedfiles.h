#pragma once

#include "common/hash/contenthasher.h"
#include "peer-gui/engine/share/openedfile.h"
#include "tests/peer-engine/records.h"
#include "tests/support/files.h"

#include <QFile>

namespace ft::test {

/// What the share knows of a file with this content.
inline hash::ContentIdentity identityOf(const QByteArray &content)
{
    hash::ContentHasher hasher{static_cast<std::uint64_t>(content.size())};
    hasher.add({content.constData(), static_cast<std::size_t>(content.size())});
    return hasher.finish();
}

/// The record of a file with this content.
inline FileRecord recordFor(const QString &path, const QByteArray &content)
{
    auto record = recordOf(path, static_cast<std::uint64_t>(content.size()));
    record.root = identityOf(content).root;
    record.modified = std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}};
    return record;
}

/// Writes a file and hashes it as the share would.
inline engine::SharedFile sharedFile(const QString &absolutePath,
                                     const QString &as,
                                     const QByteArray &content)
{
    writeFile(absolutePath, content);
    auto identity = identityOf(content);
    return {recordFor(as, content),
            absolutePath,
            engine::stampOf(absolutePath).value(),
            identity.pieceSize,
            std::make_shared<const std::vector<NodeHash>>(std::move(identity.pieceLayer))};
}

inline QByteArray contentOf(const QString &path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

} // namespace ft::test
