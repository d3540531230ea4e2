#include "peer-gui/engine/library.h"

#include "peer-gui/engine/enginecore.h"
#include "peer-gui/engine/reply.h"
#include "peer-gui/engine/sharedfilelist.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace ft::engine {

namespace {

Result<ShareFolderInfo, Problem> switchFolder(ShareLibrary &library,
                                              const QString &folder,
                                              bool isShared)
{
    if (!library.setFolderShared(folder, isShared))
        return tl::unexpected(Problem{ProblemCode::NotAShareFolder, Operation::Share, folder, {}});
    const auto folders = library.status().folders;
    return *std::ranges::find(folders, folder, &ShareFolderInfo::path);
}

using Folders = std::vector<ShareFolderInfo>;

Result<Folders, Problem> addTo(ShareLibrary &library, const QString &folder, std::size_t place)
{
    const QFileInfo info{folder};
    if (!info.isDir() || !info.isReadable() || !info.isExecutable())
        return tl::unexpected(Problem{ProblemCode::ShareUnreadable, Operation::Share, folder, {}});
    auto folders = library.folders();
    const QString path = QDir::cleanPath(info.absoluteFilePath());
    if (std::ranges::find(folders, path) == folders.end()) {
        const auto at = static_cast<std::ptrdiff_t>(std::min(place, folders.size()));
        folders.insert(folders.begin() + at, path);
        library.setFolders(std::move(folders));
    }
    return library.status().folders;
}

Result<Folders, Problem> removeFrom(ShareLibrary &library, const QString &folder)
{
    auto folders = library.folders();
    if (std::erase(folders, folder) == 0)
        return tl::unexpected(Problem{ProblemCode::NotAShareFolder, Operation::Share, folder, {}});
    library.setFolders(std::move(folders));
    return library.status().folders;
}

void offerPlace(EngineCore &core,
                const QString &localPath,
                const std::function<void(const Result<OfferedPlace, Problem> &)> &done)
{
    const QFileInfo info{localPath};
    if (!info.isDir()) {
        core.publish(localPath, info.fileName(), [localPath, done](const auto &published) {
            done(published.map([&](const SharedFileInfo &file) {
                return OfferedPlace{localPath, file};
            }));
        });
        return;
    }
    const auto added = addTo(core.library(), localPath, core.library().folders().size());
    done(added.map([&](const Folders &) { return OfferedPlace{localPath, {}}; }));
}

} // namespace

Library::Library(Post post, Mailbox::Address self)
    : m_post(std::move(post))
    , m_self(std::move(self))
{}

void Library::rescan()
{
    m_post([](EngineCore &core) { core.library().rescan(); });
}

void Library::pause()
{
    m_post([](EngineCore &core) { core.library().pause(); });
}

void Library::resume()
{
    m_post([](EngineCore &core) { core.library().resume(); });
}

void Library::status(QObject *receiver, Done<LibraryStatus> done)
{
    m_post([reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        reply(core.library().status());
    });
}

void Library::setFolderShared(const QString &folder,
                              bool isShared,
                              QObject *receiver,
                              Done<ShareFolderInfo> done)
{
    m_post([folder, isShared, reply = replyTo(m_self, receiver, std::move(done))](
               EngineCore &core) { reply(switchFolder(core.library(), folder, isShared)); });
}

void Library::list(QObject *receiver, Done<SharedFileList> done)
{
    m_post([reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        reply(std::make_shared<const std::vector<SharedFileInfo>>(
            listFiles(core.library(), core.guard().damaged())));
    });
}

void Library::addFolder(const QString &folder,
                        std::size_t place,
                        QObject *receiver,
                        Done<std::vector<ShareFolderInfo>> done)
{
    m_post([folder, place, reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        reply(addTo(core.library(), folder, place));
    });
}

void Library::removeFolder(const QString &folder,
                           QObject *receiver,
                           Done<std::vector<ShareFolderInfo>> done)
{
    m_post([folder, reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        reply(removeFrom(core.library(), folder));
    });
}

void Library::setFilter(const ShareFilter::Settings &filter,
                        QObject *receiver,
                        Done<ShareFilter::Settings> done)
{
    m_post([filter, reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        core.library().setFilter(filter);
        reply(filter);
    });
}

void Library::offer(const QString &localPath, QObject *receiver, Done<OfferedPlace> done)
{
    m_post([localPath, reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        offerPlace(core, localPath, reply);
    });
}

} // namespace ft::engine
