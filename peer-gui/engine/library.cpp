#include "peer-gui/engine/library.h"

#include "peer-gui/engine/enginecore.h"
#include "peer-gui/engine/reply.h"

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

} // namespace ft::engine
