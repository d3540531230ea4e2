#include "common/protocol/classic/classicfilereader.h"

#include <algorithm>

namespace ft::protocol {

namespace {

constexpr QByteArrayView Prefix{"FILE:"};

} // namespace

QByteArrayView ClassicFileReader::add(QByteArrayView bytes)
{
    bytes = skipPrefix(bytes);
    if (!hasBegun() || m_isMismatch || bytes.isEmpty())
        return {};
    if (m_received == 0 && !m_hasSpace && bytes.front() == ' ') {
        m_hasSpace = true;
        bytes = bytes.sliced(1);
    }
    const auto room = m_size - std::min(m_size, m_received);
    m_received += static_cast<std::uint64_t>(bytes.size());
    return bytes.first(
        static_cast<qsizetype>(std::min(room, static_cast<std::uint64_t>(bytes.size()))));
}

QByteArrayView ClassicFileReader::skipPrefix(QByteArrayView bytes)
{
    const auto count = std::min(PrefixSize - m_prefixBytes, bytes.size());
    if (bytes.first(count) != Prefix.sliced(m_prefixBytes, count)) {
        m_isMismatch = true;
        return {};
    }
    m_prefixBytes += count;
    return bytes.sliced(count);
}

void ClassicFileReader::end()
{
    if (verdict() == Verdict::Unsure) {
        m_isSpaceFirst = true;
        ++m_received;
    }
    m_isEnded = true;
}

ClassicFileReader::Verdict ClassicFileReader::verdict() const
{
    if (m_isMismatch || (m_isEnded && !hasBegun()))
        return Verdict::NotAFile;
    if (!hasBegun())
        return Verdict::Reading;
    if (m_received >= m_size)
        return m_received == m_size ? Verdict::Complete : Verdict::TooMany;
    if (m_isEnded)
        return Verdict::TooFew;
    return m_hasSpace && m_received + 1 == m_size ? Verdict::Unsure : Verdict::Reading;
}

bool ClassicFileReader::isOver() const
{
    const auto now = verdict();
    return m_isEnded || now == Verdict::NotAFile || now == Verdict::TooMany;
}

} // namespace ft::protocol
