#include "common/net/tcpstream.h"

#include "common/net/socketaddress.h"
#include "common/net/systemerror.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/uio.h>
#include <unistd.h>

namespace ft::net {

namespace {

// Closing with unread bytes resets the connection and may cost the other end our last line: so the
// end is told first, and what still arrives is read away until the other end closes, or this long.
constexpr std::chrono::seconds LingerFor{2};

// After so much has been read away, other connections of the thread get their turn.
constexpr int DiscardsPerTurn = 64;

// Stretches of the queue handed to the system at once.
constexpr std::size_t MostStretches = 64;

} // namespace

TcpStream::TcpStream()
{
    m_linger.setSingleShot(true);
    connect(&m_linger, &QTimer::timeout, this, [this] { end({}); });
}

TcpStream::~TcpStream()
{
    release();
}

std::unique_ptr<TcpStream> TcpStream::dial(const HostPort &to)
{
    std::unique_ptr<TcpStream> stream{new TcpStream};
    stream->m_dialer = std::make_unique<TcpDialer>(to, nullptr);
    connect(stream->m_dialer.get(), &TcpDialer::failed, stream.get(), &TcpStream::end);
    connect(stream->m_dialer.get(), &TcpDialer::connected, stream.get(), &TcpStream::onConnected);
    return stream;
}

void TcpStream::onConnected(int descriptor)
{
    m_dialer.release()->deleteLater();
    take(descriptor);
    endOutputIfSent();
    if (!m_isFinishing)
        emit opened();
    else if (m_backlog == 0)
        shutDownWriting();
}

std::unique_ptr<TcpStream> TcpStream::adopt(qintptr descriptor)
{
    const int fd = static_cast<int>(descriptor);
    const int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0 || ::fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0)
        return nullptr;
    std::unique_ptr<TcpStream> stream{new TcpStream};
    stream->take(fd);
    return stream;
}

void TcpStream::take(int descriptor)
{
    m_descriptor = descriptor;
    const int on = 1;
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    SocketAddress address;
    if (::getpeername(m_descriptor, address.raw(), &address.length) == 0)
        m_remote = address.endpoint();
    address = {};
    if (::getsockname(m_descriptor, address.raw(), &address.length) == 0)
        m_local = address.endpoint();
    m_readable = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &TcpStream::onReadable);
    m_writable = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Write);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &TcpStream::onWritable);
    m_writable->setEnabled(m_backlog > 0);
}

qint64 TcpStream::read(char *to, qint64 most)
{
    if (!m_readable || m_isEnding || m_isFinishing || m_isInputOver || most <= 0)
        return 0;
    const auto got = ::recv(m_descriptor, to, static_cast<std::size_t>(most), 0);
    const bool isNothingYet = got < 0 && (errno == EAGAIN || errno == EINTR);
    if (got == 0)
        onInputRead();
    else if (got < 0 && !isNothingYet)
        endLater(streamErrorOf(errno));
    else if (got < most)
        m_readable->setEnabled(true);
    return std::max<qint64>(got, 0);
}

/// Everything that the other end has sent has been read.
void TcpStream::onInputRead()
{
    if (!m_outlivesInput || m_writeError)
        return endLater(m_writeError.value_or(StreamError{}));
    m_isInputOver = true;
    m_readable->setEnabled(false);
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_isEnding && !m_isFinishing)
                emit inputOver();
        },
        Qt::QueuedConnection);
}

void TcpStream::onReadable()
{
    if (m_isFinishing)
        return discardArrived();
    m_readable->setEnabled(false);
    emit readable();
}

void TcpStream::write(const QByteArray &bytes)
{
    const bool isNoMoreSent = m_isFinishing || m_isOutputOver || m_writeError;
    if (m_isEnding || isNoMoreSent || bytes.isEmpty())
        return;
    m_queue.push_back(bytes);
    m_backlog += bytes.size();
    if (m_writable && m_queue.size() == 1)
        (void)sendSome();
}

void TcpStream::onWritable()
{
    // Whoever hears of it may delete this stream.
    if (sendSome() == 0 || m_isEnding)
        return;
    if (m_isFinishing && m_backlog == 0)
        shutDownWriting();
    else
        endOutputIfSent();
    emit drained();
}

/// Hands the system what it takes now; returns how many bytes.
qint64 TcpStream::sendSome()
{
    std::array<iovec, MostStretches> stretches{};
    const auto count = std::min(m_queue.size(), MostStretches);
    for (std::size_t i = 0; i < count; ++i) {
        const auto from = i == 0 ? m_sentOfFirst : 0;
        // sendmsg does not write through the pointer; the C interface has no const.
        stretches[i] = {const_cast<char *>(m_queue[i].constData()) + from, // NOLINT(*-const-cast)
                        static_cast<std::size_t>(m_queue[i].size() - from)};
    }
    msghdr message{};
    message.msg_iov = stretches.data();
    message.msg_iovlen = count;
    const auto sent = ::sendmsg(m_descriptor, &message, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN && errno != EINTR) {
        breakOff(streamErrorOf(errno));
        return 0;
    }
    m_backlog -= std::max<qint64>(sent, 0);
    m_sentOfFirst += std::max<qint64>(sent, 0);
    while (!m_queue.empty() && m_sentOfFirst >= m_queue.front().size()) {
        m_sentOfFirst -= m_queue.front().size();
        m_queue.pop_front();
    }
    m_writable->setEnabled(m_backlog > 0);
    return std::max<qint64>(sent, 0);
}

/// Writing is over. Whoever waits for bytes may still find the other end's last words.
void TcpStream::breakOff(const StreamError &error)
{
    if (m_isFinishing || !m_readable->isEnabled())
        return endLater(error);
    m_writeError = error;
    m_writable->setEnabled(false);
    m_queue.clear();
    m_sentOfFirst = 0;
    m_backlog = 0;
}

void TcpStream::finish()
{
    if (m_isEnding || std::exchange(m_isFinishing, true) || !m_readable)
        return;
    if (m_writeError)
        return endLater(*m_writeError);
    // What arrives from now on is read away, so that it neither resets the connection nor stops
    // the other end.
    m_readable->setEnabled(true);
    if (m_backlog == 0)
        shutDownWriting();
}

void TcpStream::finishSending()
{
    if (m_isEnding || std::exchange(m_isOutputOver, true))
        return;
    endOutputIfSent();
}

void TcpStream::endOutputIfSent()
{
    if (m_isOutputOver && m_descriptor >= 0 && m_backlog == 0)
        ::shutdown(m_descriptor, SHUT_WR);
}

void TcpStream::shutDownWriting()
{
    ::shutdown(m_descriptor, SHUT_WR);
    if (m_isInputOver)
        endLater({});
    else
        m_linger.start(LingerFor);
}

void TcpStream::discardArrived()
{
    std::array<char, 65'536> room; // NOLINT(*-member-init): written by recv
    for (int i = 0; i < DiscardsPerTurn; ++i) {
        const auto got = ::recv(m_descriptor, room.data(), room.size(), 0);
        if (got > 0)
            continue;
        if (got == 0)
            return onInputOver();
        if (errno != EAGAIN && errno != EINTR)
            end(streamErrorOf(errno));
        return;
    }
}

/// While finishing: the other end may still be reading what is queued.
void TcpStream::onInputOver()
{
    m_isInputOver = true;
    m_readable->setEnabled(false);
    if (m_backlog == 0)
        end({});
}

void TcpStream::abort()
{
    m_isAborted = true;
    m_isEnding = true;
    release();
}

/// Reports from the event loop: nothing is emitted from inside a call of the stream's user.
void TcpStream::endLater(const StreamError &error)
{
    if (std::exchange(m_isEnding, true))
        return;
    m_readable->setEnabled(false);
    m_writable->setEnabled(false);
    QMetaObject::invokeMethod(
        this,
        [this, error] {
            if (m_isAborted)
                return;
            release();
            emit closed(error);
        },
        Qt::QueuedConnection);
}

void TcpStream::end(const StreamError &error)
{
    if (std::exchange(m_isEnding, true))
        return;
    release();
    emit closed(error);
}

void TcpStream::release()
{
    m_linger.stop();
    for (auto *notifier : {&m_readable, &m_writable}) {
        if (!*notifier)
            continue;
        // Disabled at once, for the descriptor may be another's soon; deleted later, for it may be
        // the one that called.
        (*notifier)->setEnabled(false);
        notifier->release()->deleteLater();
    }
    if (m_dialer) {
        m_dialer->abort();
        m_dialer.release()->deleteLater();
    }
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
    m_queue.clear();
    m_backlog = 0;
}

} // namespace ft::net
