#include "peer-gui/engine/share/publishedlist.h"

#include <algorithm>
#include <utility>

namespace ft::engine {

PublishedList::PublishedList(const QString &stateFolder, const Clock &clock)
    : m_clock(clock)
    , m_notBefore(clock.now())
{
    if (!stateFolder.isEmpty())
        m_store.emplace(stateFolder);
}

std::optional<ShareNotice> PublishedList::load()
{
    if (!m_store)
        return std::nullopt;
    auto loaded = m_store->load();
    for (PublishedFile &file : loaded.files)
        m_files.insert_or_assign(file.path, std::move(file));
    // What was set aside is no longer there for the next run to read.
    m_isUnsaved = loaded.notice.has_value();
    return loaded.notice;
}

void PublishedList::put(PublishedFile file)
{
    const auto known = m_files.find(file.path);
    if (known != m_files.end() && known->second == file)
        return;
    m_files.insert_or_assign(file.path, std::move(file));
    m_isUnsaved = m_store.has_value();
}

bool PublishedList::remove(const SharedPath &path)
{
    if (m_files.erase(path) == 0)
        return false;
    m_isUnsaved = m_store.has_value();
    return true;
}

std::optional<ShareNotice> PublishedList::save(When when)
{
    const auto begin = m_clock.now();
    if (!m_isUnsaved || (when == When::Sparingly && begin < m_notBefore))
        return std::nullopt;
    m_isUnsaved = false;
    std::vector<PublishedFile> files;
    files.reserve(m_files.size());
    for (const auto &[path, file] : m_files)
        files.push_back(file);
    const auto saved = m_store->save(files);
    const auto end = m_clock.now();
    m_notBefore = end
                  + std::max<Clock::Instant::duration>(std::chrono::seconds{1}, 20 * (end - begin));
    return saved ? std::nullopt : std::optional{saved.error()};
}

} // namespace ft::engine
