#pragma once

#include "common/base/result.h"
#include "peer-gui/engine/share/sharedfile.h"

#include <QString>

namespace ft::engine {

/// Why the content of a file to be shared is not to be had.
struct FileFault
{
    enum class Kind {
        Vanished, ///< does not exist (any more)
        NotRegularFile, ///< a folder, pipe, socket or device, or there is a symlink on the way
        Unreadable, ///< no permission, or the disk fails
        Changed, ///< was written to or replaced while it was read: worth another try
    };

    Kind kind = Kind::Unreadable;
    int systemError = 0; ///< errno, where one is known

    bool operator==(const FileFault &) const = default;
};

/// A regular file, open for reading, with the stamp it had when it was opened. Closed at the end.
///
/// The way to open everything that is shared: the path was free of symlinks when it was found, and
/// opening fails when one has been put in its way since. Never blocks on a pipe.
class OpenedFile final
{
public:
    /// `absolutePath` as SharedFile has it. Any thread.
    [[nodiscard]] static Result<OpenedFile, FileFault> open(const QString &absolutePath);

    OpenedFile(OpenedFile &&other) noexcept;
    OpenedFile &operator=(OpenedFile &&other) noexcept;
    OpenedFile(const OpenedFile &) = delete;
    OpenedFile &operator=(const OpenedFile &) = delete;
    ~OpenedFile();

    [[nodiscard]] int descriptor() const { return m_descriptor; }
    /// Hands the descriptor over; the caller closes it.
    [[nodiscard]] int release();
    [[nodiscard]] const FileStamp &stamp() const { return m_stamp; }

    /// Whether the file behind the descriptor still has its stamp: not written to since open().
    [[nodiscard]] bool isUnchanged() const;

private:
    OpenedFile(int descriptor, const FileStamp &stamp)
        : m_descriptor(descriptor)
        , m_stamp(stamp)
    {}

    int m_descriptor;
    FileStamp m_stamp;
};

/// The stamp of what a path leads to now, without opening it.
[[nodiscard]] Result<FileStamp, FileFault> stampOf(const QString &absolutePath);

/// The path with every symlink on it resolved. Touches the disk.
[[nodiscard]] Result<QString, FileFault> withoutSymlinks(const QString &path);

} // namespace ft::engine
