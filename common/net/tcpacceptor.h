#pragma once

#include <QSocketNotifier>
#include <QTcpServer>
#include <QTimer>

#include <memory>

namespace ft::net {

/// A QTcpServer that accepts by itself, and goes on after running out of descriptors.
///
/// QTcpServer's own accepting keeps the first error of its socket for good: depending on whether
/// that was "nobody waits" or "out of descriptors", it later either spins without a word or pauses
/// each time. So it only listens here; incomingConnection() is called as it would. For one thread
/// with an event loop.
class TcpAcceptor : public QTcpServer
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TcpAcceptor)

public:
    explicit TcpAcceptor(QObject *parent = nullptr);
    ~TcpAcceptor() override;

    /// Ends listening.
    void close();

protected:
    /// Nothing is accepted before; the socket must be listening.
    void startAccepting();
    /// May be called from incomingConnection(): then no further one is accepted.
    void stopAccepting();
    [[nodiscard]] bool isAccepting() const;

    /// accept4(2) once: a descriptor that is closed on exec, or -1 with errno.
    [[nodiscard]] int acceptOne();

    /// The system gives no descriptor. Called once per attempt; the next follows a little later.
    virtual void onExhausted() {}

private:
    void acceptWaiting();

    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_retry;
};

} // namespace ft::net
