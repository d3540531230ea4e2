#include "peer-gui/engine/share/mediatypes.h"

#include "common/protocol/limits.h"

#include <QStringList>

namespace ft::engine {

namespace {

const auto Unknown = QByteArrayLiteral("application/octet-stream");

/// Whether a pattern is `*.suffix`, with nothing else that stands for other text.
bool isSuffix(const QString &pattern)
{
    static const QRegularExpression shape{QStringLiteral(R"(\A\*\.[^*?\[\]]+\z)")};
    return shape.match(pattern).hasMatch();
}

} // namespace

void MediaTypes::load()
{
    QStringList others;
    for (const QMimeType &type : m_database.allMimeTypes()) {
        for (const QString &pattern : type.globPatterns()) {
            if (isSuffix(pattern))
                m_suffixes.insert(pattern.sliced(1).toLower());
            else
                others << QRegularExpression::wildcardToRegularExpression(pattern);
        }
    }
    m_others = QRegularExpression{others.join(u'|'), QRegularExpression::CaseInsensitiveOption};
    m_isLoaded = true;
}

/// The longest that some pattern has, or nothing. All that match are its own ends.
QString MediaTypes::suffixOf(const QString &fileName) const
{
    for (auto dot = fileName.indexOf(u'.'); dot >= 0; dot = fileName.indexOf(u'.', dot + 1)) {
        const QString suffix = fileName.sliced(dot);
        if (m_suffixes.contains(suffix.toLower()))
            return suffix;
    }
    return {};
}

QByteArray MediaTypes::of(const QString &fileName)
{
    if (!m_isLoaded)
        load();
    if (m_others.match(fileName).hasMatch())
        return ask(fileName);
    const QString suffix = suffixOf(fileName);
    if (suffix.isEmpty())
        return Unknown;
    auto known = m_known.find(suffix);
    if (known == m_known.end())
        known = m_known.insert(suffix, ask(fileName));
    return *known;
}

QByteArray MediaTypes::ask(const QString &fileName) const
{
    const auto type = m_database.mimeTypeForFile(fileName, QMimeDatabase::MatchExtension);
    const QByteArray name = type.name().toUtf8();
    return name.isEmpty() || name.size() > protocol::limits::MaxType ? Unknown : name;
}

} // namespace ft::engine
