#include "peer-gui/engine/transfer/folderlisting.h"

namespace ft::engine {

protocol::ListRequest FolderListing::request() const
{
    protocol::ListRequest request;
    request.path = m_folder;
    request.after = m_last;
    return request;
}

bool FolderListing::take(const protocol::Files &line)
{
    for (const SourceRecord &record : line.records) {
        const SharedPath &path = record.file.path;
        const bool isAskedFor = isBelow(path) || path == m_folder;
        if (!isAskedFor || (m_last && !(*m_last < path)))
            return false;
        m_last = path;
        m_isPageEmpty = false;
    }
    if (line.next) {
        if (m_last && *line.next < *m_last)
            return false;
        m_isPageEmpty = m_isPageEmpty && line.next == m_last;
        m_last = line.next;
    }
    // A page that says there is more and gets no further would be asked for again and again.
    if (line.isMore && m_isPageEmpty)
        return false;
    if (!line.continues) {
        m_isOver = !line.isMore;
        m_isPageEmpty = true;
    }
    return true;
}

bool FolderListing::isBelow(const SharedPath &path) const
{
    return !m_folder || path.utf8().startsWith(QByteArray{m_folder->utf8() + '/'});
}

std::optional<SharedPath> FolderListing::below(const SharedPath &path) const
{
    if (!m_folder)
        return path;
    const auto rest = SharedPath::parse(
        QByteArrayView{path.utf8()}.sliced(m_folder->utf8().size() + 1));
    return rest ? std::optional{*rest} : std::nullopt;
}

} // namespace ft::engine
