#include "peer-gui/widgets/shareeditor.h"

#include "peer-gui/models/filterpreview.h"
#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/sharebook.h"

#include <QDir>
#include <QUndoStack>

#include <algorithm>
#include <utility>

namespace ft::widgets {

using engine::OfferedPlace;
using engine::Problem;
using engine::SharedFileInfo;
using engine::ShareFolderInfo;
using Filter = ShareCommands::Filter;
using Folders = ShareCommands::Folders;

namespace {

/// A pattern for each of more files than this would make every walk of the share slow.
constexpr qsizetype MostPatterns = 200;

class ShareEdit final : public QUndoCommand
{
public:
    using Act = std::function<void()>;

    /// `isDone`: the first redo has happened already.
    ShareEdit(const QString &text, Act redo, Act undo, bool isDone)
        : QUndoCommand(text)
        , m_redo(std::move(redo))
        , m_undo(std::move(undo))
        , m_isDone(isDone)
    {}

    void redo() override
    {
        if (!std::exchange(m_isDone, false))
            m_redo();
    }
    void undo() override { m_undo(); }

private:
    Act m_redo;
    Act m_undo;
    bool m_isDone;
};

QString quoted(const QString &name)
{
    return ShareEditor::tr("“%1”", "a name in quotation marks").arg(models::shown(name));
}

QString nameOf(const QString &path)
{
    return path.sliced(path.lastIndexOf(u'/') + 1);
}

QString offeredText(const std::vector<SharedFileInfo> &files, const QStringList &folders)
{
    const QString fileText = files.size() == 1 ? quoted(files.front().record.path.toString())
                                               : models::formatFileCount(files.size());
    const QString folderText =
        folders.size() == 1 ? ShareEditor::tr("the folder %1").arg(quoted(nameOf(folders.front())))
                            : ShareEditor::tr("%1 folders").arg(folders.size());
    if (folders.isEmpty())
        return fileText;
    return files.empty() ? folderText
                         : ShareEditor::tr("%1 and %2", "folders, files").arg(folderText, fileText);
}

} // namespace

/// Several files and folders that are being taken up together.
struct ShareEditor::Offer
{
    qsizetype all = 0;
    qsizetype waiting = 0;
    std::vector<SharedFileInfo> files; ///< that are published now
    QStringList folders; ///< that are share folders now
    std::vector<Problem> problems;
};

ShareEditor::ShareEditor(ShareCommands &commands,
                         ShareBook &book,
                         QUndoStack &undo,
                         QObject *parent)
    : QObject(parent)
    , m_commands(commands)
    , m_book(book)
    , m_undo(undo)
{}

void ShareEditor::push(const QString &text, Act redo, Act undo, bool isDone)
{
    m_undo.push(new ShareEdit{text, std::move(redo), std::move(undo), isDone});
}

// Share folders.

void ShareEditor::addFolder(const QString &folder)
{
    m_commands.addFolder(folder, m_book.folders().size(), this, [this, folder](const auto &added) {
        takeFolders(added);
        if (added)
            onAdded(folder, *added);
    });
}

void ShareEditor::onAdded(const QString &folder, const Folders &folders)
{
    const auto at = std::ranges::find(folders, QDir::cleanPath(folder), &ShareFolderInfo::path);
    if (at == folders.end())
        return;
    // Whoever adds a folder wants it shared, even if it was taken out some time ago.
    if (at->state == ShareFolderInfo::State::Off)
        applySwitch(at->path, true);
    emit said(tr("The folder %1 is shared from now on.").arg(quoted(nameOf(at->path))));
    const auto place = static_cast<std::size_t>(at - folders.begin());
    push(
        tr("Share the folder %1").arg(quoted(nameOf(at->path))),
        [this, path = at->path, place] { add(path, place); },
        [this, path = at->path] { remove(path); },
        true);
}

void ShareEditor::removeFolder(const QString &folder)
{
    const auto &folders = m_book.folders();
    const auto at = std::ranges::find(folders, folder, &ShareFolderInfo::path);
    const auto place = static_cast<std::size_t>(at - folders.begin());
    const QString name = quoted(nameOf(folder));
    push(
        tr("Share the folder %1 no longer").arg(name),
        [this, folder] { remove(folder); },
        [this, folder, place] { add(folder, place); });
    emit said(tr("The folder %1 is not shared any more. Its files stay where they are.").arg(name));
}

void ShareEditor::switchFolder(const QString &folder, bool isShared)
{
    const QString name = quoted(nameOf(folder));
    push(
        isShared ? tr("Share the folder %1 again").arg(name)
                 : tr("Take the folder %1 out of the share").arg(name),
        [this, folder, isShared] { applySwitch(folder, isShared); },
        [this, folder, isShared] { applySwitch(folder, !isShared); });
}

void ShareEditor::add(const QString &folder, std::size_t place)
{
    m_commands.addFolder(folder, place, this, [this](const auto &now) { takeFolders(now); });
}

void ShareEditor::remove(const QString &folder)
{
    m_commands.removeFolder(folder, this, [this](const auto &now) { takeFolders(now); });
}

void ShareEditor::applySwitch(const QString &folder, bool isShared)
{
    m_commands.setFolderShared(folder, isShared, this, [this](const auto &switched) {
        if (!switched)
            emit failed(switched.error());
        m_book.refresh();
    });
}

void ShareEditor::takeFolders(const Result<Folders, Problem> &folders)
{
    if (!folders) {
        emit failed(folders.error());
        return;
    }
    QStringList paths;
    for (const ShareFolderInfo &folder : *folders)
        paths.append(folder.path);
    emit foldersChanged(paths);
    m_book.refresh();
}

// What is left out.

void ShareEditor::setFilter(const Filter &filter, const QString &what)
{
    const Filter before = m_book.filter();
    if (before == filter)
        return;
    push(
        what, [this, filter] { applyFilter(filter); }, [this, before] { applyFilter(before); });
}

void ShareEditor::applyFilter(const Filter &filter)
{
    // What is changed next is changed in this one.
    m_book.noteFilter(filter);
    m_commands.setFilter(filter, this, [this](const auto &now) {
        if (now)
            emit filterChanged(*now);
        else
            emit failed(now.error());
        m_book.refreshSoon();
    });
}

void ShareEditor::leaveOut(const QString &localFolder)
{
    const QString place = models::placeInShare(localFolder, m_book.folders());
    if (!place.isEmpty())
        leaveOutPlaces({models::patternFor(place, true)},
                       tr("Leave out the folder %1").arg(quoted(nameOf(place))));
}

void ShareEditor::leaveOutPlaces(const QStringList &patterns, const QString &what)
{
    Filter filter = m_book.filter();
    if (patterns.size() > MostPatterns) {
        emit said(tr("These are too many files to leave out one by one. Leave out their folder, or "
                     "write a pattern for them."));
        return;
    }
    for (const QString &pattern : patterns) {
        if (!filter.excluded.contains(pattern))
            filter.excluded.append(pattern);
    }
    setFilter(filter, what);
    emit said(
        tr("Left out of the share from now on, by a pattern that “What to leave out” shows."));
}

// Files.

void ShareEditor::publish(const QString &localPath, const QString &name)
{
    m_commands.publish(localPath, name, this, [this, localPath, name](const auto &published) {
        m_book.refreshSoon();
        if (!published) {
            emit failed(published.error());
            return;
        }
        emit said(tr("%1 is shared from now on.").arg(quoted(name)));
        push(
            tr("Publish %1").arg(quoted(name)),
            [this, localPath, name] { publishNow(localPath, name); },
            [this, file = *published] { unpublish({file}); },
            true);
    });
    m_book.refreshSoon();
}

void ShareEditor::publishNow(const QString &localPath, const QString &name)
{
    m_commands.publish(localPath, name, this, [this](const auto &published) {
        if (!published)
            emit failed(published.error());
        m_book.refreshSoon();
    });
}

void ShareEditor::stopSharing(const std::vector<SharedFileInfo> &files)
{
    std::vector<SharedFileInfo> single;
    QStringList patterns;
    for (const SharedFileInfo &file : files) {
        const QString place = models::placeInShare(file.localPath, m_book.folders());
        if (place.isEmpty())
            single.push_back(file);
        else
            patterns.append(models::patternFor(place, false));
    }
    const auto what = [this](std::size_t count, const QString &name) {
        return count == 1 ? tr("Stop sharing %1").arg(quoted(name))
                          : tr("Stop sharing %1").arg(models::formatFileCount(count));
    };
    if (!single.empty())
        push(
            what(single.size(), single.front().record.path.toString()),
            [this, single] { unpublish(single); },
            [this, single] {
                for (const SharedFileInfo &file : single)
                    publishNow(file.localPath, file.record.path.toString());
            });
    if (!patterns.isEmpty())
        leaveOutPlaces(patterns,
                       what(static_cast<std::size_t>(patterns.size()),
                            files.front().record.path.toString()));
}

void ShareEditor::unpublish(const std::vector<SharedFileInfo> &files)
{
    for (const SharedFileInfo &file : files) {
        m_commands.unpublish(file.record.path.toString(), this, [this](const auto &unpublished) {
            if (!unpublished)
                emit failed(unpublished.error());
            m_book.refreshSoon();
        });
    }
}

// What is dropped.

void ShareEditor::offer(const QStringList &localPaths)
{
    auto offer = std::make_shared<Offer>();
    offer->all = localPaths.size();
    offer->waiting = offer->all;
    for (const QString &path : localPaths) {
        m_commands.offer(path, this, [this, offer](const auto &outcome) {
            onOffered(offer, outcome);
        });
    }
    m_book.refreshSoon();
}

void ShareEditor::onOffered(const std::shared_ptr<Offer> &offer,
                            const Result<OfferedPlace, Problem> &outcome)
{
    if (!outcome)
        offer->problems.push_back(outcome.error());
    else if (outcome->file)
        offer->files.push_back(*outcome->file);
    else
        offer->folders.append(QDir::cleanPath(outcome->localPath));
    m_book.refreshSoon();
    if (--offer->waiting == 0)
        tellOffered(*offer);
}

void ShareEditor::tellOffered(const Offer &offer)
{
    if (!offer.folders.isEmpty())
        m_commands.status(this, [this](const auto &status) {
            if (status)
                takeFolders(status->folders);
        });
    if (offer.all == 1 && !offer.problems.empty()) {
        emit failed(offer.problems.front());
        return;
    }
    for (const Problem &problem : offer.problems)
        emit refused(problem);
    if (offer.files.empty() && offer.folders.isEmpty())
        return;
    const QString what = offeredText(offer.files, offer.folders);
    emit said(tr("Shared from now on: %1.").arg(what));
    push(
        tr("Share %1").arg(what),
        [this, files = offer.files, folders = offer.folders] {
            for (const QString &folder : folders)
                add(folder, m_book.folders().size());
            for (const SharedFileInfo &file : files)
                publishNow(file.localPath, file.record.path.toString());
        },
        [this, files = offer.files, folders = offer.folders] {
            for (const QString &folder : folders)
                remove(folder);
            unpublish(files);
        },
        true);
}

} // namespace ft::widgets
