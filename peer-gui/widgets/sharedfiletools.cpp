#include "peer-gui/widgets/sharedfiletools.h"

#include "common/model/filelink.h"
#include "peer-gui/models/formatting.h"
#include "peer-gui/models/sharetext.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace ft::widgets {

using engine::SharedFileInfo;

namespace {

QStringList namesOf(const SharedFileTools::Files &files)
{
    QStringList names;
    for (const SharedFileInfo &file : files)
        names.append(file.record.path.toString());
    return names;
}

QString linkTo(const SharedFileInfo &file, const std::optional<HostPort> &tracker)
{
    const FileRecord &record = file.record;
    return FileLink{*record.root, record.size, record.path, record.md5, tracker}.toString();
}

} // namespace

SharedFileTools::SharedFileTools(ShareCommands &commands,
                                 std::function<void(const QUrl &)> openUrl,
                                 std::optional<HostPort> tracker,
                                 QObject *parent)
    : QObject(parent)
    , m_openUrl(std::move(openUrl))
    , m_tracker(std::move(tracker))
    , m_check(commands)
{
    connect(&m_check, &ShareCheck::said, this, &SharedFileTools::said);
    connect(&m_check, &ShareCheck::failed, this, &SharedFileTools::failed);
    connect(&m_check, &ShareCheck::activityChanged, this, &SharedFileTools::activityChanged);
    connect(&m_check, &ShareCheck::changed, this, &SharedFileTools::changed);
}

void SharedFileTools::open(const QString &localPath) const
{
    m_openUrl(QUrl::fromLocalFile(localPath));
}

void SharedFileTools::openFolderOf(const SharedFileInfo &file) const
{
    const QString &path = file.localPath;
    open(path.first(std::max(path.lastIndexOf(u'/'), qsizetype{0})));
}

void SharedFileTools::copyLinks(const Files &files)
{
    QStringList links;
    for (const SharedFileInfo &file : files) {
        if (file.record.root)
            links.append(linkTo(file, m_tracker));
    }
    QGuiApplication::clipboard()->setText(links.join(u'\n'));
    emit said(links.size() == 1 ? tr("The link is copied.")
                                : tr("%1 links are copied.").arg(links.size()));
}

void SharedFileTools::copyNames(const Files &files)
{
    QGuiApplication::clipboard()->setText(namesOf(files).join(u'\n'));
}

void SharedFileTools::searchOthers(const SharedFileInfo &file)
{
    const FileRecord &record = file.record;
    emit searchAsked(record.root ? QString{u"root:" % QString::fromLatin1(record.root->hex())}
                                 : QString::fromUtf8(record.path.name()));
}

void SharedFileTools::check(const Files &files, const engine::ShareSummary &all)
{
    if (files.empty())
        m_check.check({}, models::formatFiles(all.files, all.bytes));
    else
        m_check.check(namesOf(files), models::formatFileCount(files.size()));
}

void SharedFileTools::repair(const Files &files)
{
    Files damaged;
    std::ranges::copy_if(files, std::back_inserter(damaged), &SharedFileInfo::isDamaged);
    if (damaged.empty())
        emit said(tr("None of these files is known to be damaged. “Check files” finds out."));
    else
        m_check.repair(namesOf(damaged));
}

} // namespace ft::widgets
