#include "peer-gui/engine/share/libraryreport.h"

#include "peer-gui/engine/share/sharecatalog.h"

#include <QFile>

#include <algorithm>

namespace ft::engine {

namespace {

using State = ShareFolderInfo::State;

State stateOf(Watching watching)
{
    return watching == Watching::Events ? State::Watched : State::Rescanned;
}

void count(const QByteArray &root, const std::vector<SharedFile> &files, ShareFolderInfo &folder)
{
    for (const SharedFile &file : files) {
        if (!isWithin(QFile::encodeName(file.absolutePath), root))
            continue;
        ++folder.files;
        folder.bytes += file.record.size;
    }
}

} // namespace

std::vector<ShareFolderInfo> folderReport(const std::vector<QString> &folders,
                                          const FolderSwitches &switches,
                                          const FolderScans &scans,
                                          const ShareCatalog &catalog)
{
    std::vector<ShareFolderInfo> report;
    const auto files = catalog.snapshot();
    for (const QString &path : folders) {
        ShareFolderInfo folder;
        folder.path = path;
        const auto root = std::ranges::find(scans.roots(), path, &ShareRoot::folder);
        const bool isMissing = std::ranges::find(scans.missing(), path) != scans.missing().end();
        if (!switches.isOn(path)) {
            folder.state = State::Off;
        } else if (root != scans.roots().end()) {
            folder.state = stateOf(root->watching);
            folder.realPath = QFile::decodeName(root->path);
            folder.leftOut = root->leftOut;
            count(root->path, files, folder);
        } else if (scans.number() > 0 && !scans.isScanning()) {
            folder.state = isMissing ? State::Missing : State::Nested;
        }
        report.push_back(std::move(folder));
    }
    return report;
}

} // namespace ft::engine
