#include "peer-gui/widgets/historyactions.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/historytext.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/makeaction.h"

#include <QAction>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>

namespace ft::widgets {

using engine::HistoryEntry;
using engine::RequestDirection;
using engine::RequestKind;

namespace {

constexpr qsizetype MostOpened = 10; ///< at once

QString pathOf(const HistoryEntry &entry)
{
    return entry.path;
}

QString folderOf(const HistoryEntry &entry)
{
    return entry.path.isEmpty() ? QString{} : QFileInfo{entry.path}.path();
}

QString nameOf(const HistoryEntry &entry)
{
    return entry.subject;
}

QString rootOf(const HistoryEntry &entry)
{
    return entry.root ? QString::fromLatin1(entry.root->hex()) : QString{};
}

QString md5Of(const HistoryEntry &entry)
{
    return entry.md5 ? QString::fromLatin1(entry.md5->hex()) : QString{};
}

/// As the tracker knows it; the address of a search is the tracker's own.
QString peerOf(const HistoryEntry &entry)
{
    if (entry.kind == RequestKind::Search)
        return {};
    if (!entry.peer.isEmpty() || entry.port == 0)
        return entry.peer;
    return models::describeAddress(entry);
}

QString peerOrAddressOf(const HistoryEntry &entry)
{
    return entry.peer.isEmpty() ? entry.address : entry.peer;
}

/// What to search for to find the same again.
QString searchOf(const HistoryEntry &entry)
{
    if (entry.kind == RequestKind::Search)
        return entry.subject;
    if (entry.root)
        return QStringLiteral("root:") % rootOf(entry);
    if (entry.kind != RequestKind::Download || entry.subject.endsWith(u'/'))
        return {};
    return u'"' % entry.subject.section(u'/', -1).remove(u'"') % u'"';
}

} // namespace

HistoryActions::HistoryActions(HistoryCommands &commands, OpenUrl openUrl, QWidget *parent)
    : QObject(parent)
    , m_commands(commands)
    , m_openUrl(std::move(openUrl))
    , m_open(makeAction(this,
                        {QStringLiteral("open"),
                         tr("&Open file"),
                         tr("Open the file that was downloaded, if it is still there"),
                         Qt::CTRL | Qt::Key_O},
                        [this] { openFiles(); }))
    , m_openFolder(makeAction(this,
                              {QStringLiteral("folder"),
                               tr("Open &folder"),
                               tr("Open the folder that the file was put into"),
                               Qt::CTRL | Qt::SHIFT | Qt::Key_O},
                              [this] { openFolders(); }))
    , m_again(makeAction(this,
                         {QStringLiteral("retry"),
                          tr("Find &again"),
                          tr("Search for whoever has the same content now, under whatever name"),
                          Qt::CTRL | Qt::Key_R},
                         [this] { findAgain(); }))
    , m_browse(makeAction(this,
                          {QStringLiteral("network"),
                           tr("&Browse this peer"),
                           tr("See everything that the peer shares now"),
                           Qt::CTRL | Qt::Key_B},
                          [this] { browsePeer(); }))
    , m_onlyPeer(makeAction(this,
                            {QStringLiteral("peers"),
                             tr("Show only this &peer"),
                             tr("Leave out what concerns other peers"),
                             Qt::CTRL | Qt::Key_P},
                            [this] { showOnlyPeer(); }))
    , m_copy(new QAction{icon(QStringLiteral("copy")), tr("&Copy"), this})
{
    setupCopies();
    setSelection({});
}

void HistoryActions::setupCopies()
{
    auto *menu = new QMenu{qobject_cast<QWidget *>(parent())};
    addCopy(*menu, tr("&Name"), QKeySequence::Copy, nameOf);
    addCopy(*menu, tr("&Where it is"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, pathOf);
    addCopy(*menu, tr("&Root"), Qt::CTRL | Qt::ALT | Qt::Key_R, rootOf);
    addCopy(*menu, tr("&MD5"), Qt::CTRL | Qt::ALT | Qt::Key_M, md5Of);
    addCopy(*menu, tr("&Peer"), Qt::CTRL | Qt::ALT | Qt::Key_P, peerOrAddressOf);
    m_copy->setMenu(menu);
    m_copy->setToolTip(tr("Copy name, place, checksums or peer of the selected entries"));
}

void HistoryActions::addCopy(QMenu &menu,
                             const QString &text,
                             const QKeySequence &shortcut,
                             Part part)
{
    QAction *action = menu.addAction(icon(QStringLiteral("copy")), text);
    action->setShortcut(shortcut);
    action->setToolTip(tr("Copy this of the selected entries"));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, [this, part] {
        QGuiApplication::clipboard()->setText(partsOf(part).join(u'\n'));
    });
    m_copies.emplace_back(action, part);
}

void HistoryActions::setSelection(std::vector<HistoryEntry> selection)
{
    m_selection = std::move(selection);
    const auto has = [this](Part part) {
        return std::any_of(m_selection.begin(), m_selection.end(), [part](const auto &entry) {
            return !part(entry).isEmpty();
        });
    };
    m_open->setEnabled(has(pathOf));
    m_openFolder->setEnabled(has(pathOf));
    m_again->setEnabled(has(searchOf));
    m_browse->setEnabled(has(peerOf));
    m_onlyPeer->setEnabled(has(peerOrAddressOf));
    m_copy->setEnabled(!m_selection.empty());
    for (const auto &[action, part] : m_copies)
        action->setEnabled(has(part));
    const bool isDownload = !m_selection.empty()
                            && m_selection.front().kind == RequestKind::Download
                            && m_selection.front().direction == RequestDirection::Made;
    m_again->setText(isDownload ? tr("Download &again") : tr("Find &again"));
}

/// Each only once, in the order of the entries.
QStringList HistoryActions::partsOf(Part part) const
{
    QStringList parts;
    for (const HistoryEntry &entry : m_selection)
        parts << part(entry);
    parts.removeAll(QString{});
    parts.removeDuplicates();
    return parts;
}

void HistoryActions::openFiles()
{
    openAll(partsOf(pathOf));
}

void HistoryActions::openFolders()
{
    openAll(partsOf(folderOf));
}

void HistoryActions::openAll(const QStringList &paths)
{
    if (paths.size() > MostOpened)
        emit said(tr("Only the first %1 of them are opened.").arg(MostOpened));
    for (const QString &path : paths.first(std::min(paths.size(), MostOpened))) {
        m_commands.locate(path, this, [this, path](const Result<QString, engine::Problem> &found) {
            if (found)
                m_openUrl(QUrl::fromLocalFile(*found));
            else
                emit said(tr("%1 is not there any more: it was moved or deleted. The history keeps "
                             "the entry, and Download again finds who has it now.")
                              .arg(models::shown(path)));
        });
    }
}

void HistoryActions::findAgain()
{
    for (const QString &text : partsOf(searchOf).mid(0, MostOpened))
        emit searchAsked(text);
}

void HistoryActions::browsePeer()
{
    for (const QString &peer : partsOf(peerOf).mid(0, 1))
        emit browseAsked(peer);
}

void HistoryActions::showOnlyPeer()
{
    for (const QString &peer : partsOf(peerOrAddressOf).mid(0, 1))
        emit onlyPeerAsked(peer);
}

} // namespace ft::widgets
