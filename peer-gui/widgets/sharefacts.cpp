#include "peer-gui/widgets/sharefacts.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/sharetext.h"

#include <QCoreApplication>

namespace ft::widgets {

using models::ShareTree;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::widgets::ShareFacts)
};

QString exactSize(std::uint64_t bytes)
{
    constexpr std::uint64_t Kilobyte = 1'000;
    if (bytes < Kilobyte)
        return models::formatSize(bytes);
    return Words::tr("%1 (%2 bytes)")
        .arg(models::formatSize(bytes), QLocale{}.toString(static_cast<qulonglong>(bytes)));
}

QString requestsText(const models::FileRequests &requests)
{
    if (requests.count == 0)
        return Words::tr("None so far", "requests of others for a file");
    const QString bytes = models::formatSize(requests.bytes);
    const QString last = models::formatTime(requests.last);
    if (requests.count == 1)
        return Words::tr("1, %1 sent, at %2", "requests; bytes; when").arg(bytes, last);
    return Words::tr("%1, %2 sent, the last at %3", "requests; bytes; when")
        .arg(QLocale{}.toString(static_cast<qulonglong>(requests.count)), bytes, last);
}

QString troublesText(const ShareTree::Node &folder)
{
    QStringList all;
    if (folder.hashing > 0)
        all.append(
            Words::tr("%1 waiting for checksums").arg(models::formatFileCount(folder.hashing)));
    if (folder.damaged > 0)
        all.append(Words::tr("%1 damaged").arg(models::formatFileCount(folder.damaged)));
    return all.join(u", ");
}

QString leftOutText(const ShareTree::Node &folder)
{
    if (!folder.folder || folder.folder->realPath.isEmpty())
        return {};
    const auto count = folder.folder->leftOut;
    if (count == 0)
        return Words::tr("Nothing", "is left out");
    return count == 1 ? Words::tr("1 file or folder")
                      : Words::tr("%1 files and folders")
                            .arg(QLocale{}.toString(static_cast<qulonglong>(count)));
}

QString titleOf(const ShareTree::Node &folder)
{
    switch (folder.kind) {
    case ShareTree::Kind::All:
        return Words::tr("Everything you share");
    case ShareTree::Kind::Single:
        return Words::tr("Single files");
    case ShareTree::Kind::ShareFolder:
    case ShareTree::Kind::Inside:
        break;
    }
    return models::shown(folder.name);
}

QString stateOf(const ShareTree::Node &folder)
{
    switch (folder.kind) {
    case ShareTree::Kind::All:
        return Words::tr("Others find these files by the tracker, and fetch them from "
                         "you.");
    case ShareTree::Kind::Single:
        return Words::tr("Files that lie in none of your share folders: published one by "
                         "one, or fetched from others.");
    case ShareTree::Kind::ShareFolder:
        return models::explainState(folder.folder->state);
    case ShareTree::Kind::Inside:
        break;
    }
    return Words::tr("Shared with the folder it lies in.");
}

} // namespace

Facts factsOf(const engine::SharedFileInfo &file,
              const models::FileRequests &requests,
              const QStringList &takers)
{
    const FileRecord &record = file.record;
    const QString type = file.isHashing ? QString{}
                                        : Words::tr("%1 (%2)", "a kind of file, and its media type")
                                              .arg(models::formatType(record.type),
                                                   models::shown(QString::fromUtf8(record.type)));
    return {QString::fromUtf8(record.path.name()),
            models::explainState(file),
            {{Words::tr("On the disk"), models::shown(file.localPath)},
             {Words::tr("Shared as"), record.path.toString()},
             {Words::tr("Size"), exactSize(record.size)},
             {Words::tr("Modified"), models::formatTime(record.modified)},
             {Words::tr("Type"), type},
             {Words::tr("Requests", "how often others asked"), requestsText(requests)},
             {Words::tr("Taken now by"),
              takers.isEmpty() ? Words::tr("Nobody") : models::shown(takers.join(u", "))},
             {Words::tr("Root (SHA-256)"),
              record.root ? QString::fromLatin1(record.root->hex()) : QString{}},
             {Words::tr("MD5"), record.md5 ? QString::fromLatin1(record.md5->hex()) : QString{}}}};
}

Facts factsOf(const ShareTree::Node &folder)
{
    return {titleOf(folder),
            stateOf(folder),
            {{Words::tr("On the disk"),
              models::shown(folder.folder ? folder.folder->path : folder.path)},
             {Words::tr("Holds", "what a folder holds"),
              models::formatFiles(folder.files, folder.bytes)},
             {Words::tr("Not shared yet"), troublesText(folder)},
             {Words::tr("Left out"), leftOutText(folder)}}};
}

} // namespace ft::widgets
