#pragma once

#include "peer-gui/engine/share/openedfile.h"

#include <cstdint>

namespace ft::engine {

/// Bytes that can be served: a shared file, or what there is of a file that still arrives.
///
/// Any thread, several at once. Blocks as long as the disk takes.
class ReadableFile
{
public:
    ReadableFile() = default;
    ReadableFile(const ReadableFile &) = delete;
    ReadableFile &operator=(const ReadableFile &) = delete;
    ReadableFile(ReadableFile &&) = delete;
    ReadableFile &operator=(ReadableFile &&) = delete;
    virtual ~ReadableFile() = default;

    /// Copies up to `most` bytes from `offset` on, at least one where there are some. 0 at the end
    /// of the file, -1 when it cannot be read.
    [[nodiscard]] virtual qint64 readAt(std::uint64_t offset, char *to, qint64 most) const = 0;

    /// Whether what was verified of it is still what readAt() gives, as far as can be told without
    /// reading: nobody else has written to the file.
    [[nodiscard]] virtual bool isUnchanged() const = 0;
};

/// A file of the share, open.
class ReadableShare final : public ReadableFile
{
public:
    explicit ReadableShare(OpenedFile file)
        : m_file(std::move(file))
    {}

    [[nodiscard]] qint64 readAt(std::uint64_t offset, char *to, qint64 most) const override;
    [[nodiscard]] bool isUnchanged() const override { return m_file.isUnchanged(); }
    [[nodiscard]] const FileStamp &stamp() const { return m_file.stamp(); }

private:
    OpenedFile m_file;
};

} // namespace ft::engine
