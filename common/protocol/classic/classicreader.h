#pragma once

#include "common/protocol/classic/classicmessages.h"

#include <chrono>
#include <optional>

namespace ft::protocol {

/// Cuts what a program of the classic dialect sends into messages, which end in no certain byte.
///
/// `HELLO` and `BYE` are over with their last letter, a record with its `>`, what is a line with
/// its line end. Everything else is over when its sender ends its direction, or falls silent where
/// the message may be whole. Pure; no clock.
class ClassicReader final
{
public:
    /// Of one message.
    static constexpr qsizetype MaxMessage = 4 * 1024;
    /// What is in angle brackets and no record is skipped, so often.
    static constexpr int MaxBroken = 16;

    /// What is known of the bytes that follow those appended.
    enum class Input : std::uint8_t {
        Open, ///< nothing
        Silent, ///< none came for a while
        Over, ///< none will come
    };

    void append(QByteArrayView bytes) { m_buffer += bytes; }
    /// The next message; nothing when it is not over yet, or when there is none. After an error
    /// nothing can be read any more: where the next message would begin is not known.
    [[nodiscard]] Decoded<std::optional<ClassicMessage>> next(Input input);
    /// Bytes appended and not taken.
    [[nodiscard]] qsizetype pending() const { return m_buffer.size(); }
    /// Bytes of a message that is not over.
    [[nodiscard]] bool isInMessage() const { return !m_buffer.isEmpty(); }

private:
    using Next = Decoded<std::optional<ClassicMessage>>;

    void skipBlanks();
    [[nodiscard]] Next nextRecord(Input input);
    [[nodiscard]] Next nextLine(Input input);
    [[nodiscard]] Next skip(const ClassicRecordScan::Broken &broken, Input input);
    [[nodiscard]] Next take(qsizetype size, Decoded<ClassicMessage> message);

    QByteArray m_buffer;
    qsizetype m_seen = 0; ///< bytes of a line in which there is no end
    int m_broken = 0;
    bool m_isBehindRecord = false; ///< m_between stands behind one
    QByteArray m_between; ///< blanks and bars since the last record
};

} // namespace ft::protocol
