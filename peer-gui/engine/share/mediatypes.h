#pragma once

#include <QByteArray>
#include <QHash>
#include <QMimeDatabase>
#include <QRegularExpression>
#include <QSet>
#include <QString>

namespace ft::engine {

/// Tells the media types of files by their names, as QMimeDatabase does, and remembers them by what
/// decides them: the database compiles its patterns anew for each name it is asked for.
///
/// For one thread.
class MediaTypes final
{
public:
    /// As `application/pdf`; `application/octet-stream` when the name tells none. Never empty,
    /// never longer than a record takes.
    [[nodiscard]] QByteArray of(const QString &fileName);

private:
    void load();
    [[nodiscard]] QString suffixOf(const QString &fileName) const;
    [[nodiscard]] QByteArray ask(const QString &fileName) const;

    QMimeDatabase m_database;
    bool m_isLoaded = false;
    QSet<QString> m_suffixes; ///< with their dots, in lower case
    QRegularExpression m_others; ///< every pattern that is no suffix
    QHash<QString, QByteArray> m_known; ///< by suffix, as it was written
};

} // namespace ft::engine
