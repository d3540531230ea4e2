#include "peer-gui/engine/transfer/classicmatch.h"

#include <QMimeDatabase>

#include <algorithm>

namespace ft::engine {

namespace {

// Files that bear one name with different extensions; more are not looked at.
constexpr std::size_t MostShortened = 1'000;

bool isSame(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

/// Whether the name ends in it behind a dot, and, if it has dots itself, it counts as one:
/// `tar.gz`.
bool isExtensionOf(QByteArrayView extension, QByteArrayView name)
{
    const auto dot = name.size() - extension.size() - 1;
    if (extension.isEmpty() || dot < 1 || name[dot] != '.'
        || !isSame(name.sliced(dot + 1), extension))
        return false;
    return !extension.contains('.')
           || isSame(QMimeDatabase{}.suffixForFileName(QString::fromUtf8(name)).toUtf8(),
                     extension);
}

QMimeType mediaTypeNamed(QByteArrayView type)
{
    return QMimeDatabase{}.mimeTypeForName(QString::fromUtf8(type).toLower());
}

bool isSameMediaType(QByteArrayView type, const FileRecord &file)
{
    if (isSame(type, file.type))
        return true;
    const auto named = mediaTypeNamed(type);
    return named.isValid() && named == mediaTypeNamed(file.type);
}

bool isKindOf(QByteArrayView kind, const FileRecord &file)
{
    const auto slash = file.type.indexOf('/');
    if (slash > 0 && isSame(kind, QByteArrayView{file.type}.first(slash)))
        return true;
    return isSame(kind, "text") && mediaTypeNamed(file.type).inherits(QStringLiteral("text/plain"));
}

/// Whether the file has this extension, or files with it have the media type of the file.
bool isExtensionFor(QByteArrayView extension, const FileRecord &file)
{
    if (isExtensionOf(extension, file.path.name()))
        return true;
    const QByteArray sample = "x." + extension.toByteArray();
    const auto type = QMimeDatabase{}.mimeTypeForFile(QString::fromUtf8(sample),
                                                      QMimeDatabase::MatchExtension);
    return !type.isDefault() && isExtensionOf(extension, sample)
           && type == mediaTypeNamed(file.type);
}

} // namespace

bool isClassicName(QByteArrayView name, const SharedPath &path)
{
    const auto own = path.name();
    if (name == path.utf8() || name == own)
        return true;
    return own.startsWith(name) && own.size() > name.size() + 1
           && isExtensionOf(own.sliced(name.size() + 1), own);
}

bool isClassicType(QByteArrayView type, const FileRecord &file)
{
    const auto slash = type.indexOf('/');
    if (slash < 0)
        return isKindOf(type, file)
               || isExtensionFor(type.startsWith('.') ? type.sliced(1) : type, file);
    return isSameMediaType(type, file)
           || (isKindOf(type.first(slash), file) && isExtensionFor(type.sliced(slash + 1), file));
}

std::optional<SharedFile> findClassic(const ShareCatalog &catalog,
                                      const protocol::ClassicDownload &request)
{
    std::vector<SharedPath> paths;
    if (const auto path = SharedPath::parse(request.name))
        paths.push_back(*path);
    std::ranges::copy(catalog.pathsNamed(request.name), std::back_inserter(paths));
    std::ranges::copy(catalog.pathsExtending(request.name, MostShortened),
                      std::back_inserter(paths));
    for (const SharedPath &path : paths) {
        auto file = catalog.find(path);
        if (file && file->record.size == request.size && isClassicName(request.name, path)
            && isClassicType(request.type, file->record))
            return file;
    }
    return std::nullopt;
}

} // namespace ft::engine
