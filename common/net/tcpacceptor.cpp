#include "common/net/tcpacceptor.h"

#include <cerrno>
#include <sys/socket.h>

namespace ft::net {

namespace {

constexpr std::chrono::milliseconds RetryAfter{100};

// After this many, what else the thread has to do gets its turn.
constexpr int ConnectionsPerTurn = 1024;

bool concernsOneConnection(int error)
{
    // accept(2): the connection ended while it waited, or a signal came.
    return error == EINTR || error == ECONNABORTED || error == EPROTO || error == EPERM;
}

} // namespace

TcpAcceptor::TcpAcceptor(QObject *parent)
    : QTcpServer(parent)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(RetryAfter);
    connect(&m_retry, &QTimer::timeout, this, &TcpAcceptor::startAccepting);
}

TcpAcceptor::~TcpAcceptor()
{
    TcpAcceptor::close();
}

void TcpAcceptor::close()
{
    m_retry.stop();
    m_notifier.reset();
    QTcpServer::close();
}

void TcpAcceptor::startAccepting()
{
    if (!isListening())
        return;
    if (!m_notifier) {
        pauseAccepting();
        m_notifier = std::make_unique<QSocketNotifier>(socketDescriptor(), QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, &TcpAcceptor::acceptWaiting);
    }
    m_notifier->setEnabled(true);
}

void TcpAcceptor::stopAccepting()
{
    m_retry.stop();
    if (m_notifier)
        m_notifier->setEnabled(false);
}

bool TcpAcceptor::isAccepting() const
{
    return m_notifier && m_notifier->isEnabled();
}

int TcpAcceptor::acceptOne()
{
    return ::accept4(static_cast<int>(socketDescriptor()), nullptr, nullptr, SOCK_CLOEXEC);
}

void TcpAcceptor::acceptWaiting()
{
    for (int i = 0; i < ConnectionsPerTurn && isAccepting(); ++i) {
        const int descriptor = acceptOne();
        if (descriptor >= 0) {
            incomingConnection(descriptor);
        } else if (errno == EAGAIN) {
            return;
        } else if (!concernsOneConnection(errno)) {
            stopAccepting();
            m_retry.start();
            onExhausted();
            return;
        }
    }
}

} // namespace ft::net
