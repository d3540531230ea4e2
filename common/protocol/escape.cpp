#include "common/protocol/escape.h"

namespace ft::protocol {

namespace {

void appendHexEscape(QByteArray &out, char c)
{
    constexpr const char *Digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    out.append('%');
    out.append(Digits[byte >> 4U]);
    out.append(Digits[byte & 0xfU]);
}

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

} // namespace

void appendEscaped(QByteArray &out, QByteArrayView value, Spaces spaces)
{
    const auto last = value.size() - 1;
    qsizetype plainFrom = 0;
    for (qsizetype i = 0; i <= last; ++i) {
        const char c = value[i];
        const bool separates = c == ' ' && (spaces == Spaces::Escape || i == 0 || i == last);
        if (!separates && !isReserved(c))
            continue;
        out.append(value.sliced(plainFrom, i - plainFrom));
        appendHexEscape(out, c);
        plainFrom = i + 1;
    }
    out.append(value.sliced(plainFrom));
}

Decoded<QByteArray> unescaped(QByteArrayView text, QByteArrayView where)
{
    const auto firstEscape = text.indexOf('%');
    if (firstEscape < 0)
        return QByteArray::fromRawData(text.data(), text.size());
    QByteArray value;
    value.reserve(text.size());
    value.append(text.first(firstEscape));
    for (qsizetype i = firstEscape; i < text.size(); ++i) {
        if (text[i] != '%') {
            value.append(text[i]);
            continue;
        }
        const int high = i + 2 < text.size() ? hexValue(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hexValue(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            return fault(DecodeFault::BadEscape, where);
        value.append(static_cast<char>(high * 16 + low));
        i += 2;
    }
    if (!value.isValidUtf8())
        return fault(DecodeFault::BadUtf8, where);
    return value;
}

} // namespace ft::protocol
