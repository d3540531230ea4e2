#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

/// Files for tests, and checks of their content that use nothing of the product.
namespace ft::test {

/// Makes the folders above it where they are missing. Aborts the test when it cannot write.
void writeFile(const QString &path, const QByteArray &content);

/// Writes `size` bytes that look random and depend on `seed` alone.
void writeRandomFile(const QString &path, quint64 size, quint64 seed);

/// The first `size` bytes that writeRandomFile() would write.
[[nodiscard]] QByteArray randomBytes(qsizetype size, quint64 seed);

/// Whether both can be read and hold the same bytes.
[[nodiscard]] bool sameBytes(const QString &left, const QString &right);

/// Lower-case hexadecimal digits; empty when the file cannot be read.
[[nodiscard]] QByteArray sha256(const QString &path);
[[nodiscard]] QByteArray md5(const QString &path);

/// The paths of all files below a folder, relative to it, hidden ones too, sorted.
[[nodiscard]] QStringList filesBelow(const QString &folder);

} // namespace ft::test
