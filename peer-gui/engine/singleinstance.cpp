#include "peer-gui/engine/singleinstance.h"

#include "peer-gui/engine/startsocket.h"

#include <QDir>
#include <QFile>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace ft::engine {

using namespace std::chrono_literals;

namespace {

constexpr const char *SocketName = "window.socket";
constexpr const char *LockName = "window.lock";
// Held while a start finds out whether it is the first: until then its socket may be missing.
constexpr const char *StartLockName = "window.start.lock";
constexpr QByteArrayView Taken = "taken";
constexpr QByteArrayView Leaving = "leaving";
constexpr qsizetype MaxAnswer = 16;
/// A start that falls silent must not keep others waiting.
constexpr auto Silence = 2s;

OwnedDescriptor openFolder(const QString &path)
{
    QDir{}.mkpath(path);
    return OwnedDescriptor{
        ::open(QFile::encodeName(path).constData(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
}

OwnedDescriptor openLock(int folder, const char *name)
{
    constexpr mode_t OnlyTheUser = 0600;
    return OwnedDescriptor{::openat(folder, name, O_RDWR | O_CREAT | O_CLOEXEC, OnlyTheUser)};
}

bool lock(const OwnedDescriptor &file, int how)
{
    int result = -1;
    do
        result = ::flock(file.get(), how);
    while (result != 0 && errno == EINTR);
    return result == 0;
}

QString systemText()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

} // namespace

/// Owns what makes the first window the first, and the thread that hears later starts.
class SingleInstance::Listener
{
public:
    Listener(OwnedDescriptor folder, OwnedDescriptor first, OwnedDescriptor socket)
        : m_folder(std::move(folder))
        , m_first(std::move(first))
        , m_socket(std::move(socket))
        , m_stop(::eventfd(0, EFD_CLOEXEC))
    {}
    ~Listener();
    Q_DISABLE_COPY_MOVE(Listener)

    void listen(const Mailbox::Address &mailbox, Take take);
    void leave() { m_isLeaving = true; }

private:
    void run(const Mailbox::Address &mailbox, const Take &take);
    void hear(OwnedDescriptor connection, const Mailbox::Address &mailbox, const Take &take);

    OwnedDescriptor m_folder;
    OwnedDescriptor m_first; ///< the lock
    OwnedDescriptor m_socket;
    OwnedDescriptor m_stop;
    std::atomic<bool> m_isLeaving = false;
    std::vector<OwnedDescriptor> m_waiting; ///< starts that wait for the end; of the thread
    std::thread m_thread;
};

SingleInstance::Listener::~Listener()
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(m_stop.get(), &one, sizeof one);
    if (m_thread.joinable())
        m_thread.join();
    // Whoever finds the socket closed, or waited for that, is to find the lock free.
    m_first.reset();
    m_socket.reset();
}

void SingleInstance::Listener::listen(const Mailbox::Address &mailbox, Take take)
{
    m_thread = std::thread{[this, mailbox, take = std::move(take)] {
        run(mailbox, take);
    }};
}

void SingleInstance::Listener::run(const Mailbox::Address &mailbox, const Take &take)
{
    while (waitReadable(m_socket.get(), m_stop.get(), std::chrono::hours{24})
           || !waitReadable(m_stop.get(), -1, 0ms)) {
        OwnedDescriptor connection{
            ::accept4(m_socket.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)};
        if (connection.isOpen() && isOfThisUser(connection.get()))
            hear(std::move(connection), mailbox, take);
    }
}

void SingleInstance::Listener::hear(OwnedDescriptor connection,
                                    const Mailbox::Address &mailbox,
                                    const Take &take)
{
    const auto bytes = receiveAll(connection.get(), m_stop.get(), StartMessage::MaxBytes, Silence);
    const auto message = bytes ? decodeStartMessage(*bytes) : std::nullopt;
    if (!message)
        return;
    const bool isPosted = !m_isLeaving
                          && mailbox.post([take, message = *message] { take(message); });
    // Whoever does not read the answer does not need it.
    [[maybe_unused]] const bool isTold = sendAll(connection.get(),
                                                 isPosted ? Taken : Leaving,
                                                 Silence);
    if (!isPosted)
        m_waiting.push_back(std::move(connection));
}

SingleInstance::SingleInstance(std::unique_ptr<Listener> listener)
    : m_listener(std::move(listener))
{}

SingleInstance::~SingleInstance() = default;

void SingleInstance::listen(const Mailbox::Address &mailbox, Take take)
{
    m_listener->listen(mailbox, std::move(take));
}

void SingleInstance::leave()
{
    m_listener->leave();
}

namespace {

/// Whether the first window has taken a message over. One that leaves is waited for.
bool isTaken(int folder, QByteArrayView message, std::chrono::milliseconds limit)
{
    const OwnedDescriptor socket = connectIn(folder, SocketName);
    if (!socket.isOpen() || !sendAll(socket.get(), message, limit) || !endSending(socket.get()))
        return false;
    return receiveAll(socket.get(), -1, MaxAnswer, limit) == Taken.toByteArray();
}

} // namespace

Result<SingleInstance::Claim, SingleInstance::Failure> SingleInstance::claim(
    const QString &stateFolder, const StartMessage &message, std::chrono::milliseconds limit)
{
    const auto failed = [](Fault fault, const QString &detail = {}) {
        return tl::unexpected(Failure{fault, detail});
    };
    const auto bytes = encode(message);
    if (!bytes)
        return failed(Fault::TooMuch);
    OwnedDescriptor folder = openFolder(stateFolder);
    const OwnedDescriptor start = openLock(folder.get(), StartLockName);
    OwnedDescriptor first = openLock(folder.get(), LockName);
    if (!start.isOpen() || !first.isOpen() || !lock(start, LOCK_EX))
        return failed(Fault::Unusable, systemText());
    if (!lock(first, LOCK_EX | LOCK_NB)) {
        if (isTaken(folder.get(), *bytes, limit))
            return Claim{HandedOver{}};
        if (!lock(first, LOCK_EX | LOCK_NB))
            return failed(Fault::NoAnswer);
    }
    OwnedDescriptor socket = listenIn(folder.get(), SocketName);
    if (!socket.isOpen())
        return failed(Fault::Unusable, systemText());
    auto listener = std::make_unique<Listener>(std::move(folder),
                                               std::move(first),
                                               std::move(socket));
    return Claim{std::unique_ptr<SingleInstance>{new SingleInstance{std::move(listener)}}};
}

} // namespace ft::engine
