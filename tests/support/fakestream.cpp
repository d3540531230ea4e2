#include "tests/support/fakestream.h"

#include <algorithm>
#include <utility>

namespace ft::test {

void FakeStream::arrive(const QByteArray &bytes)
{
    m_arrived += bytes;
    if (!m_isAborted && std::exchange(m_isWaited, false))
        emit readable();
}

void FakeStream::close(const net::StreamError &error)
{
    if (!m_isAborted)
        emit closed(error);
}

void FakeStream::endInput()
{
    if (!m_outlivesInput)
        return close();
    if (!m_isAborted && !m_isFinished)
        emit inputOver();
}

void FakeStream::drain(qint64 bytes)
{
    m_backlog -= std::min(bytes, m_backlog);
    if (!m_isAborted)
        emit drained();
}

void FakeStream::setEndpoints(const Endpoint &remote, const Endpoint &local)
{
    m_remote = remote;
    m_local = local;
}

QStringList FakeStream::takeLines()
{
    QStringList lines;
    for (auto end = m_written.indexOf('\n', m_taken); end >= 0;
         end = m_written.indexOf('\n', m_taken)) {
        lines << QString::fromUtf8(m_written.sliced(m_taken, end - m_taken));
        m_taken = end + 1;
    }
    return lines;
}

qint64 FakeStream::read(char *to, qint64 most)
{
    const auto got = std::min({most, m_readLimit, qint64{m_arrived.size()}});
    std::copy_n(m_arrived.constData(), got, to);
    m_arrived.remove(0, got);
    m_isWaited = m_arrived.isEmpty() && got < most;
    return got;
}

void FakeStream::write(const QByteArray &bytes)
{
    if (m_isFinished || m_isSendingOver || m_isAborted)
        return;
    m_written += bytes;
    if (m_isHolding)
        m_backlog += bytes.size();
}

} // namespace ft::test
