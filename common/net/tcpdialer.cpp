#include "common/net/tcpdialer.h"

#include "common/net/socketaddress.h"
#include "common/net/systemerror.h"

#include <cerrno>
#include <unistd.h>

namespace ft::net {

TcpDialer::TcpDialer(const HostPort &to, QObject *parent)
    : QObject(parent)
    , m_port(to.port)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { giveUp(ETIMEDOUT); });
    if (const QHostAddress address{to.host}; !address.isNull()) {
        m_addresses = {address};
        QMetaObject::invokeMethod(this, &TcpDialer::tryNext, Qt::QueuedConnection);
    } else {
        m_lookup = QHostInfo::lookupHost(to.host, this, &TcpDialer::onResolved);
    }
}

TcpDialer::~TcpDialer()
{
    abort();
}

void TcpDialer::abort()
{
    m_isAborted = true;
    m_deadline.stop();
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(std::exchange(m_lookup, -1));
    closeDescriptor();
}

void TcpDialer::onResolved(const QHostInfo &host)
{
    m_lookup = -1;
    m_addresses = host.addresses();
    if (m_addresses.isEmpty())
        emit failed({StreamError::Code::NotResolved, host.errorString()});
    else
        tryNext();
}

void TcpDialer::tryNext()
{
    if (m_isAborted)
        return;
    const QHostAddress &address = m_addresses[m_next++];
    if (const int error = beginConnecting(address); error != 0)
        return giveUp(error);
    if (m_next < m_addresses.size())
        m_deadline.start(TryFor);
}

/// 0, or the errno of why not.
int TcpDialer::beginConnecting(const QHostAddress &address)
{
    const auto to = SocketAddress::of({address, m_port});
    m_descriptor = ::socket(to.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_descriptor < 0)
        return errno;
    if (::connect(m_descriptor, to.raw(), to.length) != 0 && errno != EINPROGRESS)
        return errno;
    // A connection that stands already makes the descriptor writable as well.
    m_writable = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Write);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &TcpDialer::onWritable);
    return 0;
}

void TcpDialer::onWritable()
{
    int error = 0;
    socklen_t length = sizeof error;
    if (::getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &error, &length) != 0)
        error = errno;
    if (error != 0)
        return giveUp(error);
    m_deadline.stop();
    m_writable->setEnabled(false);
    m_writable.release()->deleteLater();
    emit connected(std::exchange(m_descriptor, -1), {m_addresses[m_next - 1], m_port});
}

/// Of one address; the next one is tried.
void TcpDialer::giveUp(int error)
{
    m_deadline.stop();
    closeDescriptor();
    if (m_next < m_addresses.size())
        QMetaObject::invokeMethod(this, &TcpDialer::tryNext, Qt::QueuedConnection);
    else
        emit failed(streamErrorOf(error));
}

void TcpDialer::closeDescriptor()
{
    if (m_writable) {
        m_writable->setEnabled(false);
        // It may be the one that called.
        m_writable.release()->deleteLater();
    }
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

} // namespace ft::net
