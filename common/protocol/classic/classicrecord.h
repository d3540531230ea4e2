#pragma once

#include "common/model/endpoint.h"
#include "common/protocol/decodeerror.h"
#include "common/protocol/record.h"

#include <chrono>
#include <cstdint>
#include <variant>

namespace ft::protocol {

/// A file as programs of the classic dialect tell it: `<name, type, size, DD/MM/YY, address,
/// port>`.
struct ClassicRecord
{
    QByteArray name; ///< UTF-8, as it was written: it may hold commas, and is no path of ours
    QByteArray type; ///< an extension or a media type
    std::uint64_t size = 0; ///< bytes
    std::chrono::sys_days modified;
    Endpoint endpoint; ///< where the peer says it serves the file

    bool operator==(const ClassicRecord &) const = default;
};

/// Decodes the text between `<` and `>`, from its end: the last five fields hold no comma. Days and
/// months may have one digit, years two or four; those of two are 1970 to 2069. Pure, as all here.
[[nodiscard]] Decoded<ClassicRecord> decodeClassicRecord(QByteArrayView inner);

/// No record that is believed has more bytes.
inline constexpr qsizetype MaxClassicRecord = 1'024;

/// What the bytes are that begin with a `<`.
struct ClassicRecordScan
{
    struct Complete
    {
        ClassicRecord record;
        bool isSpaced = false; ///< a space stands behind its last comma
        qsizetype size = 0; ///< bytes from the `<` up to and with its `>`
    };
    /// Something else in angle brackets, which is to be skipped.
    struct Broken
    {
        DecodeError error;
        qsizetype size = 0;
    };
    struct Unfinished
    {
        bool isClosed = false; ///< nothing is missing: it has all fields, and ends in a `>`
    };
    using Result = std::variant<Complete, Broken, Unfinished>;

    /// `text` begins with `<`. The name may hold `<` and `>`: its `>` is the first that makes it a
    /// record. What is none by the next `<` behind a `>`, or by MaxClassicRecord, is broken.
    [[nodiscard]] static Result at(QByteArrayView text);
};

/// Whether it may stand between two records.
[[nodiscard]] bool isBetweenClassicRecords(char c);

/// What a program of the classic dialect writes behind a verb.
struct ClassicPrefix
{
    bool hasColon = true;
    bool isSpaced = true;

    bool operator==(const ClassicPrefix &) const = default;
};

/// How a program of the classic dialect writes its records: answers to it are written so as well.
struct ClassicStyle
{
    enum class Separator : std::uint8_t {
        None, ///< `<...><...>`
        Newline,
        Bar, ///< `<...>|<...>`
    };

    Separator separator = Separator::Newline;
    bool isSpaced = true; ///< a space after commas

    bool operator==(const ClassicStyle &) const = default;
};

[[nodiscard]] QByteArrayView textOf(ClassicStyle::Separator separator);
/// What the text between two records is.
[[nodiscard]] ClassicStyle::Separator separatorIn(QByteArrayView between);

/// Appends the six fields of a record, its path as the name. Of a media type its parameters are
/// left out, which may hold commas.
void appendClassicRecord(QByteArray &out, const RecordView &record, const ClassicStyle &style);

} // namespace ft::protocol
