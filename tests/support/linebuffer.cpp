#include "tests/support/linebuffer.h"

namespace ft::test {

void LineBuffer::feed(const QByteArray &bytes)
{
    m_rest += bytes;
    qsizetype begin = 0;
    for (auto end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n', begin)) {
        m_lines << QString::fromUtf8(m_rest.sliced(begin, end - begin));
        begin = end + 1;
    }
    m_rest.remove(0, begin);
}

void LineBuffer::finish()
{
    if (!m_rest.isEmpty())
        m_lines << QString::fromUtf8(m_rest);
    m_rest.clear();
}

} // namespace ft::test
