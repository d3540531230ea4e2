#include "peer-gui/widgets/downloadlistactions.h"

#include "common/model/filelink.h"
#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/makeaction.h"
#include "peer-gui/widgets/transferundo.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLocale>
#include <QMenu>
#include <QUndoStack>

#include <algorithm>
#include <set>

namespace ft::widgets {

using engine::TransferSnapshot;
using engine::TransferState;
using models::hasFile;

namespace {

const FileRecord *recordOf(const TransferSnapshot &transfer)
{
    return transfer.record ? &transfer.record->file : nullptr;
}

QString rootOf(const TransferSnapshot &transfer)
{
    const auto *record = recordOf(transfer);
    return record && record->root ? QString::fromLatin1(record->root->hex()) : QString{};
}

/// What was computed of the file, or else what its record says.
std::optional<Md5Sum> md5Of(const TransferSnapshot &transfer)
{
    const auto *record = recordOf(transfer);
    return transfer.md5 || !record ? transfer.md5 : record->md5;
}

QString md5Text(const TransferSnapshot &transfer)
{
    const auto md5 = md5Of(transfer);
    return md5 ? QString::fromLatin1(md5->hex()) : QString{};
}

QString linkOf(const TransferSnapshot &transfer)
{
    const auto *record = recordOf(transfer);
    if (!record || !record->root)
        return {};
    return FileLink{*record->root, record->size, record->path, md5Of(transfer), {}}.toString();
}

QString nameOf(const TransferSnapshot &transfer)
{
    const auto *record = recordOf(transfer);
    return record ? QString::fromUtf8(record->path.name()) : transfer.name;
}

QString queryOf(const TransferSnapshot &transfer)
{
    const QString root = rootOf(transfer);
    return root.isEmpty() ? nameOf(transfer) : QStringLiteral("root:") % root;
}

} // namespace

DownloadListActions::DownloadListActions(models::TransfersModel &model,
                                         TransferCommands &commands,
                                         QUndoStack &undo,
                                         OpenUrl openUrl,
                                         QWidget *parent)
    : QObject(parent)
    , m_model(model)
    , m_commands(commands)
    , m_undo(undo)
    , m_openUrl(std::move(openUrl))
{
    setupOpening();
    setupCopying(parent);
    setupLooking();
    setupRemoving();
    setSelection({});
    setFinished(0);
}

void DownloadListActions::setupOpening()
{
    m_open = makeAction(this,
                        {QStringLiteral("open"),
                         tr("&Open file"),
                         tr("Open the finished file"),
                         Qt::CTRL | Qt::Key_O},
                        [this] { openFiles(); });
    m_openFolder = makeAction(this,
                              {QStringLiteral("folder"),
                               tr("Open &folder"),
                               tr("Open the folder of the finished file"),
                               Qt::CTRL | Qt::SHIFT | Qt::Key_O},
                              [this] { openFolders(); });
}

void DownloadListActions::setupCopying(QWidget *parent)
{
    m_copy = new QAction{icon(QStringLiteral("copy")), tr("Cop&y"), this};
    m_copy->setToolTip(tr("Put something about the download on the clipboard"));
    auto *menu = new QMenu{parent};
    menu->addActions({addCopy(QStringLiteral("link"),
                              tr("Copy &link"),
                              tr("A link that leads others to the same content"),
                              QKeySequence::Copy,
                              linkOf),
                      addCopy(QStringLiteral("copy"),
                              tr("Copy &name"),
                              tr("The name of the file"),
                              Qt::CTRL | Qt::SHIFT | Qt::Key_C,
                              nameOf),
                      addCopy(QStringLiteral("copy"),
                              tr("Copy &root"),
                              tr("The root that every piece is verified against"),
                              Qt::CTRL | Qt::ALT | Qt::Key_C,
                              rootOf),
                      addCopy(QStringLiteral("copy"),
                              tr("Copy &MD5"),
                              tr("The MD5 of the file"),
                              Qt::CTRL | Qt::Key_M,
                              md5Text)});
    m_copy->setMenu(menu);
}

QAction *DownloadListActions::addCopy(const QString &iconName,
                                      const QString &text,
                                      const QString &tip,
                                      const QKeySequence &shortcut,
                                      const TextOf &textOf)
{
    QAction *action = makeAction(this, {iconName, text, tip, shortcut}, [this, textOf] {
        copyTexts(textOf);
    });
    m_copies.emplace_back(action, textOf);
    return action;
}

void DownloadListActions::setupLooking()
{
    m_search = makeAction(this,
                          {QStringLiteral("search"),
                           tr("Sea&rch for it"),
                           tr("See who else has the same content, and under which names"),
                           Qt::CTRL | Qt::SHIFT | Qt::Key_F},
                          [this] { emit searchAsked(queryOf(m_selection.front())); });
    m_history = makeAction(this,
                           {QStringLiteral("history"),
                            tr("Show in &history"),
                            tr("See what was fetched and served under this name"),
                            Qt::CTRL | Qt::Key_H},
                           [this] { emit historyAsked(nameOf(m_selection.front())); });
}

void DownloadListActions::setupRemoving()
{
    // Never enabled together with that of canceling, so they share their key.
    m_remove = makeAction(this,
                          {QStringLiteral("remove"),
                           tr("R&emove from list"),
                           tr("Take it off this list; what has arrived stays where it is"),
                           Qt::Key_Delete},
                          [this] { removeSelected(); });
    m_removeFinished = makeAction(this,
                                  {QStringLiteral("clear"),
                                   tr("Remove all f&inished"),
                                   tr("Take everything that is done off this list; the files stay "
                                      "where they are"),
                                   Qt::CTRL | Qt::Key_Delete},
                                  [this] { removeAllFinished(); });
}

void DownloadListActions::setSelection(std::vector<TransferSnapshot> selection)
{
    m_selection = std::move(selection);
    const bool isAny = !m_selection.empty();
    const bool hasAnyFile = std::any_of(m_selection.begin(), m_selection.end(), hasFile);
    const bool areAllOver = std::all_of(m_selection.begin(),
                                        m_selection.end(),
                                        [](const TransferSnapshot &one) {
                                            return isOver(one.state);
                                        });
    m_open->setEnabled(hasAnyFile);
    m_openFolder->setEnabled(hasAnyFile);
    m_remove->setEnabled(isAny && areAllOver);
    m_search->setEnabled(m_selection.size() == 1);
    m_history->setEnabled(m_selection.size() == 1);
    m_copy->setEnabled(isAny);
    for (const auto &[action, textOf] : m_copies) {
        action->setEnabled(
            std::any_of(m_selection.begin(), m_selection.end(), [&text = textOf](const auto &one) {
                return !text(one).isEmpty();
            }));
    }
}

void DownloadListActions::setFinished(std::uint32_t count)
{
    m_removeFinished->setEnabled(count > 0);
}

void DownloadListActions::openFiles()
{
    int opened = 0;
    for (const TransferSnapshot &transfer : m_selection) {
        if (!hasFile(transfer))
            continue;
        if (++opened > MostOpened)
            return emit said(tr("Opened the first %1 of the selected files").arg(MostOpened));
        m_openUrl(QUrl::fromLocalFile(transfer.path));
    }
}

void DownloadListActions::openFolders()
{
    std::set<QString> folders;
    for (const TransferSnapshot &transfer : m_selection) {
        if (hasFile(transfer))
            folders.insert(QFileInfo{transfer.path}.path());
    }
    int opened = 0;
    for (const QString &folder : folders) {
        if (++opened > MostOpened)
            return;
        m_openUrl(QUrl::fromLocalFile(folder));
    }
}

void DownloadListActions::copyTexts(const TextOf &textOf)
{
    QStringList lines;
    for (const TransferSnapshot &transfer : m_selection) {
        const QString line = textOf(transfer);
        if (!line.isEmpty())
            lines << line;
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
    emit said(lines.size() == 1 ? tr("Copied: %1").arg(models::shown(lines.constFirst()))
                                : tr("Copied %1 lines").arg(QLocale{}.toString(lines.size())));
}

void DownloadListActions::removeSelected()
{
    std::vector<engine::TransferId> ids;
    for (const TransferSnapshot &transfer : m_selection)
        ids.push_back(transfer.id);
    if (!ids.empty())
        m_undo.push(new RemoveDownloads{m_model, m_commands, std::move(ids)});
}

void DownloadListActions::removeAllFinished()
{
    std::vector<engine::TransferId> ids;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const TransferSnapshot &transfer = m_model.transfer(row);
        if (transfer.state == TransferState::Done)
            ids.push_back(transfer.id);
    }
    if (!ids.empty())
        m_undo.push(new RemoveDownloads{m_model, m_commands, std::move(ids)});
}

} // namespace ft::widgets
