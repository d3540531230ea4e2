#pragma once

#include "tests/support/eventsocket.h"

#include <cstdint>

namespace ft::test {

/// How one program of the classic dialect speaks, where its description leaves that open.
struct ClassicHabits
{
    /// Between records, in what it says and in the answers it understands.
    enum class Separator : std::uint8_t { Newline, Bar, None };
    enum class Types : std::uint8_t { Extension, Media };
    /// To the tracker: from HELLO to BYE, or one until its records are told and a new one for every
    /// request.
    enum class Connection : std::uint8_t { Kept, OneShot };
    /// Which requests for its files it understands.
    enum class Understands : std::uint8_t {
        Both, ///< answers at once
        Compact, ///< `DOWNLOAD:a,b,1`, and only when the other end has ended its direction
        Spaced, ///< `DOWNLOAD: a, b, 1`, at once; does not react to anything else
    };
    /// When a download of its own is over.
    enum class Reads : std::uint8_t { Size, UntilClose };
    /// How it breaks what it serves. One byte too few behind `FILE: ` would be a whole file behind
    /// `FILE:` that begins with a space.
    enum class Fault : std::uint8_t { None, TooFewBytes, TooManyBytes, ClosesAtOnce };

    Separator separator = Separator::Newline;
    bool isSpaced = true; ///< a space after the commas of records and requests, also in answers
    bool hasSpacedPrefix = true; ///< `SEARCH: x`; else `SEARCH:x`
    bool hasLongYears = false; ///< `DD/MM/YYYY`
    Types types = Types::Extension;
    bool hasFullNames = true; ///< `report.txt`; else `report` with its extension in the type
    Connection connection = Connection::Kept;
    EventSocket::Segments segments = EventSocket::Segments::Whole;

    bool halfCloses = false; ///< after DOWNLOAD
    Reads reads = Reads::Size;

    Understands understands = Understands::Both;
    bool hasSpacedFile = true; ///< `FILE: ` before the bytes; else `FILE:`
    bool closesAfterFile = true; ///< else it waits until the other end closes
    Fault fault = Fault::None;
};

} // namespace ft::test
