#include "tracker/metrics/metricsendpoint.h"

#include "tracker/metrics/httprequest.h"

#include <QTcpSocket>
#include <QTimer>

#include <unistd.h>

namespace ft::tracker {

namespace {

struct Response
{
    QByteArray status;
    QByteArray type;
    QByteArray body;
    QByteArray more; ///< further headers
    bool isHead = false;
};

Response failure(const QByteArray &status, const QByteArray &more = {})
{
    return {status, "text/plain; charset=utf-8", status.sliced(4) + '\n', more, false};
}

Response responseTo(const HttpProgress &progress, const MetricsEndpoint::MakePage &makePage)
{
    if (progress.state == HttpProgress::State::TooLong)
        return failure("431 Request Header Fields Too Large");
    if (progress.state == HttpProgress::State::Malformed)
        return failure("400 Bad Request");
    const auto &[method, path] = progress.request;
    const bool isHead = method == "HEAD";
    if (!isHead && method != "GET")
        return failure("405 Method Not Allowed", "Allow: GET, HEAD\r\n");
    Response response = path == "/metrics"
                            ? Response{"200 OK", "text/plain; version=0.0.4", makePage(), {}, false}
                            : failure("404 Not Found");
    response.isHead = isHead;
    return response;
}

QByteArray render(const Response &response)
{
    QByteArray bytes = "HTTP/1.1 " + response.status + "\r\nContent-Type: " + response.type
                       + "\r\nContent-Length: " + QByteArray::number(response.body.size()) + "\r\n"
                       + response.more + "Connection: close\r\n\r\n";
    return response.isHead ? bytes : bytes + response.body;
}

} // namespace

MetricsEndpoint::MetricsEndpoint(MakePage makePage)
    : m_makePage(std::move(makePage))
{}

MetricsEndpoint::~MetricsEndpoint() = default;

Result<Endpoint, QString> MetricsEndpoint::open(const Endpoint &endpoint)
{
    if (!listen(endpoint.address, endpoint.port))
        return tl::unexpected(errorString());
    startAccepting();
    return Endpoint{serverAddress(), serverPort()};
}

void MetricsEndpoint::incomingConnection(qintptr descriptor)
{
    auto *socket = new QTcpSocket{this};
    if (m_connections == MaxConnections || !socket->setSocketDescriptor(descriptor)) {
        ::close(static_cast<int>(descriptor));
        delete socket;
        return;
    }
    ++m_connections;
    socket->setReadBufferSize(MaxHttpRequest + 1);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onReadable(socket); });
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QObject::destroyed, this, [this] { --m_connections; });
    QTimer::singleShot(Patience, socket, [socket] { socket->abort(); });
}

void MetricsEndpoint::onReadable(QTcpSocket *socket)
{
    const auto progress = parseHttpRequest(socket->peek(MaxHttpRequest + 1));
    if (progress.state == HttpProgress::State::Incomplete)
        return;
    socket->readAll();
    disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    socket->write(render(responseTo(progress, m_makePage)));
    socket->disconnectFromHost();
}

} // namespace ft::tracker
