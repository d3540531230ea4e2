#include "common/net/srtstream.h"

#include <QPointer>

#include <algorithm>
#include <limits>
#include <srt/srt.h>

namespace ft::net {

namespace {

// libsrt tells nobody that the last byte has been acknowledged.
constexpr std::chrono::milliseconds FlushInterval{5};

// libsrt may forget to tell that there is room again: it notes that its buffer is full after it
// looked, and all of it may have been acknowledged in between.
constexpr std::chrono::milliseconds UnstickInterval{50};

// So many looks without any progress: the other end has gone.
constexpr int MostLooksInVain = 1'000;

int lengthOf(qint64 bytes)
{
    return static_cast<int>(std::min<qint64>(bytes, std::numeric_limits<int>::max()));
}

} // namespace

SrtStream::SrtStream(std::shared_ptr<SrtPoller> poller, SrtSocket socket)
    : m_poller(std::move(poller))
    , m_socket(std::move(socket))
{
    m_unstick.setInterval(UnstickInterval);
    connect(&m_unstick, &QTimer::timeout, this, &SrtStream::onWritable);
    m_flush.setInterval(FlushInterval);
    connect(&m_flush, &QTimer::timeout, this, &SrtStream::flush);
    if (m_socket.isOpen())
        m_poller->add(m_socket.id(), [this](int events) { onEvents(events); });
}

SrtStream::~SrtStream()
{
    release();
}

std::unique_ptr<SrtStream> SrtStream::dial(const std::shared_ptr<SrtPoller> &poller,
                                           const Endpoint &to,
                                           const QByteArray &token)
{
    auto socket = SrtSocket::make();
    auto begun = socket ? socket->connectTo(to, token) : tl::unexpected(socket.error());
    std::unique_ptr<SrtStream> stream{
        new SrtStream{poller, begun ? *std::move(socket) : SrtSocket{}}};
    stream->m_remote = to;
    if (begun)
        stream->await(SrtPoller::Writable);
    else
        stream->endLater(begun.error());
    return stream;
}

std::unique_ptr<SrtStream> SrtStream::adopt(const std::shared_ptr<SrtPoller> &poller,
                                            SrtSocket socket)
{
    std::unique_ptr<SrtStream> stream{new SrtStream{poller, std::move(socket)}};
    stream->m_remote = stream->m_socket.remote();
    stream->onConnected();
    return stream;
}

void SrtStream::await(int events)
{
    m_poller->await(m_socket.id(), events);
}

void SrtStream::onEvents(int events)
{
    const QPointer self{this};
    if (m_stage == Stage::Connecting) {
        if (!m_socket.isConnected())
            return end(m_socket.rejection());
        onConnected();
        if (!m_isFinishing)
            emit opened();
    } else if ((events & SrtPoller::Writable) != 0) {
        onWritable();
    }
    if (self && !m_isEnding && (events & SrtPoller::Readable) != 0 && !m_isFinishing
        && std::exchange(m_isReadAwaited, false))
        emit readable();
    if (self && !m_isEnding && (events & SrtPoller::Broken) != 0)
        onBroken();
}

void SrtStream::onConnected()
{
    m_stage = Stage::Connected;
    m_local = m_socket.local();
    m_isReadAwaited = true;
    await(SrtPoller::Readable);
    if (m_backlog > 0)
        (void)sendSome();
    if (m_isFinishing && m_backlog == 0)
        m_flush.start();
}

void SrtStream::onWritable()
{
    // Whoever hears of it may delete this stream.
    if (sendSome() == 0 || m_isEnding)
        return;
    if (m_isFinishing && m_backlog == 0)
        m_flush.start();
    emit drained();
}

/// Both directions are over, but for what arrived before.
void SrtStream::onBroken()
{
    m_stage = Stage::Broken;
    if (m_isFinishing)
        end({});
    else if (std::exchange(m_isReadAwaited, false))
        emit readable();
    else if (m_backlog > 0)
        end({StreamError::Code::Reset, {}});
}

qint64 SrtStream::read(char *to, qint64 most)
{
    if (m_stage == Stage::Connecting || m_isEnding || m_isFinishing)
        return 0;
    qint64 got = 0;
    while (got < most) {
        const int step = srt_recv(m_socket.id(), to + got, lengthOf(most - got));
        if (step > 0) {
            got += step;
            continue;
        }
        if (step == 0) {
            endLater({});
        } else if (const auto error = lastSrtError()) {
            endLater(*error);
        } else {
            m_isReadAwaited = true;
            await(SrtPoller::Readable);
        }
        break;
    }
    return got;
}

void SrtStream::write(const QByteArray &bytes)
{
    if (m_isEnding || m_isFinishing || m_stage == Stage::Broken || bytes.isEmpty())
        return;
    m_queue.push_back(bytes);
    m_backlog += bytes.size();
    if (m_stage == Stage::Connected && m_queue.size() == 1)
        (void)sendSome();
}

/// Hands libsrt what it takes now; returns how many bytes.
qint64 SrtStream::sendSome()
{
    qint64 sent = 0;
    while (!m_queue.empty()) {
        const QByteArray &first = m_queue.front();
        const int step = srt_send(m_socket.id(),
                                  first.constData() + m_sentOfFirst,
                                  lengthOf(first.size() - m_sentOfFirst));
        if (step <= 0)
            break;
        sent += step;
        m_sentOfFirst += step;
        if (m_sentOfFirst == first.size()) {
            m_queue.pop_front();
            m_sentOfFirst = 0;
        }
    }
    m_backlog -= sent;
    // A broken socket is told of as such: the poller looks for that in any case.
    if (m_backlog > 0) {
        await(SrtPoller::Writable);
        m_unstick.start();
    } else {
        m_unstick.stop();
    }
    return sent;
}

void SrtStream::finish()
{
    if (m_isEnding || std::exchange(m_isFinishing, true))
        return;
    if (m_stage == Stage::Broken)
        return endLater({});
    if (m_stage == Stage::Connected && m_backlog == 0)
        m_flush.start();
}

/// To close tells the other end at once: not before it has everything.
void SrtStream::flush()
{
    const auto left = m_socket.unacknowledged();
    m_looksInVain = left < m_unacknowledged ? 0 : m_looksInVain + 1;
    m_unacknowledged = left;
    if (left == 0 || m_looksInVain > MostLooksInVain)
        end({});
}

void SrtStream::abort()
{
    m_isAborted = true;
    m_isEnding = true;
    release();
}

/// Reports from the event loop: nothing is emitted from inside a call of the stream's user.
void SrtStream::endLater(const StreamError &error)
{
    if (std::exchange(m_isEnding, true))
        return;
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

void SrtStream::end(const StreamError &error)
{
    if (std::exchange(m_isEnding, true))
        return;
    release();
    emit closed(error);
}

void SrtStream::release()
{
    m_unstick.stop();
    m_flush.stop();
    if (m_socket.isOpen()) {
        m_poller->remove(m_socket.id());
        m_socket.close();
    }
    m_queue.clear();
    m_backlog = 0;
}

} // namespace ft::net
