#include "peer-gui/engine/linereader.h"

#include "common/protocol/lineframer.h"

#include <algorithm>

namespace ft::engine {

namespace {

// Small beside a piece, so that little payload takes the way through the line buffer.
constexpr qsizetype ReadStep = 16'384;

} // namespace

protocol::Decoded<std::optional<QByteArrayView>> LineReader::nextLine()
{
    while (true) {
        const auto line = protocol::takeLine(unread());
        if (!line)
            return tl::unexpected(line.error());
        if (*line) {
            m_begin += (*line)->consumed;
            return std::optional{(*line)->text};
        }
        if (!readMore())
            return std::optional<QByteArrayView>{};
    }
}

qint64 LineReader::readPayload(char *to, qint64 most)
{
    const auto buffered = unread();
    if (buffered.isEmpty())
        return m_stream.read(to, most);
    const auto taken = std::min<qint64>(most, buffered.size());
    std::copy_n(buffered.data(), taken, to);
    m_begin += taken;
    return taken;
}

bool LineReader::readMore()
{
    m_buffer.remove(0, m_begin);
    m_begin = 0;
    const auto had = m_buffer.size();
    m_buffer.resize(had + ReadStep);
    const auto got = m_stream.read(m_buffer.data() + had, ReadStep);
    m_buffer.resize(had + got);
    return got > 0;
}

} // namespace ft::engine
