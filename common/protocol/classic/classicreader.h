#pragma once

#include "common/protocol/classic/classicmessages.h"

#include <optional>

namespace ft::protocol {

/// Cuts what a program of the classic dialect sends into messages, which end in no certain byte.
///
/// `HELLO` and `BYE` are over with their last letter, what is a line with its line end, records
/// where something begins that is none. Everything else is over when its sender half-closes or
/// falls silent, which the caller tells by `isOver`. Pure; no clock.
class ClassicReader final
{
public:
    /// Of one message.
    static constexpr qsizetype MaxMessage = 1024 * 1024;

    void append(QByteArrayView bytes) { m_buffer += bytes; }
    /// The next message; nothing when it is not over yet, or when there is none. After an error
    /// nothing can be read any more: where the next message would begin is not known. TooLong when
    /// more than MaxMessage came without an end.
    [[nodiscard]] Decoded<std::optional<ClassicMessage>> next(bool isOver);
    /// Bytes of a message that is not over.
    [[nodiscard]] bool isInMessage() const { return !m_buffer.isEmpty(); }

private:
    [[nodiscard]] std::optional<qsizetype> endOfLine();
    [[nodiscard]] std::optional<qsizetype> endOfRecords();
    [[nodiscard]] Decoded<std::optional<ClassicMessage>> take(qsizetype size,
                                                              Decoded<ClassicMessage> message);

    QByteArray m_buffer;
    qsizetype m_seen = 0; ///< bytes of the message in which there is no end
    bool m_isBehindRecord = false; ///< but blanks, nothing stands between there and a `>`
};

} // namespace ft::protocol
