#include "peer-gui/engine/share/sharecatalog.h"

#include <utility>

namespace ft::engine {

namespace {

template <typename Index, typename Key>
std::vector<SharedPath> pathsIn(const Index &index, const Key &key)
{
    const auto found = index.find(key);
    if (found == index.end())
        return {};
    return {found->second.begin(), found->second.end()};
}

template <typename Index, typename Key>
void removeFrom(Index &index, const Key &key, const SharedPath &path)
{
    const auto found = index.find(key);
    if (found == index.end())
        return;
    found->second.erase(path);
    if (found->second.empty())
        index.erase(found);
}

QByteArray nameOf(const SharedPath &path)
{
    return path.name().toByteArray();
}

} // namespace

std::optional<SharedFile> ShareCatalog::find(const SharedPath &path) const
{
    m_thread.assertHere();
    const auto found = m_files.find(path);
    return found == m_files.end() ? std::nullopt : std::optional{found->second};
}

std::optional<SharedFile> ShareCatalog::findByRoot(const ContentHash &root) const
{
    m_thread.assertHere();
    const auto found = m_byRoot.find(root);
    return found == m_byRoot.end() ? std::nullopt : find(*found->second.begin());
}

std::vector<SharedPath> ShareCatalog::pathsOf(const ContentHash &root) const
{
    m_thread.assertHere();
    return pathsIn(m_byRoot, root);
}

std::vector<SharedPath> ShareCatalog::pathsNamed(QByteArrayView name) const
{
    m_thread.assertHere();
    return pathsIn(m_byName, name.toByteArray());
}

std::vector<SharedPath> ShareCatalog::pathsExtending(QByteArrayView stem, std::size_t most) const
{
    m_thread.assertHere();
    const QByteArray begin = stem.toByteArray() + '.';
    std::vector<SharedPath> paths;
    for (auto i = m_byName.upper_bound(begin); i != m_byName.end(); ++i) {
        if (!i->first.startsWith(begin))
            break;
        for (const SharedPath &path : i->second) {
            if (paths.size() == most)
                return paths;
            paths.push_back(path);
        }
    }
    return paths;
}

bool ShareCatalog::contains(const SharedPath &path) const
{
    m_thread.assertHere();
    return m_files.contains(path);
}

bool ShareCatalog::insert(SharedFile file)
{
    m_thread.assertHere();
    if (m_files.contains(file.record.path))
        return false;
    index(file);
    m_files.emplace(file.record.path, std::move(file));
    return true;
}

void ShareCatalog::replace(SharedFile file)
{
    remove(file.record.path);
    [[maybe_unused]] const bool inserted = insert(std::move(file));
}

bool ShareCatalog::remove(const SharedPath &path)
{
    m_thread.assertHere();
    const auto found = m_files.find(path);
    if (found == m_files.end())
        return false;
    const FileRecord &record = found->second.record;
    m_totalBytes -= record.size;
    removeFrom(m_byRoot, *record.root, record.path);
    removeFrom(m_byName, nameOf(record.path), record.path);
    m_files.erase(found);
    return true;
}

std::size_t ShareCatalog::size() const
{
    m_thread.assertHere();
    return m_files.size();
}

std::uint64_t ShareCatalog::totalBytes() const
{
    m_thread.assertHere();
    return m_totalBytes;
}

std::vector<SharedFile> ShareCatalog::snapshot() const
{
    m_thread.assertHere();
    std::vector<SharedFile> files;
    files.reserve(m_files.size());
    for (const auto &[path, file] : m_files)
        files.push_back(file);
    return files;
}

ShareCatalog::Files::const_iterator ShareCatalog::firstBelow(
    const QByteArray &folder, const std::optional<SharedPath> &after) const
{
    m_thread.assertHere();
    const bool isInside = after && !(after->utf8() < folder);
    return isInside ? m_files.upper_bound(*after) : m_files.lower_bound(folder);
}

void ShareCatalog::index(const SharedFile &file)
{
    const FileRecord &record = file.record;
    Q_ASSERT(record.root && file.pieceLayer);
    m_totalBytes += record.size;
    m_byRoot[*record.root].insert(record.path);
    m_byName[nameOf(record.path)].insert(record.path);
}

} // namespace ft::engine
