#include "common/model/sharedpath.h"

#include "common/model/text.h"

#include <QStringBuilder>

#include <algorithm>
#include <initializer_list>

namespace ft {

namespace {

bool isOneOf(QByteArrayView name, std::initializer_list<const char *> names)
{
    return std::any_of(names.begin(), names.end(), [name](const char *other) {
        return name.compare(QByteArrayView{other}, Qt::CaseInsensitive) == 0;
    });
}

bool isReservedName(QByteArrayView component)
{
    // https://learn.microsoft.com/windows/win32/fileio/naming-a-file : an extension or spaces do
    // not free the name, and the superscripts one to three count as digits.
    const auto *const dot = std::find(component.begin(), component.end(), '.');
    const auto stem = component.first(dot - component.begin()).trimmed();
    if (isOneOf(stem, {"con", "prn", "aux", "nul", "conin$", "conout$"}))
        return true;
    if (stem.size() < 4 || !isOneOf(stem.first(3), {"com", "lpt"}))
        return false;
    const auto number = stem.sliced(3);
    if (number.size() == 1)
        return number.front() >= '1' && number.front() <= '9';
    return isOneOf(number, {"\xc2\xb9", "\xc2\xb2", "\xc2\xb3"});
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
