#include "peer-gui/engine/share/sharenaming.h"

#include <QStringBuilder>

namespace ft::engine {

std::optional<SharedPath> numberedPath(const SharedPath &path, unsigned number)
{
    QByteArray text = path.utf8();
    const auto nameAt = text.size() - path.name().size();
    const auto dot = text.lastIndexOf('.');
    const auto at = dot > nameAt ? dot : text.size();
    text.insert(at, QByteArray{" (" % QByteArray::number(number) % ")"});
    const auto numbered = SharedPath::parse(text);
    return numbered ? std::optional{*numbered} : std::nullopt;
}

std::optional<SharedPath> freeName(const SharedPath &wanted,
                                   QByteArrayView folderName,
                                   const std::function<bool(const SharedPath &)> &isTaken)
{
    if (!isTaken(wanted))
        return wanted;
    SharedPath base = wanted;
    if (!folderName.isEmpty()) {
        const auto inFolder = SharedPath::parse(
            QByteArray{folderName.toByteArray() % '/' % wanted.utf8()});
        if (inFolder && !isTaken(*inFolder))
            return *inFolder;
        base = inFolder.value_or(wanted);
    }
    for (unsigned number = 2;; ++number) {
        auto numbered = numberedPath(base, number);
        if (!numbered || !isTaken(*numbered))
            return numbered;
    }
}

} // namespace ft::engine
