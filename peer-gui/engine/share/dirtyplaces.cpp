#include "peer-gui/engine/share/dirtyplaces.h"

#include <unordered_set>

namespace ft::engine {

void DirtyPlaces::changed(const QByteArray &path)
{
    m_due.insert_or_assign(path, m_clock.now() + Rest);
}

void DirtyPlaces::moved(const QByteArray &path)
{
    m_due.insert_or_assign(path, m_clock.now());
}

std::vector<QByteArray> DirtyPlaces::takeDue()
{
    const auto now = m_clock.now();
    std::unordered_set<QByteArray> due;
    std::erase_if(m_due, [&](const auto &place) {
        return place.second <= now && due.insert(place.first).second;
    });
    const auto liesInAnother = [&due](const QByteArray &path) {
        for (auto slash = path.lastIndexOf('/'); slash > 0;
             slash = path.lastIndexOf('/', slash - 1)) {
            if (due.contains(path.first(slash)))
                return true;
        }
        return false;
    };
    std::vector<QByteArray> places;
    for (const QByteArray &path : due) {
        if (!liesInAnother(path))
            places.push_back(path);
    }
    return places;
}

} // namespace ft::engine
