#pragma once

#include "common/base/result.h"
#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/transfer/uploadconnection.h"

#include <QTcpServer>

namespace ft::engine {

/// Accepts the connections of other peers on the port this peer serves on. Engine thread only.
class UploadListener final : public QTcpServer
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UploadListener)

public:
    /// How many connections are served at once; further ones wait in the system's backlog.
    static constexpr std::size_t MostConnections = 1'000;

    explicit UploadListener(QObject *parent = nullptr);

    /// Listens on an address and port; port 0 takes a free one. Serves nothing until serve().
    [[nodiscard]] Result<Endpoint, Problem> open(const QHostAddress &address, std::uint16_t port);

    /// From now on connections are answered. The context's objects must outlive the listener.
    void serve(const UploadContext &context);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void release(UploadConnection *connection);

    std::optional<UploadContext> m_context;
    std::size_t m_connections = 0;
    QTimer m_resume;
};

} // namespace ft::engine
