#pragma once

#include "common/base/result.h"
#include "tracker/control/controlmessage.h"

#include <QLocalServer>
#include <QTimer>

#include <functional>

class QLocalSocket;

namespace ft::tracker {

/// Takes commands over a local socket that only this user can open, and sends the answers back.
class ControlSocket final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ControlSocket)

public:
    using Execute = std::function<void(const ControlRequest &, Reply::Finished)>;

    static constexpr int MaxConnections = 16;
    /// QLocalServer gives up for good when the process is out of descriptors; so it is looked
    /// after.
    static constexpr std::chrono::seconds ReopenEvery{1};

    explicit ControlSocket(Execute execute);
    /// Sends what is still to be sent as far as that is taken at once; removes the socket.
    ~ControlSocket() override;

    /// Why it cannot be opened, with what to do. A socket that nobody listens on any more is
    /// replaced, one that somebody does is not.
    [[nodiscard]] Result<void, QString> open(const QString &path);

private:
    void onConnection();
    void onReadable(QLocalSocket *socket);
    void execute(QLocalSocket *socket, const QByteArray &line);

    Execute m_execute;
    QString m_path;
    QLocalServer m_listening;
    QTimer m_reopening;
    int m_connections = 0;
};

} // namespace ft::tracker
