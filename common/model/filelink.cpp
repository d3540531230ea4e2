#include "common/model/filelink.h"

#include "common/model/text.h"

#include <QByteArrayList>
#include <QStringBuilder>

#include <algorithm>

namespace ft {

namespace {

constexpr QByteArrayView Scheme = "filetracker:";
constexpr std::uint16_t TrackerPort = 1234;
constexpr qsizetype MaxKey = 32;

bool isKeyByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// What may stand raw in a link: nothing that ends one in running text, and no fragment.
bool isRaw(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7f && c != '#' && c != '<' && c != '>' && c != '"';
}

bool hasBadEscape(QByteArrayView value)
{
    for (qsizetype i = value.indexOf('%'); i >= 0; i = value.indexOf('%', i + 1)) {
        if (i + 2 >= value.size() || !isHexDigit(value[i + 1]) || !isHexDigit(value[i + 2]))
            return true;
    }
    return false;
}

std::optional<std::uint64_t> parseSize(QByteArrayView digits)
{
    constexpr qsizetype MaxDigits = 16;
    if (digits.isEmpty() || digits.size() > MaxDigits || (digits.size() > 1 && digits[0] == '0'))
        return std::nullopt;
    std::uint64_t size = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return std::nullopt;
        size = size * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return size <= FileLink::MaxSize ? std::optional{size} : std::nullopt;
}

std::optional<SharedPath> parseName(const QByteArray &utf8)
{
    const auto path = SharedPath::parse(utf8);
    return path ? std::optional{*path} : std::nullopt;
}

std::optional<HostPort> parseTracker(const QByteArray &utf8)
{
    constexpr qsizetype MaxHost = 260;
    const auto text = QString::fromUtf8(utf8);
    return utf8.size() > MaxHost || text.toUtf8() != utf8 ? std::nullopt
                                                          : HostPort::parse(text, TrackerPort);
}

/// The parts of a link as they are read: which content is known only at the end.
struct Parts
{
    std::optional<ContentHash> root;
    FileLink link;
};

/// Whether the value of a known key is one; values of unknown keys always are.
bool take(Parts &parts, QByteArrayView key, const QByteArray &value)
{
    if (key == "root")
        return (parts.root = ContentHash::fromHex(value)).has_value();
    if (key == "size")
        return (parts.link.size = parseSize(value)).has_value();
    if (key == "name")
        return (parts.link.name = parseName(value)).has_value();
    if (key == "md5")
        return (parts.link.md5 = Md5Sum::fromHex(value)).has_value();
    if (key == "tracker")
        return (parts.link.tracker = parseTracker(value)).has_value();
    return true;
}

/// One `key=value`; nothing when it is taken.
std::optional<LinkError> takePart(Parts &parts, QByteArrayList &seen, QByteArrayView part)
{
    const auto equals = part.indexOf('=');
    const QByteArray key = part.first(std::max<qsizetype>(equals, 0)).toByteArray();
    if (key.isEmpty() || key.size() > MaxKey || !std::all_of(key.begin(), key.end(), isKeyByte))
        return LinkError{LinkFault::BadText, {}};
    if (seen.contains(key))
        return LinkError{LinkFault::DuplicateKey, key};
    seen << key;
    const auto value = part.sliced(equals + 1);
    if (hasBadEscape(value))
        return LinkError{LinkFault::BadEscape, key};
    if (!take(parts, key, QByteArray::fromPercentEncoding(value.toByteArray())))
        return LinkError{LinkFault::BadValue, key};
    return std::nullopt;
}

/// What stands behind the `?`; nothing when the text is no link. Programs that pass links on may
/// put slashes in.
std::optional<QByteArrayView> queryOf(QByteArrayView text)
{
    if (text.size() < Scheme.size()
        || text.first(Scheme.size()).compare(Scheme, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    auto rest = text.sliced(Scheme.size());
    for (int slashes = 0; slashes < 3 && rest.startsWith('/'); ++slashes)
        rest = rest.sliced(1);
    return rest.startsWith('?') ? std::optional{rest.sliced(1)} : std::nullopt;
}

} // namespace

bool FileLink::isMeant(const QString &text)
{
    return text.startsWith(QLatin1String{Scheme.data(), Scheme.size()}, Qt::CaseInsensitive);
}

Result<FileLink, LinkError> FileLink::parse(const QString &text)
{
    if (text.size() > MaxLength)
        return tl::unexpected(LinkError{LinkFault::TooLong, {}});
    const QByteArray utf8 = text.toUtf8();
    if (utf8.size() > MaxLength)
        return tl::unexpected(LinkError{LinkFault::TooLong, {}});
    const auto query = queryOf(utf8);
    if (!query)
        return tl::unexpected(LinkError{LinkFault::NotALink, {}});
    if (hasControl(*query) || !std::all_of(query->begin(), query->end(), isRaw))
        return tl::unexpected(LinkError{LinkFault::BadText, {}});
    Parts parts;
    QByteArrayList seen;
    for (const QByteArray &part : query->toByteArray().split('&')) {
        if (const auto error = takePart(parts, seen, part))
            return tl::unexpected(*error);
    }
    if (!parts.root)
        return tl::unexpected(LinkError{LinkFault::MissingRoot, "root"});
    parts.link.root = *parts.root;
    return parts.link;
}

QString FileLink::toString() const
{
    QByteArray text = Scheme.toByteArray() + "?root=" + root.hex();
    if (size)
        text += "&size=" + QByteArray::number(static_cast<qulonglong>(*size));
    if (name)
        text += "&name=" + name->utf8().toPercentEncoding("/");
    if (md5)
        text += "&md5=" + md5->hex();
    if (tracker)
        text += "&tracker=" + tracker->toString().toUtf8().toPercentEncoding(":");
    return QString::fromLatin1(text);
}

QString FileLink::query() const
{
    return QStringLiteral("root:") % QString::fromLatin1(root.hex());
}

} // namespace ft
