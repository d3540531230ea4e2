#include "peer-gui/engine/share/devicekinds.h"

#include <QFile>

#include <sys/sysmacros.h>

namespace ft::engine {

namespace {

std::optional<QByteArray> readWhole(const QString &path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll();
}

} // namespace

DeviceKinds::DeviceKinds()
    : DeviceKinds(readWhole)
{}

DeviceKinds::DeviceKinds(ReadFile read)
    : m_read(std::move(read))
{}

bool DeviceKinds::isRotational(std::uint64_t dev)
{
    const auto known = m_known.find(dev);
    return known != m_known.end() ? known->second : m_known.emplace(dev, ask(dev)).first->second;
}

bool DeviceKinds::ask(std::uint64_t dev) const
{
    const QString folder =
        QStringLiteral("/sys/dev/block/%1:%2").arg(gnu_dev_major(dev)).arg(gnu_dev_minor(dev));
    // A partition has no queue of its own: its folder lies in that of the disk.
    for (const auto *queue : {"/queue/rotational", "/../queue/rotational"}) {
        if (const auto answer = m_read(folder + QLatin1StringView{queue}))
            return answer->trimmed() == "1";
    }
    return false;
}

} // namespace ft::engine
