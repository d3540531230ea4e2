#include "common/model/hostname.h"

#include <algorithm>

namespace ft {

namespace {

bool isAllowed(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
           || c == '_' || c == '-';
}

bool mayBegin(char c)
{
    return isAllowed(c) && c != '.' && c != '-';
}

} // namespace

std::optional<HostName> HostName::parse(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > MaxLength || !mayBegin(text.front()))
        return std::nullopt;
    if (!std::all_of(text.begin(), text.end(), isAllowed))
        return std::nullopt;
    return HostName{text.toByteArray()};
}

HostName HostName::nearest(const QString &text)
{
    QByteArray kept;
    for (const char c : text.toLatin1()) {
        if (kept.size() == MaxLength)
            break;
        if (kept.isEmpty() ? mayBegin(c) : isAllowed(c))
            kept.append(c);
    }
    return HostName{kept.isEmpty() ? QByteArrayLiteral("peer") : kept};
}

} // namespace ft
