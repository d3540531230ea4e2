#pragma once

#include "common/protocol/classic/classicrecord.h"

#include <optional>
#include <variant>

/// What programs of the classic dialect send, to a tracker and to each other.
namespace ft::protocol {

struct ClassicHello
{
    bool operator==(const ClassicHello &) const = default;
};

/// One record of a list.
struct ClassicOffer
{
    ClassicRecord record;
    bool isSpaced = true;
    /// What stood between it and the record before; absent for the first.
    std::optional<ClassicStyle::Separator> separator;

    bool operator==(const ClassicOffer &) const = default;
};

struct ClassicSearch
{
    QByteArray name; ///< any bytes, without spaces around them; may be empty
    ClassicPrefix prefix;

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

    bool operator==(const ClassicDownload &) const = default;
};

using ClassicMessage =
    std::variant<ClassicHello, ClassicOffer, ClassicSearch, ClassicBye, ClassicDownload>;

} // namespace ft::protocol
