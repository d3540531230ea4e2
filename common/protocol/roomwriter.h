#pragma once

#include <QByteArray>

#include <chrono>
#include <cstdint>
#include <span>

namespace ft::protocol {

/// Writes the pieces of a line behind a buffer's content into room made for all of them at once:
/// the answers to searches are made of many small pieces.
///
/// The room not used is given back when the writer ends; nobody else may touch the buffer before.
class RoomWriter final
{
public:
    /// Bytes that one byte takes escaped.
    static constexpr qsizetype MostEscaped = 3;

    /// `most`: bytes that will be written at the most.
    RoomWriter(QByteArray &out, qsizetype most)
        : m_out(out)
    {
        const auto size = out.size();
        out.resize(size + most);
        m_at = out.data() + size;
    }
    ~RoomWriter() { m_out.resize(m_at - m_out.constData()); }
    Q_DISABLE_COPY_MOVE(RoomWriter)

    void put(QByteArrayView text);
    /// As appendEscaped() with Spaces::Keep.
    void putEscaped(QByteArrayView value);
    void putNumber(std::uint64_t number);
    /// `DD/MM/YY`, UTC.
    void putDate(std::chrono::sys_seconds time);
    /// Two small hexadecimal digits a byte.
    void putHex(std::span<const std::uint8_t> bytes);

private:
    void putTwoDigits(unsigned number);

    QByteArray &m_out;
    char *m_at = nullptr;
};

} // namespace ft::protocol
