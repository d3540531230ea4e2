#include "peer-gui/engine/startarguments.h"

#include <QFileInfo>
#include <QUrl>

namespace ft::engine {

namespace {

QString pathOf(const QString &word)
{
    return word.startsWith(u"file:") ? QUrl{word}.toLocalFile() : word;
}

} // namespace

Result<QStringList, StartArgumentError> readStartArguments(const QStringList &words)
{
    QStringList arguments;
    for (const QString &word : words) {
        if (FileLink::isMeant(word)) {
            if (const auto link = FileLink::parse(word); !link)
                return tl::unexpected(StartArgumentError{word, link.error()});
            arguments << word;
            continue;
        }
        const QFileInfo file{pathOf(word)};
        if (word.isEmpty() || !file.exists())
            return tl::unexpected(StartArgumentError{word, std::nullopt});
        arguments << file.absoluteFilePath();
    }
    return arguments;
}

} // namespace ft::engine
