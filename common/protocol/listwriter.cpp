#include "common/protocol/listwriter.h"

#include "common/protocol/limits.h"
#include "common/protocol/listitem.h"

namespace ft::protocol {

ListWriter::ListWriter(QByteArray &out,
                       QByteArrayView verb,
                       Continuation continuation,
                       QByteArrayView lineTail)
    : m_out(out)
    , m_verb(verb)
    , m_continuation(continuation)
    , m_lineTail(lineTail)
    , m_lineStart(out.size())
{
    m_out.append(m_verb);
    m_out.append(':');
}

void ListWriter::add(const RecordView &record)
{
    addItem(record);
}

void ListWriter::add(const SourceRecord &record)
{
    addItem(record);
}

void ListWriter::add(const SharedPath &path)
{
    addItem(path);
}

void ListWriter::add(const PeerRecord &peer)
{
    addItem(peer);
}

void ListWriter::add(const Gone &gone)
{
    addItem(gone);
}

template <typename Item>
void ListWriter::addItem(const Item &item)
{
    const auto position = m_out.size();
    m_out.append(' ');
    appendItem(m_out, item);
    // Room for the tail, the mark and the line feed stays free.
    if (m_out.size() - m_lineStart + m_lineTail.size() + MoreMark.size() + 1 > limits::MaxLine)
        breakLineBefore(position);
}

void ListWriter::breakLineBefore(qsizetype position)
{
    QByteArray breaking{m_lineTail.toByteArray()};
    if (m_continuation == Continuation::Plus)
        breaking.append(MoreMark);
    breaking.append('\n');
    m_lineStart = position + breaking.size();
    breaking.append(m_verb);
    breaking.append(':');
    m_out.insert(position, breaking);
    ++m_lines;
}

qsizetype ListWriter::finish(QByteArrayView tail)
{
    Q_ASSERT(tail.isEmpty() || m_continuation == Continuation::Plus);
    if (m_out.size() - m_lineStart + m_lineTail.size() + tail.size() + 1 > limits::MaxLine)
        breakLineBefore(m_out.size());
    m_out.append(m_lineTail);
    m_out.append(tail);
    m_out.append('\n');
    return m_lines;
}

} // namespace ft::protocol
