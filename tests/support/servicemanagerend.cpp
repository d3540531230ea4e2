#include "tests/support/servicemanagerend.h"

#include <QDeadlineTimer>
#include <QFile>

#include <algorithm>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace ft::test {

ServiceManagerEnd::ServiceManagerEnd()
    : m_descriptor(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0))
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray name = path();
    Q_ASSERT(static_cast<std::size_t>(name.size()) < sizeof address.sun_path);
    std::copy(name.begin(), name.end(), std::begin(address.sun_path));
    ::bind(m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address);
}

ServiceManagerEnd::~ServiceManagerEnd()
{
    ::close(m_descriptor);
}

QByteArray ServiceManagerEnd::path() const
{
    return QFile::encodeName(m_folder.filePath(QStringLiteral("notify")));
}

std::optional<QByteArray> ServiceManagerEnd::waitFor(const QByteArray &line,
                                                     std::chrono::milliseconds patience)
{
    const QDeadlineTimer deadline{patience};
    while (!deadline.hasExpired()) {
        pollfd readable{m_descriptor, POLLIN, 0};
        if (::poll(&readable, 1, static_cast<int>(deadline.remainingTime())) != 1)
            continue;
        QByteArray message{4096, Qt::Uninitialized};
        const auto size = ::recv(m_descriptor,
                                 message.data(),
                                 static_cast<std::size_t>(message.size()),
                                 0);
        message.truncate(std::max<qsizetype>(size, 0));
        if (message.split('\n').contains(line))
            return message;
    }
    return std::nullopt;
}

} // namespace ft::test
