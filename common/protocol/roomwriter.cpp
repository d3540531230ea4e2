#include "common/protocol/roomwriter.h"

#include "common/protocol/escape.h"

#include <charconv>
#include <cstring>

namespace ft::protocol {

namespace {

constexpr int LongestNumber = 20;

} // namespace

void RoomWriter::put(QByteArrayView text)
{
    std::memcpy(m_at, text.data(), static_cast<std::size_t>(text.size()));
    m_at += text.size();
}

void RoomWriter::putEscaped(QByteArrayView value)
{
    constexpr const char *Digits = "0123456789ABCDEF";
    const auto last = value.size() - 1;
    for (qsizetype i = 0; i <= last; ++i) {
        const char c = value[i];
        if (!isReserved(c) && (c != ' ' || (i > 0 && i < last))) {
            *m_at++ = c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        *m_at++ = '%';
        *m_at++ = Digits[byte >> 4U];
        *m_at++ = Digits[byte & 0xfU];
    }
}

void RoomWriter::putNumber(std::uint64_t number)
{
    m_at = std::to_chars(m_at, m_at + LongestNumber, number).ptr;
}

void RoomWriter::putTwoDigits(unsigned number)
{
    *m_at++ = static_cast<char>('0' + number / 10);
    *m_at++ = static_cast<char>('0' + number % 10);
}

void RoomWriter::putDate(std::chrono::sys_seconds time)
{
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
    const int year = static_cast<int>(date.year()) % 100;
    putTwoDigits(static_cast<unsigned>(date.day()));
    *m_at++ = '/';
    putTwoDigits(static_cast<unsigned>(date.month()));
    *m_at++ = '/';
    putTwoDigits(static_cast<unsigned>(year < 0 ? year + 100 : year));
}

void RoomWriter::putHex(std::span<const std::uint8_t> bytes)
{
    constexpr const char *Digits = "0123456789abcdef";
    for (const std::uint8_t byte : bytes) {
        *m_at++ = Digits[byte >> 4U];
        *m_at++ = Digits[byte & 0xfU];
    }
}

} // namespace ft::protocol
