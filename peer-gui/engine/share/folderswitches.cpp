#include "peer-gui/engine/share/folderswitches.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStringBuilder>

#include <algorithm>
#include <cerrno>

namespace ft::engine {

namespace {

constexpr QLatin1StringView Off{"off"};

} // namespace

FolderSwitches::FolderSwitches(const QString &stateFolder)
    : m_filePath(stateFolder.isEmpty() ? QString{} : stateFolder % u"/folders.json")
{}

void FolderSwitches::load()
{
    QFile file{m_filePath};
    if (m_filePath.isEmpty() || !file.open(QIODevice::ReadOnly))
        return;
    for (const auto folder : QJsonDocument::fromJson(file.readAll()).object()[Off].toArray()) {
        if (QDir::isAbsolutePath(folder.toString()))
            m_off.insert(folder.toString());
    }
}

Result<void, ShareNotice> FolderSwitches::set(const QString &folder, bool isOn)
{
    const bool isChanged = isOn ? m_off.erase(folder) > 0 : m_off.insert(folder).second;
    return isChanged && !m_filePath.isEmpty() ? save() : Result<void, ShareNotice>{};
}

std::vector<QString> FolderSwitches::shared(const std::vector<QString> &folders) const
{
    std::vector<QString> on;
    std::ranges::copy_if(folders, std::back_inserter(on), [this](const QString &folder) {
        return isOn(folder);
    });
    return on;
}

Result<void, ShareNotice> FolderSwitches::save() const
{
    QJsonArray off;
    for (const QString &folder : m_off)
        off.append(folder);
    QSaveFile file{m_filePath};
    errno = 0;
    const bool saved = QDir{}.mkpath(QFileInfo{m_filePath}.path())
                       && file.open(QIODevice::WriteOnly)
                       && file.write(QJsonDocument{QJsonObject{{Off, off}}}.toJson()) >= 0
                       && file.commit();
    if (saved)
        return {};
    return tl::unexpected(ShareNotice{.kind = ShareNotice::Kind::SwitchesUnwritable,
                                      .path = m_filePath,
                                      .systemError = errno,
                                      .fault = std::nullopt});
}

} // namespace ft::engine
