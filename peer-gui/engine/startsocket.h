#pragma once

#include <QByteArray>
#include <QString>
#include <QtGlobal>

#include <chrono>
#include <optional>
#include <utility>

namespace ft::engine {

/// Owns a descriptor.
class OwnedDescriptor final
{
public:
    OwnedDescriptor() = default;
    explicit OwnedDescriptor(int descriptor)
        : m_descriptor(descriptor)
    {}
    OwnedDescriptor(OwnedDescriptor &&other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
    {}
    OwnedDescriptor &operator=(OwnedDescriptor &&other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    Q_DISABLE_COPY(OwnedDescriptor)
    ~OwnedDescriptor() { reset(); }

    void reset();
    [[nodiscard]] int get() const { return m_descriptor; }
    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }

private:
    int m_descriptor = -1;
};

/// A local socket with a name in a folder, however long the folder's path is. None is open when
/// errno says why.
[[nodiscard]] OwnedDescriptor listenIn(int folder, const char *name);
[[nodiscard]] OwnedDescriptor connectIn(int folder, const char *name);

/// Whether the other end belongs to the user of this process.
[[nodiscard]] bool isOfThisUser(int socket);

/// Waits until a descriptor can be read; false when time is up, or when `stop` can be read first
/// (-1 for none).
[[nodiscard]] bool waitReadable(int descriptor, int stop, std::chrono::milliseconds limit);

/// Writes all bytes.
[[nodiscard]] bool sendAll(int socket, QByteArrayView bytes, std::chrono::milliseconds limit);
/// Ends this direction: the other end has heard all.
[[nodiscard]] bool endSending(int socket);
/// Everything until the other end ends its direction; nothing when it is more than `most` bytes,
/// late, or broken off.
[[nodiscard]] std::optional<QByteArray> receiveAll(int socket,
                                                   int stop,
                                                   qsizetype most,
                                                   std::chrono::milliseconds limit);

} // namespace ft::engine
