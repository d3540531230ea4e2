#include "peer-gui/engine/preferencesstore.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStringBuilder>

namespace ft::engine {

namespace {

constexpr qint64 MostBytes = 1'000'000;

} // namespace

PreferencesStore::PreferencesStore(const QString &stateFolder)
    : m_path(stateFolder.isEmpty() ? QString{} : QString{stateFolder % u"/preferences.json"})
{}

PreferencesStore::Loaded PreferencesStore::load() const
{
    QFile file{m_path};
    if (m_path.isEmpty() || !file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return {{},
                Problem{ProblemCode::FileUnreadable, Operation::Share, m_path, file.errorString()}};
    auto read = Preferences::fromText(file.read(MostBytes));
    file.close();
    if (read)
        return {*std::move(read), {}};
    return {{}, Problem{ProblemCode::StateDamaged, Operation::Share, m_path, setAside()}};
}

Result<void, Problem> PreferencesStore::save(const Preferences &preferences) const
{
    if (m_path.isEmpty())
        return {};
    QSaveFile file{m_path};
    const QByteArray text = preferences.toText();
    const bool isSaved = QDir{}.mkpath(QFileInfo{m_path}.path()) && file.open(QIODevice::WriteOnly)
                         && file.write(text) == text.size() && file.commit();
    if (isSaved)
        return {};
    return tl::unexpected(
        Problem{ProblemCode::StateUnwritable, Operation::Share, m_path, file.errorString()});
}

/// Where it is kept now.
QString PreferencesStore::setAside() const
{
    QString aside = m_path % u".damaged";
    for (int number = 2; QFile::exists(aside); ++number)
        aside = m_path % u".damaged-" % QString::number(number);
    return QFile::rename(m_path, aside) ? aside : m_path;
}

} // namespace ft::engine
