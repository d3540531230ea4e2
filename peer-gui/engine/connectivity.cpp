#include "peer-gui/engine/connectivity.h"

#include "peer-gui/engine/enginecore.h"
#include "peer-gui/engine/reply.h"

namespace ft::engine {

namespace {

QStringList sharedFolders(const ShareLibrary &library)
{
    QStringList shared;
    for (const ShareFolderInfo &folder : library.status().folders) {
        if (folder.state != ShareFolderInfo::State::Off)
            shared << folder.path;
    }
    return shared;
}

} // namespace

Connectivity::Connectivity(Post post, Mailbox::Address self)
    : m_post(std::move(post))
    , m_self(std::move(self))
{}

void Connectivity::check(QObject *receiver, Hear hear)
{
    const auto tell = callIn<ConnectivityReport>(m_self, receiver, std::move(hear));
    m_post([tell](EngineCore &core) {
        core.connectivity().start(core.library().catalog().size(),
                                  sharedFolders(core.library()),
                                  tell);
    });
}

void Connectivity::cancel()
{
    m_post([](EngineCore &core) { core.connectivity().drop(); });
}

} // namespace ft::engine
