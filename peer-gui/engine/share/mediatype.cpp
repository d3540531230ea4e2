#include "peer-gui/engine/share/mediatype.h"

#include "common/protocol/limits.h"

#include <QMimeDatabase>

namespace ft::engine {

QByteArray mediaTypeOf(const QString &fileName)
{
    const auto type = QMimeDatabase{}.mimeTypeForFile(fileName, QMimeDatabase::MatchExtension);
    QByteArray name = type.name().toUtf8();
    if (name.isEmpty() || name.size() > protocol::limits::MaxType)
        return QByteArrayLiteral("application/octet-stream");
    return name;
}

} // namespace ft::engine
