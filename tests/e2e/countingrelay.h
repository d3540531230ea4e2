#pragma once

#include <QTcpServer>
#include <QTcpSocket>

#include <cstdint>

namespace ft::test {

/// Stands between the peers that take from a source and the source, changes nothing, and counts
/// what the source sends.
///
/// Listens on 127.0.0.1 for a source on another address of this machine, with the same port: what
/// the tracker announces, the address it sees and the port the source tells, leads here.
class CountingRelay : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CountingRelay)

public:
    /// `source` is the address where the source listens.
    explicit CountingRelay(const QHostAddress &source);
    ~CountingRelay() override = default;

    /// On a free port, which the source has to take.
    [[nodiscard]] bool listen() { return m_server.listen(QHostAddress::LocalHost); }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

    /// Bytes the source has sent in all, headers included, whether they reached a taker or not.
    [[nodiscard]] std::uint64_t carried() const { return m_carried; }

private:
    void join(QTcpSocket *taker);
    void carry(QTcpSocket &source, QTcpSocket &taker);

    QHostAddress m_source;
    QTcpServer m_server;
    std::uint64_t m_carried = 0;
};

} // namespace ft::test
