#include "tracker/control/controlsocket.h"

#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QPointer>

namespace ft::tracker {

namespace {

/// A local connection is made at once or not at all.
bool isAnswered(const QString &path)
{
    QLocalSocket probe;
    probe.connectToServer(path);
    return probe.state() != QLocalSocket::UnconnectedState;
}

} // namespace

ControlSocket::ControlSocket(Execute execute)
    : m_execute(std::move(execute))
{
    m_listening.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_listening, &QLocalServer::newConnection, this, &ControlSocket::onConnection);
    connect(&m_reopening, &QTimer::timeout, this, [this] {
        if (!m_listening.isListening())
            m_listening.listen(m_path);
    });
}

ControlSocket::~ControlSocket()
{
    for (auto *socket : m_listening.findChildren<QLocalSocket *>())
        socket->flush();
}

Result<void, QString> ControlSocket::open(const QString &path)
{
    if (isAnswered(path))
        return tl::unexpected(QStringLiteral("another tracker takes commands at %1; choose another "
                                             "place with --control or --state")
                                  .arg(path));
    QDir{}.mkpath(QFileInfo{path}.path());
    QLocalServer::removeServer(path);
    if (!m_listening.listen(path))
        return tl::unexpected(
            QStringLiteral("cannot take commands at %1: %2; choose another place with --control")
                .arg(path, m_listening.errorString()));
    m_path = path;
    m_reopening.start(ReopenEvery);
    return {};
}

void ControlSocket::onConnection()
{
    while (QLocalSocket *socket = m_listening.nextPendingConnection()) {
        if (m_connections == MaxConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connections;
        socket->setReadBufferSize(MaxControlRequest);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { onReadable(socket); });
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QObject::destroyed, this, [this] { --m_connections; });
        onReadable(socket);
    }
}

void ControlSocket::onReadable(QLocalSocket *socket)
{
    while (socket->canReadLine())
        execute(socket, socket->readLine());
    if (socket->bytesAvailable() >= MaxControlRequest)
        socket->abort();
}

void ControlSocket::execute(QLocalSocket *socket, const QByteArray &line)
{
    const auto request = decodeControlRequest(line);
    if (!request)
        return socket->abort();
    m_execute(*request, [waiting = QPointer{socket}](const Answer &answer) {
        if (waiting)
            waiting->write(encode(answer));
    });
}

} // namespace ft::tracker
