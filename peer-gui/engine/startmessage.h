#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

#include <optional>

namespace ft::engine {

/// What a second start of the window hands to the first.
struct StartMessage
{
    static constexpr qsizetype MaxBytes = 1 << 20; ///< encoded
    static constexpr qsizetype MaxArguments = 10'000;

    /// Links and absolute paths; none to be shown only.
    QStringList arguments;
    /// By which the desktop lets the first window come to the front; may be empty.
    QByteArray activationToken;

    bool operator==(const StartMessage &) const = default;
};

/// Nothing when it is over a limit, or holds a NUL.
[[nodiscard]] std::optional<QByteArray> encode(const StartMessage &message);
/// Nothing unless encode() can have made the bytes.
[[nodiscard]] std::optional<StartMessage> decodeStartMessage(QByteArrayView bytes);

} // namespace ft::engine
