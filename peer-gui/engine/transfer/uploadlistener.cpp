#include "peer-gui/engine/transfer/uploadlistener.h"

#include "common/net/tcpstream.h"

#include <unistd.h>

namespace ft::engine {

namespace {

constexpr int Backlog = 512;

} // namespace

UploadListener::UploadListener(QObject *parent)
    : TcpAcceptor(parent)
{
    setListenBacklogSize(Backlog);
}

Result<Endpoint, Problem> UploadListener::open(const QHostAddress &address, std::uint16_t port)
{
    if (!listen(address, port)) {
        const auto code = serverError() == QAbstractSocket::AddressInUseError
                              ? ProblemCode::PortInUse
                              : ProblemCode::CannotListen;
        return tl::unexpected(
            Problem{code, Operation::Listen, Endpoint{address, port}.toString(), errorString()});
    }
    pauseAccepting();
    return Endpoint{serverAddress(), serverPort()};
}

void UploadListener::serve(const UploadContext &context)
{
    m_context.emplace(context);
    startAccepting();
}

void UploadListener::incomingConnection(qintptr descriptor)
{
    auto stream = net::TcpStream::adopt(descriptor);
    if (!stream) {
        ::close(static_cast<int>(descriptor));
        return;
    }
    auto *const connection = new UploadConnection{std::move(stream), *m_context, this};
    connect(connection, &UploadConnection::closed, this, [this, connection] {
        release(connection);
    });
    ++m_connections;
    if (isFull())
        stopAccepting();
}

void UploadListener::release(UploadConnection *connection)
{
    connection->deleteLater();
    --m_connections;
    if (!isFull())
        startAccepting();
}

} // namespace ft::engine
