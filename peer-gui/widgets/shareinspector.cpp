#include "peer-gui/widgets/shareinspector.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/sharetext.h"
#include "peer-gui/widgets/factsheet.h"
#include "peer-gui/widgets/plainlabel.h"

#include <QLineEdit>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace ft::widgets {

using models::ShareTree;

namespace {

constexpr int TopMargin = 4;

QString exactSize(std::uint64_t bytes)
{
    return ShareInspector::tr("%1 (%2 bytes)")
        .arg(models::formatSize(bytes), QLocale{}.toString(static_cast<qulonglong>(bytes)));
}

QString requestsText(const models::FileRequests &requests)
{
    if (requests.count == 0)
        return ShareInspector::tr("None so far", "requests of others for a file");
    const QString bytes = models::formatSize(requests.bytes);
    const QString last = models::formatTime(requests.last);
    if (requests.count == 1)
        return ShareInspector::tr("1, %1 sent, at %2", "requests; bytes; when").arg(bytes, last);
    return ShareInspector::tr("%1, %2 sent, the last at %3", "requests; bytes; when")
        .arg(QLocale{}.toString(static_cast<qulonglong>(requests.count)), bytes, last);
}

QString troublesText(const ShareTree::Node &folder)
{
    QStringList all;
    if (folder.hashing > 0)
        all.append(ShareInspector::tr("%1 waiting for checksums")
                       .arg(models::formatFileCount(folder.hashing)));
    if (folder.damaged > 0)
        all.append(ShareInspector::tr("%1 damaged").arg(models::formatFileCount(folder.damaged)));
    return all.join(u", ");
}

QString leftOutText(const ShareTree::Node &folder)
{
    if (!folder.folder || folder.folder->realPath.isEmpty())
        return {};
    const auto count = folder.folder->leftOut;
    if (count == 0)
        return ShareInspector::tr("Nothing", "is left out");
    return count == 1 ? ShareInspector::tr("1 file or folder")
                      : ShareInspector::tr("%1 files and folders")
                            .arg(QLocale{}.toString(static_cast<qulonglong>(count)));
}

QString titleOf(const ShareTree::Node &folder)
{
    switch (folder.kind) {
    case ShareTree::Kind::All:
        return ShareInspector::tr("Everything you share");
    case ShareTree::Kind::Single:
        return ShareInspector::tr("Single files");
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
        return ShareInspector::tr("Others find these files by the tracker, and fetch them from "
                                  "you.");
    case ShareTree::Kind::Single:
        return ShareInspector::tr("Files that lie in none of your share folders: published one by "
                                  "one, or fetched from others.");
    case ShareTree::Kind::ShareFolder:
        return models::explainState(folder.folder->state);
    case ShareTree::Kind::Inside:
        break;
    }
    return ShareInspector::tr("Shared with the folder it lies in.");
}

} // namespace

ShareInspector::ShareInspector(QWidget *parent)
    : QWidget(parent)
    , m_title(new PlainLabel{this})
    , m_state(new PlainLabel{this})
    , m_facts(new FactSheet{this})
    , m_onDisk(m_facts->addFact(tr("On the disk:"), false))
    , m_sharedAs(m_facts->addFact(tr("Shared as:"), false))
    , m_size(m_facts->addFact(tr("Size:"), false))
    , m_modified(m_facts->addFact(tr("Modified:"), false))
    , m_type(m_facts->addFact(tr("Type:"), false))
    , m_requests(m_facts->addFact(tr("Requests:", "how often others asked"), true))
    , m_takers(m_facts->addFact(tr("Taken now by:"), true))
    , m_root(m_facts->addFact(tr("Root (SHA-256):"), true))
    , m_md5(m_facts->addFact(tr("MD5:"), true))
    , m_holds(m_facts->addFact(tr("Holds:", "what a folder holds"), true))
    , m_troubles(m_facts->addFact(tr("Not shared yet:"), true))
    , m_leftOut(m_facts->addFact(tr("Left out:"), true))
    , m_stack(new QStackedLayout{this})
{
    auto *hint = new PlainLabel{tr("Select a file or a folder to see what others see of it."),
                                this};
    hint->setAlignment(Qt::AlignCenter);
    hint->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(hint);
    m_stack->addWidget(makePage());
    setAccessibleName(tr("Details of what is selected in the share"));
}

QWidget *ShareInspector::makePage()
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    // Long names are cut, never a reason for the window to grow.
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_state->setWordWrap(true);
    auto *page = new QWidget{this};
    auto *layout = new QVBoxLayout{page};
    layout->setContentsMargins(0, TopMargin, 0, 0);
    layout->addWidget(m_title);
    layout->addWidget(m_state);
    layout->addWidget(m_facts);
    layout->addStretch(1);
    return page;
}

void ShareInspector::setTitle(const QString &title, const QString &state)
{
    m_title->setText(title);
    m_title->setToolTip(models::toolTip(title));
    m_state->setText(state);
    m_stack->setCurrentIndex(1);
}

void ShareInspector::clearFacts()
{
    for (QLineEdit *fact : {m_onDisk,
                            m_sharedAs,
                            m_size,
                            m_modified,
                            m_type,
                            m_requests,
                            m_takers,
                            m_root,
                            m_md5,
                            m_holds,
                            m_troubles,
                            m_leftOut})
        FactSheet::set(*fact, {});
}

void ShareInspector::show(const engine::SharedFileInfo &file,
                          const models::FileRequests &requests,
                          const QStringList &takers)
{
    clearFacts();
    const FileRecord &record = file.record;
    setTitle(QString::fromUtf8(record.path.name()), models::explainState(file));
    FactSheet::set(*m_onDisk, models::shown(file.localPath));
    FactSheet::set(*m_sharedAs, record.path.toString());
    FactSheet::set(*m_size, exactSize(record.size));
    FactSheet::set(*m_modified, models::formatTime(record.modified));
    if (!file.isHashing)
        FactSheet::set(*m_type,
                       tr("%1 (%2)", "a kind of file, and its media type")
                           .arg(models::formatType(record.type),
                                models::shown(QString::fromUtf8(record.type))));
    FactSheet::set(*m_requests, requestsText(requests));
    FactSheet::set(*m_takers, takers.isEmpty() ? tr("Nobody") : models::shown(takers.join(u", ")));
    if (record.root)
        FactSheet::set(*m_root, QString::fromLatin1(record.root->hex()));
    if (record.md5)
        FactSheet::set(*m_md5, QString::fromLatin1(record.md5->hex()));
}

void ShareInspector::show(const ShareTree::Node &folder)
{
    clearFacts();
    setTitle(titleOf(folder), stateOf(folder));
    FactSheet::set(*m_onDisk, models::shown(folder.folder ? folder.folder->path : folder.path));
    FactSheet::set(*m_holds, models::formatFiles(folder.files, folder.bytes));
    FactSheet::set(*m_troubles, troublesText(folder));
    FactSheet::set(*m_leftOut, leftOutText(folder));
}

void ShareInspector::clear()
{
    m_stack->setCurrentIndex(0);
}

} // namespace ft::widgets
