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
    connect(&m_resume, &QTimer::timeout, this, &UploadListener::resume);
    // After running out of descriptors QTcpServer pauses for good unless it is resumed.
    connect(this, &QTcpServer::acceptError, this, [this] { m_resume.start(ResumeAfter); });
}

UploadListener::~UploadListener()
{
    for (const qintptr descriptor : m_waiting)
        ::close(static_cast<int>(descriptor));
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
    resume();
}

void UploadListener::incomingConnection(qintptr descriptor)
{
    if (!isFull())
        return begin(descriptor);
    // QTcpServer accepts all there are before it pauses.
    m_waiting.push_back(descriptor);
    pauseAccepting();
}

void UploadListener::begin(qintptr descriptor)
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
}

void UploadListener::release(UploadConnection *connection)
{
    connection->deleteLater();
    --m_connections;
    while (!isFull() && !m_waiting.empty()) {
        const auto descriptor = m_waiting.front();
        m_waiting.pop_front();
        begin(descriptor);
    }
    if (!isFull())
        resume();
}

void UploadListener::resume()
{
    // A closed QTcpServer cannot be resumed.
    if (isListening() && m_context && !isFull())
        resumeAccepting();
}

} // namespace ft::engine
