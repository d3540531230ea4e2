#pragma once

#include <QByteArray>
#include <QString>

namespace ft::engine {

/// The media type that a file's name tells, `application/pdf`; `application/octet-stream` when it
/// tells none. Never empty, never longer than a record takes. Any thread.
[[nodiscard]] QByteArray mediaTypeOf(const QString &fileName);

} // namespace ft::engine
