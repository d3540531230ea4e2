#include "peer-gui/models/filterpreview.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/sharetext.h"
#include "peer-gui/models/sharetree.h"

#include <QCoreApplication>
#include <QStringBuilder>

namespace ft::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::FilterPreview)
};

} // namespace

FilterPreview previewOf(const engine::ShareFilter::Settings &filter,
                        const std::vector<engine::SharedFileInfo> &files,
                        const std::vector<engine::ShareFolderInfo> &folders)
{
    const engine::ShareFilter takes{filter};
    FilterPreview preview;
    for (const engine::SharedFileInfo &file : files) {
        const QByteArray place = placeInShare(file.localPath, folders).toUtf8();
        if (place.isEmpty()
            || (takes.takesWayTo(place) && takes.takesFile(place)
                && takes.takesSize(file.record.size)))
            continue;
        ++preview.files;
        preview.bytes += file.record.size;
        if (preview.examples.size() < FilterPreview::MostExamples)
            preview.examples.append(file.record.path.toString());
    }
    return preview;
}

QString describe(const FilterPreview &preview)
{
    if (preview.files == 0)
        return Words::tr("Leaves out none of the files that are shared now.");
    const QString names = preview.examples.join(u", ");
    const bool hasMore = preview.files > static_cast<std::uint64_t>(preview.examples.size());
    return Words::tr("Leaves out %1 that are shared now: %2",
                     "how many files and bytes, and their names")
        .arg(formatFiles(preview.files, preview.bytes),
             hasMore ? Words::tr("%1, …", "a list with more to come").arg(names) : names);
}

QString patternFor(const QString &place, bool isFolder)
{
    QString pattern = QStringLiteral("/");
    for (const QChar character : place) {
        const bool isSpecial = character == u'*' || character == u'?' || character == u'[';
        pattern += isSpecial ? QString{u'[' % character % u']'} : QString{character};
    }
    return isFolder ? QString{pattern % u'/'} : pattern;
}

} // namespace ft::models
