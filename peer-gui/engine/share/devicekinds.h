#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>

namespace ft::engine {

/// Tells which disks have heads to move, so that reading two files at once is slower than one after
/// the other. One thread.
class DeviceKinds final
{
public:
    /// The content of a small file; nothing when there is none.
    using ReadFile = std::function<std::optional<QByteArray>(const QString &path)>;

    /// Asks the kernel, below /sys.
    DeviceKinds();
    explicit DeviceKinds(ReadFile read);

    /// `dev` as in FileStamp. False for what is no disk, and when it is not known. Asked once for
    /// each device.
    [[nodiscard]] bool isRotational(std::uint64_t dev);

private:
    [[nodiscard]] bool ask(std::uint64_t dev) const;

    ReadFile m_read;
    std::unordered_map<std::uint64_t, bool> m_known;
};

} // namespace ft::engine
