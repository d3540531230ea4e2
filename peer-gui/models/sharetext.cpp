#include "peer-gui/models/sharetext.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"

#include <QCoreApplication>

namespace ft::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::ShareText)
};

using State = engine::ShareFolderInfo::State;

} // namespace

QString formatState(const engine::SharedFileInfo &file)
{
    if (file.isDamaged)
        return Words::tr("Damaged");
    if (file.isHashing)
        return Words::tr("Computing checksum");
    return Words::tr("Shared", "state of a file");
}

QString explainState(const engine::SharedFileInfo &file)
{
    if (file.isDamaged)
        return Words::tr("The disk no longer gives back what was shared, although nobody wrote to "
                         "the file. Others do not get it until it is repaired.");
    if (file.isHashing)
        return Words::tr("The file is read once to compute its checksum, and shared after that.");
    return Words::tr("Others can find this file and fetch it.");
}

QString formatState(State state)
{
    switch (state) {
    case State::Unscanned:
        return Words::tr("Looking…", "state of a share folder: being looked through");
    case State::Nested:
        return Words::tr("Part of another share folder");
    case State::Missing:
        return Words::tr("Not found", "state of a share folder");
    case State::Off:
        return Words::tr("Taken out", "state of a share folder: not shared for now");
    case State::Watched:
    case State::Rescanned:
        break;
    }
    return {};
}

QString explainState(State state)
{
    switch (state) {
    case State::Unscanned:
        return Words::tr("This folder has not been looked through yet.");
    case State::Watched:
        return Words::tr("Watched: what changes in it is shared as it is a moment later.");
    case State::Rescanned:
        return Words::tr("Looked through again from time to time: this machine cannot be told of "
                         "every change in it. “Look for changes” does it at once.");
    case State::Nested:
        return Words::tr("It lies in another share folder, and is shared with that.");
    case State::Missing:
        return Words::tr("It does not exist or cannot be read. Its files are shared again as soon "
                         "as it is back; or remove it from the share.");
    case State::Off:
        return Words::tr("You have taken it out of the share for now. Its files stay where they "
                         "are, and are shared again when you say so.");
    }
    return {};
}

QString formatFiles(std::uint64_t files, std::uint64_t bytes)
{
    return Words::tr("%1, %2", "number of files, and their size")
        .arg(formatFileCount(files), formatSize(bytes));
}

QString formatHashing(const engine::ShareSummary &share)
{
    const QString done = formatSize(share.bytesHashed);
    const QString all = formatSize(share.bytesToHash);
    if (share.isPaused)
        return Words::tr("Computing checksums is paused at %1 of %2").arg(done, all);
    if (share.rate == 0 || !share.eta)
        return Words::tr("Computing checksums: %1 of %2").arg(done, all);
    return Words::tr("Computing checksums: %1 of %2, %3, %4 left")
        .arg(done, all, formatRate(share.rate), formatDuration(*share.eta));
}

QString describe(const engine::CheckNews &news)
{
    if (news.problem)
        return describe(*news.problem).line();
    const QString read = formatFiles(news.files, news.bytes);
    if (news.damaged == 0)
        return Words::tr("Checked %1: all of it is what was shared.").arg(read);
    return Words::tr("Checked %1: %2 damaged on the disk, and not shared until repaired.")
        .arg(read, formatFileCount(news.damaged));
}

QString describe(const engine::RepairReport &report)
{
    return Words::tr("Repaired %1 with %2 fetched from other peers.")
        .arg(shown(report.name), formatSize(report.received));
}

} // namespace ft::models
