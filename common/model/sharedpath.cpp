#include "common/model/sharedpath.h"

#include <QStringBuilder>

#include <algorithm>
#include <array>

namespace ft {

namespace {

constexpr unsigned char byteAt(QByteArrayView text, qsizetype i)
{
    return static_cast<unsigned char>(text[i]);
}

/// Looks only at valid UTF-8, so that a lead byte is always followed by its continuation bytes.
bool isControlAt(QByteArrayView text, qsizetype i)
{
    const unsigned char lead = byteAt(text, i);
    if (lead < 0x20 || lead == 0x7f)
        return true;
    if (lead == 0xc2)
        return byteAt(text, i + 1) < 0xa0; // U+0080..U+009F
    if (lead != 0xe2)
        return false;
    const unsigned char second = byteAt(text, i + 1);
    const unsigned char third = byteAt(text, i + 2);
    if (second == 0x80)
        return third >= 0xa8 && third <= 0xae; // U+2028..U+202E: separators, embeddings, overrides
    return second == 0x81 && third >= 0xa6 && third <= 0xa9; // U+2066..U+2069: isolates
}

bool hasControl(QByteArrayView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isControlAt(text, i))
            return true;
    }
    return false;
}

bool isReservedName(QByteArrayView component)
{
    // https://learn.microsoft.com/windows/win32/fileio/naming-a-file : an extension does not free
    // the name.
    const auto dot = std::find(component.begin(), component.end(), '.');
    const auto stem = component.first(dot - component.begin());
    const auto is = [stem](QByteArrayView name) {
        return stem.compare(name, Qt::CaseInsensitive) == 0;
    };
    if (stem.size() == 3) {
        constexpr std::array<const char *, 4> Names{"con", "prn", "aux", "nul"};
        return std::any_of(Names.begin(), Names.end(), is);
    }
    if (stem.size() != 4 || stem[3] < '1' || stem[3] > '9')
        return false;
    const auto device = stem.first(3);
    return device.compare("com", Qt::CaseInsensitive) == 0
           || device.compare("lpt", Qt::CaseInsensitive) == 0;
}

std::optional<PathFault> faultOfComponent(QByteArrayView component)
{
    if (component.isEmpty())
        return PathFault::EmptyComponent;
    if (component == "." || component == "..")
        return PathFault::DotComponent;
    if (component.size() > SharedPath::MaxComponentLength)
        return PathFault::TooLong;
    if (isReservedName(component))
        return PathFault::ReservedName;
    return std::nullopt;
}

bool isAbsolute(QByteArrayView path)
{
    const auto isLetter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    if (path.front() == '/')
        return true;
    return path.size() >= 2 && path[1] == ':' && isLetter(path[0]);
}

std::optional<PathFault> faultOf(QByteArrayView path)
{
    if (path.isEmpty())
        return PathFault::Empty;
    if (path.size() > SharedPath::MaxLength)
        return PathFault::TooLong;
    if (!path.isValidUtf8())
        return PathFault::BadUtf8;
    if (hasControl(path))
        return PathFault::ControlCharacter;
    if (path.contains('\\'))
        return PathFault::ForeignSeparator;
    if (isAbsolute(path))
        return PathFault::Absolute;
    qsizetype begin = 0;
    while (begin <= path.size()) {
        const auto slash = path.indexOf('/', begin);
        const auto end = slash < 0 ? path.size() : slash;
        if (const auto fault = faultOfComponent(path.sliced(begin, end - begin)))
            return fault;
        begin = end + 1;
    }
    return std::nullopt;
}

} // namespace

Result<SharedPath, PathFault> SharedPath::parse(QByteArrayView utf8)
{
    if (const auto fault = faultOf(utf8))
        return tl::unexpected(*fault);
    return SharedPath{utf8.toByteArray()};
}

Result<SharedPath, PathFault> SharedPath::fromString(const QString &text)
{
    return parse(QByteArrayView{text.toUtf8()});
}

QByteArrayView SharedPath::name() const
{
    return lastComponent(m_utf8);
}

QString SharedPath::below(const QString &folder) const
{
    return folder % u'/' % toString();
}

QByteArrayView lastComponent(QByteArrayView path)
{
    return path.sliced(path.lastIndexOf('/') + 1);
}

} // namespace ft
