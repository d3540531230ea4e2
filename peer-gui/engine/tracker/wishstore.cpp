#include "peer-gui/engine/tracker/wishstore.h"

#include "common/base/logging.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <limits>

namespace ft::engine {

namespace {

constexpr int FormatVersion = 1;

const QString Version = QStringLiteral("version");
const QString Wishes = QStringLiteral("wishes");
const QString Id = QStringLiteral("id");
const QString Text = QStringLiteral("text");
const QString Told = QStringLiteral("told");

QJsonObject toJson(const StoredWish &wish)
{
    return {{Id, static_cast<qint64>(wish.id.value())},
            {Text, wish.text},
            {Told, QJsonArray::fromStringList(wish.told)}};
}

std::optional<StoredWish> wishFrom(const QJsonObject &object)
{
    const qint64 id = object[Id].toInteger();
    const QString text = object[Text].toString();
    if (id < 1 || id > std::numeric_limits<std::uint32_t>::max() || text.isEmpty())
        return std::nullopt;
    StoredWish wish{WishId{static_cast<std::uint32_t>(id)}, text, {}};
    for (const auto token : object[Told].toArray())
        wish.told << token.toString();
    return wish;
}

} // namespace

WishStore::WishStore(const QString &stateFolder)
    : m_path(stateFolder.isEmpty() ? QString{} : QString{stateFolder % u"/wishes.json"})
{}

std::vector<StoredWish> WishStore::load() const
{
    QFile file{m_path};
    if (m_path.isEmpty() || !file.exists() || !file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject list = QJsonDocument::fromJson(file.readAll()).object();
    bool isWhole = list[Version].toInt() == FormatVersion && list[Wishes].isArray();
    std::vector<StoredWish> wishes;
    for (const auto entry : list[Wishes].toArray()) {
        if (auto wish = wishFrom(entry.toObject()))
            wishes.push_back(*std::move(wish));
        else
            isWhole = false;
    }
    file.close();
    if (!isWhole)
        setAside();
    return wishes;
}

Result<void, QString> WishStore::save(const std::vector<StoredWish> &wishes) const
{
    if (m_path.isEmpty())
        return {};
    QJsonArray entries;
    for (const StoredWish &wish : wishes)
        entries.append(toJson(wish));
    QSaveFile file{m_path};
    const QByteArray text = QJsonDocument{QJsonObject{{Version, FormatVersion}, {Wishes, entries}}}
                                .toJson();
    const bool isSaved = QDir{}.mkpath(QFileInfo{m_path}.path()) && file.open(QIODevice::WriteOnly)
                         && file.write(text) == text.size() && file.commit();
    if (isSaved)
        return {};
    return tl::unexpected(file.errorString());
}

void WishStore::setAside() const
{
    QString aside = m_path % u".damaged";
    for (int number = 2; QFile::exists(aside); ++number)
        aside = m_path % u".damaged-" % QString::number(number);
    const bool isMoved = QFile::rename(m_path, aside);
    qCWarning(logTracker).noquote()
        << "the list of wishes was damaged; it is kept as" << (isMoved ? aside : m_path);
}

} // namespace ft::engine
