#include "peer-gui/engine/connectivity/folderchecks.h"

#include "peer-gui/engine/transfer/diskspace.h"

#include <QFile>

#include <sys/stat.h>
#include <unistd.h>

namespace ft::engine {

namespace {

using Check = ConnectivityCheck;

Check fails(Check check, Check::Reason reason)
{
    check.state = Check::State::Fails;
    check.reason = reason;
    return check;
}

/// The folder itself or, where it does not exist yet, the first above it that does.
QByteArray existingPart(const QString &folder)
{
    QByteArray path = QFile::encodeName(folder);
    struct stat status = {};
    while (path.size() > 1 && ::stat(path.constData(), &status) != 0
           && (errno == ENOENT || errno == ENOTDIR)) {
        const auto slash = path.lastIndexOf('/');
        path.truncate(slash > 0 ? slash : 1);
    }
    return path;
}

bool isFolder(const QByteArray &path)
{
    struct stat status = {};
    return ::stat(path.constData(), &status) == 0 && S_ISDIR(status.st_mode);
}

Check checkWritable(Check check)
{
    const auto path = existingPart(check.place);
    if (!isFolder(path))
        return fails(check, Check::Reason::NotAFolder);
    if (::access(path.constData(), W_OK | X_OK) != 0)
        return fails(check, Check::Reason::NotWritable);
    check.state = Check::State::Works;
    return check;
}

} // namespace

ConnectivityCheck checkDownloadFolder(const QString &folder)
{
    Check check;
    check.subject = Check::Subject::DownloadFolder;
    check.place = folder;
    check = checkWritable(check);
    const auto space = diskSpaceAt(folder);
    if (check.state != Check::State::Works || !space)
        return check;
    check.amount = space->free;
    return space->free < LeastRoom ? fails(check, Check::Reason::NearlyFull) : check;
}

ConnectivityCheck checkStateFolder(const QString &folder)
{
    Check check;
    check.subject = Check::Subject::StateFolder;
    check.place = folder;
    if (!folder.isEmpty())
        return checkWritable(check);
    check.state = Check::State::Unknown;
    check.reason = Check::Reason::NothingKept;
    return check;
}

ConnectivityCheck checkShareFolders(const QStringList &folders, std::uint64_t files)
{
    Check check;
    check.subject = Check::Subject::ShareFolders;
    check.amount = files;
    for (const QString &folder : folders) {
        check.place = folder;
        const auto path = QFile::encodeName(folder);
        if (::access(path.constData(), R_OK | X_OK) != 0)
            return fails(check, Check::Reason::NotReadable);
        if (!isFolder(path))
            return fails(check, Check::Reason::NotAFolder);
    }
    if (files == 0)
        return fails(check, Check::Reason::NothingShared);
    check.state = Check::State::Works;
    return check;
}

} // namespace ft::engine
