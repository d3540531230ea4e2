#include "peer-gui/engine/share/publishedstore.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStringBuilder>

#include <cerrno>

namespace ft::engine {

namespace {

constexpr int FormatVersion = 1;

// Names of the list's fields. Numbers of 64 bits are texts: JSON's own are exact to 2^53 only.
constexpr QLatin1StringView Version{"version"};
constexpr QLatin1StringView Files{"files"};
constexpr QLatin1StringView Path{"path"};
constexpr QLatin1StringView AbsolutePath{"file"};
constexpr QLatin1StringView Root{"root"};
constexpr QLatin1StringView Stamp{"stamp"};

QJsonArray toJson(const FileStamp &stamp)
{
    return {QString::number(stamp.dev),
            QString::number(stamp.inode),
            QString::number(stamp.size),
            QString::number(stamp.mtimeNs)};
}

std::optional<FileStamp> stampFrom(const QJsonArray &numbers)
{
    if (numbers.size() != 4)
        return std::nullopt;
    FileStamp stamp;
    bool isDev = false;
    bool isInode = false;
    bool isSize = false;
    bool isTime = false;
    stamp.dev = numbers[0].toString().toULongLong(&isDev);
    stamp.inode = numbers[1].toString().toULongLong(&isInode);
    stamp.size = numbers[2].toString().toULongLong(&isSize);
    stamp.mtimeNs = numbers[3].toString().toLongLong(&isTime);
    if (!isDev || !isInode || !isSize || !isTime)
        return std::nullopt;
    return stamp;
}

QJsonObject toJson(const PublishedFile &file)
{
    QJsonObject object{{Path, file.path.toString()}, {AbsolutePath, file.absolutePath}};
    if (file.root)
        object.insert(Root, QString::fromLatin1(file.root->hex()));
    if (file.stamp)
        object.insert(Stamp, toJson(*file.stamp));
    return object;
}

std::optional<PublishedFile> publishedFrom(const QJsonObject &object)
{
    const auto path = SharedPath::fromString(object[Path].toString());
    const QString absolutePath = object[AbsolutePath].toString();
    if (!path || !QDir::isAbsolutePath(absolutePath))
        return std::nullopt;
    PublishedFile file{.path = *path,
                       .absolutePath = absolutePath,
                       .root = std::nullopt,
                       .stamp = std::nullopt};
    if (object.contains(Root)) {
        file.root = ContentHash::fromHex(object[Root].toString().toLatin1());
        if (!file.root)
            return std::nullopt;
    }
    if (object.contains(Stamp)) {
        file.stamp = stampFrom(object[Stamp].toArray());
        if (!file.stamp)
            return std::nullopt;
    }
    return file;
}

struct Parsed
{
    std::vector<PublishedFile> files;
    bool isWhole = false; ///< nothing in it was beyond understanding
};

Parsed parse(const QByteArray &json)
{
    const QJsonObject list = QJsonDocument::fromJson(json).object();
    Parsed parsed;
    parsed.isWhole = list[Version].toInt() == FormatVersion && list[Files].isArray();
    if (!parsed.isWhole)
        return parsed;
    for (const auto entry : list[Files].toArray()) {
        if (auto file = publishedFrom(entry.toObject()))
            parsed.files.push_back(std::move(*file));
        else
            parsed.isWhole = false;
    }
    return parsed;
}

QByteArray textOf(const std::vector<PublishedFile> &files)
{
    QJsonArray entries;
    for (const PublishedFile &file : files)
        entries.append(toJson(file));
    const QJsonObject list{{Version, FormatVersion}, {Files, entries}};
    return QJsonDocument{list}.toJson();
}

} // namespace

PublishedStore::PublishedStore(const QString &stateFolder)
    : m_filePath(stateFolder % u"/published.json")
{}

PublishedStore::Loaded PublishedStore::load() const
{
    QFile file{m_filePath};
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return {{}, setAside()};
    Parsed parsed = parse(file.readAll());
    file.close();
    if (!parsed.isWhole)
        return {std::move(parsed.files), setAside()};
    return {std::move(parsed.files), std::nullopt};
}

Result<void, ShareNotice> PublishedStore::save(const std::vector<PublishedFile> &files) const
{
    const QString folder = QFileInfo{m_filePath}.path();
    QSaveFile file{m_filePath};
    errno = 0;
    const bool saved = QDir{}.mkpath(folder) && file.open(QIODevice::WriteOnly)
                       && file.write(textOf(files)) >= 0 && file.commit();
    if (saved)
        return {};
    return tl::unexpected(ShareNotice{.kind = ShareNotice::Kind::StoreUnwritable,
                                      .path = m_filePath,
                                      .systemError = errno,
                                      .fault = std::nullopt});
}

ShareNotice PublishedStore::setAside() const
{
    QString aside = m_filePath % u".damaged";
    for (int number = 2; QFile::exists(aside); ++number)
        aside = m_filePath % u".damaged-" % QString::number(number);
    // What cannot be moved stays: then its name is what there is to tell.
    const bool moved = QFile::rename(m_filePath, aside);
    return {.kind = ShareNotice::Kind::StoreDamaged,
            .path = moved ? aside : m_filePath,
            .systemError = 0,
            .fault = std::nullopt};
}

} // namespace ft::engine
