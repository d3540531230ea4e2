#include "common/console/safetext.h"

#include <algorithm>

namespace ft::console {

namespace {

bool isUnsafe(QChar c)
{
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format: // bidirectional overrides, zero-width characters
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

} // namespace

QString safeText(const QString &text)
{
    QString safe = text;
    std::replace_if(safe.begin(), safe.end(), isUnsafe, QChar{QChar::ReplacementCharacter});
    return safe;
}

} // namespace ft::console
