#pragma once

#include "tests/support/trackerprogram.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <map>

namespace ft::test {

/// What tells one file of a list from another.
struct ListedFile
{
    qint64 size = 0;
    QString md5;

    bool operator==(const ListedFile &) const = default;
};

using FileList = std::map<QString, ListedFile>; ///< by path

/// What a tracker that was started with --json lists for a peer; nothing while it has no such peer.
inline std::optional<FileList> trackerList(TrackerProgram &tracker, const QString &peer)
{
    Program &program = tracker.program();
    const auto before = program.out().size();
    program.say(u"discover " + peer);
    program.say(QStringLiteral("stats")); // its answer ends the list
    if (!program.waitForLine(Program::Stream::Out, QStringLiteral("\"records\":"), before))
        return std::nullopt;
    FileList files;
    for (const QString &line : program.out().sliced(before)) {
        const auto object = QJsonDocument::fromJson(line.toUtf8()).object();
        if (object.contains(QStringLiteral("error")))
            return std::nullopt;
        if (object.contains(QStringLiteral("path")))
            files.emplace(object[QStringLiteral("path")].toString(),
                          ListedFile{object[QStringLiteral("size")].toInteger(),
                                     object[QStringLiteral("md5")].toString()});
    }
    return files;
}

} // namespace ft::test
