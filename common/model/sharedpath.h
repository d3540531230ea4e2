#pragma once

#include "common/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHashFunctions>
#include <QString>

namespace ft {

/// Why a text cannot name a shared file.
enum class PathFault {
    Empty,
    TooLong, ///< more than SharedPath::MaxLength bytes, or a component over MaxComponentLength
    BadUtf8,
    Absolute, ///< begins with `/`, or with a drive letter and `:`
    EmptyComponent, ///< `a//b` or a trailing `/`
    DotComponent, ///< a component is `.` or `..`
    ControlCharacter, ///< a code of hasControl(), U+FEFF among them: toString() would drop it and
                      ///< so name another file
    ForeignSeparator, ///< a backslash
    ReservedName, ///< a device name of some platform: CON, NUL, COM1, ... whatever its extension
};

/// The name of a shared file: its path inside the share, `docs/a.pdf`, safe to resolve under a
/// folder.
///
/// The only way to get one is parse(); so nothing that came from the network becomes a path of this
/// machine without having passed its rules.
class SharedPath final
{
public:
    static constexpr qsizetype MaxLength = 2048; ///< bytes of UTF-8
    static constexpr qsizetype MaxComponentLength = 255; ///< bytes of UTF-8

    /// Checks UTF-8 text with `/` between components against every rule of PathFault.
    [[nodiscard]] static Result<SharedPath, PathFault> parse(QByteArrayView utf8);
    [[nodiscard]] static Result<SharedPath, PathFault> fromString(const QString &text);

    [[nodiscard]] const QByteArray &utf8() const { return m_utf8; }
    [[nodiscard]] QString toString() const { return QString::fromUtf8(m_utf8); }
    /// The last component, `a.pdf` of `docs/a.pdf`; a view into this path.
    [[nodiscard]] QByteArrayView name() const;
    /// The absolute path of this file below a folder; never outside of it by its own text (symlinks
    /// on disk are the caller's matter).
    [[nodiscard]] QString below(const QString &folder) const;

    bool operator==(const SharedPath &other) const { return m_utf8 == other.m_utf8; }
    bool operator<(const SharedPath &other) const { return m_utf8 < other.m_utf8; }

private:
    explicit SharedPath(QByteArray utf8)
        : m_utf8(std::move(utf8))
    {}

    QByteArray m_utf8;
};

[[nodiscard]] inline std::size_t qHash(const SharedPath &path, std::size_t seed = 0)
{
    return ::qHash(path.utf8(), seed);
}

/// The part of a path after its last `/`.
[[nodiscard]] QByteArrayView lastComponent(QByteArrayView path);

} // namespace ft
