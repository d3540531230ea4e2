#include "common/model/text.h"

#include <QString>

#include <algorithm>

namespace ft {

namespace {

unsigned char byteAt(QByteArrayView text, qsizetype i)
{
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
}

bool isThreeByteControl(unsigned char lead, unsigned char second, unsigned char third)
{
    if (lead == 0xef)
        return second == 0xbb && third == 0xbf; // U+FEFF
    if (lead != 0xe2)
        return false;
    if (second == 0x80)
        return third >= 0xa8 && third <= 0xae; // U+2028..U+202E: separators, embeddings, overrides
    return second == 0x81 && third >= 0xa6 && third <= 0xa9; // U+2066..U+2069: isolates
}

/// Bytes of the control code that begins at `i`; 0 when none does.
qsizetype controlLengthAt(QByteArrayView text, qsizetype i)
{
    const unsigned char lead = byteAt(text, i);
    if (lead < 0x20 || lead == 0x7f)
        return 1;
    if (lead < 0x80)
        return 0;
    const unsigned char second = byteAt(text, i + 1);
    if (lead == 0xc2)
        return second >= 0x80 && second < 0xa0 ? 2 : 0; // U+0080..U+009F
    return isThreeByteControl(lead, second, byteAt(text, i + 2)) ? 3 : 0;
}

/// The longest beginning of valid UTF-8 that has at most `most` bytes and cuts no code in two.
QByteArrayView beginning(QByteArrayView text, qsizetype most)
{
    qsizetype end = std::min(text.size(), most);
    while (end > 0 && end < text.size() && (byteAt(text, end) & 0xc0U) == 0x80U)
        --end;
    return text.first(end);
}

} // namespace

bool hasControl(QByteArrayView utf8)
{
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        if (controlLengthAt(utf8, i) > 0)
            return true;
    }
    return false;
}

QByteArray printable(QByteArrayView bytes, qsizetype most)
{
    // A code becomes shorter by at most two bytes: three times the room is all that can be kept.
    QByteArray repaired;
    if (!bytes.isValidUtf8()) {
        repaired = QString::fromUtf8(bytes.first(std::min(bytes.size(), 3 * most))).toUtf8();
        bytes = repaired;
    }
    bytes = beginning(bytes, 3 * most);
    QByteArray text;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto length = controlLengthAt(bytes, i);
        text.append(length > 0 ? ' ' : bytes[i]);
        i += length > 0 ? length - 1 : 0;
    }
    return beginning(text, most).toByteArray();
}

} // namespace ft
