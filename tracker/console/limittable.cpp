#include "tracker/console/limittable.h"

#include <algorithm>

namespace ft::tracker {

const Limit *LimitTable::find(const QString &name) const
{
    const auto found = std::find_if(m_limits.begin(), m_limits.end(), [&](const Limit &limit) {
        return limit.name == name;
    });
    return found == m_limits.end() ? nullptr : &*found;
}

} // namespace ft::tracker
