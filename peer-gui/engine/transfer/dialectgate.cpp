#include "peer-gui/engine/transfer/dialectgate.h"

#include "peer-gui/engine/partwith.h"

#include <array>
#include <utility>

namespace ft::engine {

namespace {

constexpr QByteArrayView ClassicVerb{"DOWNLOAD"};

} // namespace

std::optional<Dialect> dialectOf(QByteArrayView head)
{
    if (head.startsWith(ClassicVerb))
        return Dialect::Classic;
    return ClassicVerb.startsWith(head) ? std::nullopt : std::optional{Dialect::Ft2};
}

DialectGate::DialectGate(std::unique_ptr<net::ByteStream> stream,
                         std::chrono::milliseconds deadline,
                         QObject *parent)
    : QObject(parent)
    , m_stream(std::move(stream))
{
    connect(m_stream.get(), &net::ByteStream::readable, this, &DialectGate::read);
    connect(m_stream.get(), &net::ByteStream::closed, this, &DialectGate::end);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &DialectGate::end);
    m_deadline.start(deadline);
}

DialectGate::~DialectGate()
{
    if (m_stream)
        partWith(m_stream, *this).abort();
}

void DialectGate::hurry(std::chrono::milliseconds deadline)
{
    if (!std::exchange(m_isHurried, true) && m_deadline.isActive()
        && m_deadline.remainingTimeAsDuration() > deadline)
        m_deadline.start(deadline);
}

DialectGate::Arrival DialectGate::take()
{
    return {dialectOf(m_head).value(), std::move(m_head), std::move(m_stream)};
}

/// No further than it takes to decide: the end of the stream is for whom it is handed to.
void DialectGate::read()
{
    std::array<char, ClassicVerb.size()> room{};
    while (!dialectOf(m_head)) {
        const auto got = m_stream->read(room.data(), ClassicVerb.size() - m_head.size());
        if (got == 0)
            return;
        m_head.append(room.data(), got);
    }
    m_stream->disconnect(this);
    m_deadline.stop();
    emit decided();
}

void DialectGate::end()
{
    m_deadline.stop();
    m_stream->abort();
    emit closed();
}

} // namespace ft::engine
