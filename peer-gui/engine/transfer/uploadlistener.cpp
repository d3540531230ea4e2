#include "peer-gui/engine/transfer/uploadlistener.h"

#include "common/net/tcpstream.h"

#include <unistd.h>

namespace ft::engine {

namespace {

constexpr int Backlog = 512;
constexpr std::chrono::milliseconds ResumeAfter{250};

} // namespace

UploadListener::UploadListener(QObject *parent)
    : QTcpServer(parent)
{
    setListenBacklogSize(Backlog);
    m_resume.setSingleShot(true);
    connect(&m_resume, &QTimer::timeout, this, &QTcpServer::resumeAccepting);
    // After running out of descriptors QTcpServer pauses for good unless it is resumed.
    connect(this, &QTcpServer::acceptError, this, [this] { m_resume.start(ResumeAfter); });
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
    resumeAccepting();
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
    if (++m_connections == MostConnections)
        pauseAccepting();
}

void UploadListener::release(UploadConnection *connection)
{
    connection->deleteLater();
    if (m_connections-- == MostConnections)
        resumeAccepting();
}

} // namespace ft::engine
