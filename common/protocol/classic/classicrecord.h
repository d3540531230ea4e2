#pragma once

#include "common/model/endpoint.h"
#include "common/protocol/decodeerror.h"

#include <chrono>
#include <cstdint>
#include <vector>

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

/// How a program of the classic dialect writes: answers to it are written the same way.
struct ClassicStyle
{
    enum class Separator : std::uint8_t {
        None, ///< `<...><...>`
        Newline,
        Bar, ///< `<...>|<...>`
    };

    Separator separator = Separator::Newline;
    bool isSpaced = true; ///< a space after commas and behind the colon of a prefix
    bool hasLongYears = false; ///< `DD/MM/YYYY`

    bool operator==(const ClassicStyle &) const = default;
};

/// Several records, and how they were written.
struct ClassicRecords
{
    std::vector<ClassicRecord> records;
    ClassicStyle style;

    bool operator==(const ClassicRecords &) const = default;
};

/// Decodes the text between `<` and `>`, from its end: the last five fields hold no comma. Days and
/// months may have one digit; years of two are 1970 to 2069.
[[nodiscard]] Decoded<ClassicRecord> decodeClassicRecord(QByteArrayView inner);

/// Decodes records that follow each other, with nothing, spaces, a line end or `|` between them.
/// Names may hold `<` and `>`. Fails on the first that is none.
[[nodiscard]] Decoded<ClassicRecords> decodeClassicRecords(QByteArrayView text);

/// Appends a record without what separates it from the next. Times of days outside the years 1970
/// to 9999 become the nearest of these.
void appendClassicRecord(QByteArray &out, const ClassicRecord &record, const ClassicStyle &style);
[[nodiscard]] QByteArray encodeClassicRecords(const std::vector<ClassicRecord> &records,
                                              const ClassicStyle &style);

} // namespace ft::protocol
