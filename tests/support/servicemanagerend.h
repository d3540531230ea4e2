#pragma once

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>

#include <chrono>
#include <optional>

namespace ft::test {

/// Takes what a service tells its service manager: the socket of NOTIFY_SOCKET.
class ServiceManagerEnd final
{
public:
    ServiceManagerEnd();
    ~ServiceManagerEnd();
    Q_DISABLE_COPY_MOVE(ServiceManagerEnd)

    /// For NOTIFY_SOCKET.
    [[nodiscard]] QByteArray path() const;
    /// The next message that has this line; others before it are dropped. Nothing when none comes
    /// in time.
    [[nodiscard]] std::optional<QByteArray> waitFor(const QByteArray &line,
                                                    std::chrono::milliseconds patience);

private:
    QTemporaryDir m_folder;
    int m_descriptor = -1;
};

} // namespace ft::test
