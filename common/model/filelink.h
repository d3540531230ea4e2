#pragma once

#include "common/base/result.h"
#include "common/model/contenthash.h"
#include "common/model/endpoint.h"
#include "common/model/sharedpath.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>

namespace ft {

/// Why a text is no link to a file.
enum class LinkFault {
    NotALink, ///< does not begin with `filetracker:?`
    TooLong, ///< more than FileLink::MaxLength bytes
    BadText, ///< a space, a control character, `#`, or a part that is no `key=value`
    BadEscape, ///< a `%` without two hexadecimal digits behind it
    DuplicateKey,
    MissingRoot,
    BadValue, ///< of a known key
};

struct LinkError
{
    LinkFault fault = LinkFault::NotALink;
    QByteArray key; ///< of which part; empty when it is not about one, else at most 32 bytes

    bool operator==(const LinkError &) const = default;
};

/// What stands in a link that people send each other: which content, and what one may want to know
/// of it before it is found. PROTOCOL.md section 12 is its grammar.
struct FileLink
{
    static constexpr qsizetype MaxLength = 8192; ///< bytes of UTF-8
    static constexpr std::uint64_t MaxSize = 1ULL << 53U;

    ContentHash root;
    std::optional<std::uint64_t> size; ///< bytes
    std::optional<SharedPath> name; ///< as its sharer calls it
    std::optional<Md5Sum> md5;
    std::optional<HostPort> tracker; ///< where somebody offers it

    [[nodiscard]] static Result<FileLink, LinkError> parse(const QString &text);
    /// ASCII, safe in a mail, a shell's single quotes and an HTML attribute.
    [[nodiscard]] QString toString() const;
    /// What to search for to find this content: `root:HEX`.
    [[nodiscard]] QString query() const;

    /// Whether a text means to be a link, so that parse() says what is wrong with it.
    [[nodiscard]] static bool isMeant(const QString &text);

    bool operator==(const FileLink &) const = default;
};

} // namespace ft
