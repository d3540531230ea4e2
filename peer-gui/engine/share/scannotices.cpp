#include "peer-gui/engine/share/scannotices.h"

#include <utility>

namespace ft::engine {

std::vector<ShareNotice> ScanNotices::newOf(const ScanResult &result)
{
    using Kind = ShareNotice::Kind;
    const auto told = std::exchange(m_told, {});
    const auto wasTold = [&told](Kind kind, const QString &path) {
        return told.contains({kind, path});
    };
    std::vector<ShareNotice> notices;
    for (const ShareNotice &notice : result.notices) {
        if (!wasTold(notice.kind, notice.path))
            notices.push_back(notice);
        m_told.insert_or_assign({notice.kind, notice.path}, notice);
    }
    for (const ShareRoot &root : result.roots) {
        const Identity identity{root.dev, root.inode};
        const auto former = std::as_const(m_roots).find(root.folder);
        const bool isOther = former != m_roots.end() && former->second != identity;
        m_roots.insert_or_assign(root.folder, identity);
        const bool wasAway = wasTold(Kind::FolderMissing, root.folder)
                             || wasTold(Kind::NotAFolder, root.folder)
                             || wasTold(Kind::FolderUnreadable, root.folder);
        if (wasAway && !m_told.contains({Kind::FolderUnreadable, root.folder}))
            notices.push_back({Kind::FolderBack, root.folder, 0, std::nullopt});
        else if (isOther)
            notices.push_back({Kind::FolderReplaced, root.folder, 0, std::nullopt});
    }
    return notices;
}

std::vector<ShareNotice> ScanNotices::newOf(const PlacesResult &result)
{
    std::vector<ShareNotice> notices;
    for (const ShareNotice &notice : result.notices) {
        if (m_told.try_emplace({notice.kind, notice.path}, notice).second)
            notices.push_back(notice);
    }
    return notices;
}

} // namespace ft::engine
