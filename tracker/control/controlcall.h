#pragma once

#include "tracker/control/controlmessage.h"

#include <QLocalSocket>
#include <QTimer>

namespace ft::tracker {

/// Has one command run by a tracker, over its control socket.
class ControlCall final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ControlCall)

public:
    /// From the request to the answer; no command takes that long.
    static constexpr std::chrono::seconds Patience{30};

    /// `finished` is called once; a tracker that cannot be reached is an answer as well.
    ControlCall(const QString &path, const ControlRequest &request, Reply::Finished finished);
    ~ControlCall() override = default;

private:
    void onReadable();
    void finish(const Answer &answer);
    void fail(const QString &what);

    QString m_path;
    ControlRequest m_request;
    Reply::Finished m_finished;
    QLocalSocket m_socket;
    QTimer m_patience;
};

} // namespace ft::tracker
