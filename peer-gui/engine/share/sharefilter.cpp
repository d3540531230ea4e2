#include "peer-gui/engine/share/sharefilter.h"

#include "common/model/sharedpath.h"
#include "peer-gui/engine/share/glob.h"
#include "peer-gui/engine/share/partsuffix.h"

#include <algorithm>
#include <utility>

namespace ft::engine {

QStringList ShareFilter::defaultPatterns()
{
    return {QStringLiteral("*~"),
            QStringLiteral("~$*"),
            QStringLiteral("*.tmp"),
            QStringLiteral("*.swp"),
            QStringLiteral("*.crdownload"),
            QStringLiteral(".DS_Store"),
            QStringLiteral("Thumbs.db"),
            QStringLiteral("desktop.ini")};
}

ShareFilter::ShareFilter(Settings settings)
    : m_settings(std::move(settings))
{
    for (const QString &pattern : m_settings.excluded)
        add(pattern);
    for (const QString &pattern : m_settings.hasDefaults ? defaultPatterns() : QStringList{})
        add(pattern);
}

void ShareFilter::add(const QString &pattern)
{
    Pattern made{pattern.toUtf8()};
    made.isForFolders = made.text.endsWith('/');
    if (made.isForFolders)
        made.text.chop(1);
    made.isPlace = made.text.contains('/');
    if (made.text.startsWith('/'))
        made.text.remove(0, 1);
    if (!made.text.isEmpty())
        m_patterns.push_back(std::move(made));
}

bool ShareFilter::takesFolder(QByteArrayView place) const
{
    return place.isEmpty() || !isExcluded(place, true);
}

bool ShareFilter::takesFile(QByteArrayView place) const
{
    return !place.endsWith(PartSuffix) && !isExcluded(place, false);
}

bool ShareFilter::takesWayTo(QByteArrayView place) const
{
    for (auto slash = place.indexOf('/'); slash >= 0; slash = place.indexOf('/', slash + 1)) {
        if (!takesFolder(place.first(slash)))
            return false;
    }
    return true;
}

bool ShareFilter::isExcluded(QByteArrayView place, bool isFolder) const
{
    const QByteArrayView name = lastComponent(place);
    if (!takesHidden() && name.startsWith('.'))
        return true;
    return std::ranges::any_of(m_patterns, [&](const Pattern &pattern) {
        return (isFolder || !pattern.isForFolders)
               && globMatches(pattern.text, pattern.isPlace ? place : name);
    });
}

} // namespace ft::engine
