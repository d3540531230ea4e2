#pragma once

#include "common/base/result.h"
#include "common/model/endpoint.h"
#include "common/net/tcpacceptor.h"

#include <functional>

class QTcpSocket;

namespace ft::tracker {

/// Answers `GET /metrics` over HTTP with the page it is given, in the thread it was made in.
///
/// One request per connection. A request may take so long and be so big; who asks worse is dropped
/// and costs nobody else anything.
class MetricsEndpoint final : public net::TcpAcceptor
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MetricsEndpoint)

public:
    using MakePage = std::function<QByteArray()>;

    static constexpr std::chrono::seconds Patience{5};
    static constexpr int MaxConnections = 16;

    explicit MetricsEndpoint(MakePage makePage);
    ~MetricsEndpoint() override;

    /// Where it listens, or why it cannot. Port 0 takes a free one.
    [[nodiscard]] Result<Endpoint, QString> open(const Endpoint &endpoint);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void onReadable(QTcpSocket *socket);

    MakePage m_makePage;
    int m_connections = 0;
};

} // namespace ft::tracker
