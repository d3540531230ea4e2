#include "peer-gui/engine/share/sharechanges.h"

#include <QFile>
#include <QSet>

namespace ft::engine {

namespace {

using Origin = ShareEntry::Origin;

/// Compares single places with the entries that have their names.
class PlaceChanges final
{
public:
    PlaceChanges(const ShareEntries &entries, const std::set<SharedPath> &displaced)
        : m_entries(entries)
        , m_displaced(displaced)
    {}

    void add(const ScannedPlace &place);
    [[nodiscard]] ShareChanges take() { return std::move(m_changes); }

private:
    void takeUp(const ScannedPlace::File &found);
    void takeOutMissing(const ScannedPlace &place);
    void takeOutMissing(const ScannedPlace &place, ShareEntries::const_iterator entry);

    const ShareEntries &m_entries;
    const std::set<SharedPath> &m_displaced;
    ShareChanges m_changes;
    QSet<SharedPath> m_found;
};

void PlaceChanges::add(const ScannedPlace &place)
{
    m_found.clear();
    for (const ScannedPlace::File &found : place.files)
        takeUp(found);
    takeOutMissing(place);
}

void PlaceChanges::takeUp(const ScannedPlace::File &found)
{
    const auto &[absolutePath, path, stamp] = found.file;
    m_found.insert(path);
    const auto entry = m_entries.find(path);
    const bool isEntry = entry != m_entries.end();
    if (m_displaced.contains(path) || (isEntry && entry->second.absolutePath != absolutePath)) {
        m_changes.needsWhole = true;
        return;
    }
    if (isEntry && entry->second.isOf(stamp))
        return;
    if (isEntry && entry->second.origin == Origin::Published)
        return; // seen to by its own name
    if (!found.isYoung) {
        (isEntry ? m_changes.changed : m_changes.added).push_back({path, absolutePath, stamp});
        return;
    }
    m_changes.young.push_back(QFile::encodeName(absolutePath));
    if (isEntry)
        m_changes.gone.push_back(path);
}

void PlaceChanges::takeOutMissing(const ScannedPlace &place)
{
    const auto self = m_entries.find(place.place);
    if (self != m_entries.end())
        takeOutMissing(place, self);
    const QByteArray inside = place.place.utf8() + '/';
    for (auto entry = m_entries.lower_bound(inside); entry != m_entries.end(); ++entry) {
        if (!entry->first.utf8().startsWith(inside))
            return;
        takeOutMissing(place, entry);
    }
}

void PlaceChanges::takeOutMissing(const ScannedPlace &place, ShareEntries::const_iterator entry)
{
    const auto &[path, state] = *entry;
    if (m_found.contains(path) || state.origin == Origin::Published)
        return;
    // The file of another share folder, of a symlink, or one that has another's name.
    const bool isOther = QFile::encodeName(state.absolutePath)
                         != joinedPath(place.root, path.utf8());
    if (isOther || m_displaced.contains(path))
        m_changes.needsWhole = true;
    else
        m_changes.gone.push_back(path);
}

} // namespace

ShareChanges changesOf(const ShareEntries &entries,
                       const ScanResult &result,
                       std::uint64_t scanNumber,
                       const std::function<bool(const QByteArray &)> &isDirty)
{
    ShareChanges changes;
    QSet<SharedPath> found;
    found.reserve(static_cast<qsizetype>(result.files.size()));
    for (const auto &[absolutePath, path, stamp] : result.files) {
        found.insert(path);
        const auto entry = entries.find(path);
        if (entry != entries.end() && entry->second.absolutePath == absolutePath) {
            if (!entry->second.isOf(stamp))
                changes.changed.push_back({path, absolutePath, stamp});
            continue;
        }
        if (entry != entries.end() && entry->second.since == scanNumber) {
            // Came in by that name while the folders were walked: walk with the name reserved.
            changes.needsWhole = true;
            continue;
        }
        if (entry != entries.end())
            changes.replaced.push_back(path);
        else if (isDirty(QFile::encodeName(absolutePath)))
            continue;
        changes.added.push_back({path, absolutePath, stamp});
    }
    for (const auto &[path, entry] : entries) {
        if (entry.origin == Origin::Folder && entry.since < scanNumber && !found.contains(path))
            changes.gone.push_back(path);
    }
    return changes;
}

ShareChanges changesOf(const ShareEntries &entries,
                       const PlacesResult &result,
                       const std::set<SharedPath> &displaced)
{
    PlaceChanges changes{entries, displaced};
    for (const ScannedPlace &place : result.places)
        changes.add(place);
    ShareChanges all = changes.take();
    all.needsWhole = all.needsWhole || result.needsWhole;
    return all;
}

} // namespace ft::engine
