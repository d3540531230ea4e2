#include "tracker/control/controlcall.h"

namespace ft::tracker {

ControlCall::ControlCall(const QString &path,
                         const ControlRequest &request,
                         Reply::Finished finished)
    : m_path(path)
    , m_request(request)
    , m_finished(std::move(finished))
{
    connect(&m_socket, &QLocalSocket::readyRead, this, &ControlCall::onReadable);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, [this](auto error) {
        fail(error == QLocalSocket::PeerClosedError
                 ? QStringLiteral("the tracker at %1 ended before it answered").arg(m_path)
                 : QStringLiteral("no tracker takes commands at %1: %2; start one, or name its "
                                  "socket with --control")
                       .arg(m_path, m_socket.errorString()));
    });
    connect(&m_patience, &QTimer::timeout, this, [this] {
        fail(QStringLiteral("the tracker at %1 does not answer").arg(m_path));
    });
    connect(&m_socket, &QLocalSocket::connected, this, [this] {
        m_socket.write(encode(m_request));
    });
    m_patience.start(Patience);
    // Queued, so that nothing is finished before this object is made.
    QTimer::singleShot(0, this, [this] { m_socket.connectToServer(m_path); });
}

void ControlCall::onReadable()
{
    if (!m_socket.canReadLine())
        return;
    if (const auto answer = decodeAnswer(m_socket.readLine()))
        return finish(*answer);
    fail(QStringLiteral("what answers at %1 is no tracker").arg(m_path));
}

void ControlCall::finish(const Answer &answer)
{
    m_socket.disconnect(this);
    m_patience.stop();
    if (const auto finished = std::exchange(m_finished, {}))
        finished(answer);
}

void ControlCall::fail(const QString &what)
{
    Reply{m_request.style,
          [this](const Answer &answer) {
              finish(answer);
          }}
        .failed(what);
}

} // namespace ft::tracker
