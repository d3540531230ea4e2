#pragma once

#include "common/protocol/classic/classicrecord.h"

#include <variant>

/// What programs of the classic dialect send, to a tracker and to each other.
namespace ft::protocol {

struct ClassicHello
{
    bool operator==(const ClassicHello &) const = default;
};

struct ClassicSearch
{
    QByteArray name;
    bool isSpaced = true; ///< a space stood behind the prefix

    bool operator==(const ClassicSearch &) const = default;
};

struct ClassicBye
{
    bool operator==(const ClassicBye &) const = default;
};

struct ClassicDownload
{
    QByteArray name; ///< may hold commas, and may lack its extension
    QByteArray type; ///< an extension or a media type
    std::uint64_t size = 0; ///< bytes
    bool isSpaced = true;

    bool operator==(const ClassicDownload &) const = default;
};

using ClassicMessage =
    std::variant<ClassicHello, ClassicRecords, ClassicSearch, ClassicBye, ClassicDownload>;

} // namespace ft::protocol
