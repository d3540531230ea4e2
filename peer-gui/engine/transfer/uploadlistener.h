#pragma once

#include "common/base/result.h"
#include "common/net/tcpacceptor.h"
#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/transfer/uploadconnection.h"

namespace ft::engine {

/// Accepts the connections of other peers on the port this peer serves on. Engine thread only.
class UploadListener final : public net::TcpAcceptor
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UploadListener)

public:
    explicit UploadListener(QObject *parent = nullptr);

    /// Listens on an address and port; port 0 takes a free one. Serves nothing until serve().
    [[nodiscard]] Result<Endpoint, Problem> open(const QHostAddress &address, std::uint16_t port);

    /// From now on connections are answered, as many at once as the context says; further ones
    /// wait. The context's objects must outlive the listener.
    void serve(const UploadContext &context);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void release(UploadConnection *connection);
    [[nodiscard]] bool isFull() const { return m_connections >= m_context->mostConnections; }

    std::optional<UploadContext> m_context;
    std::size_t m_connections = 0;
};

} // namespace ft::engine
