#include "tracker/core/keptshares.h"

#include <utility>

namespace ft::tracker {

void KeptShares::add(const HostName &name, Kept kept)
{
    m_endings.push_back({kept.until, name.key()});
    m_byName.insert_or_assign(name.key(), std::move(kept));
}

std::optional<KeptShares::Kept> KeptShares::take(const HostName &name)
{
    auto node = m_byName.extract(name.key());
    return node.empty() ? std::nullopt : std::optional{std::move(node.mapped())};
}

const KeptShares::Kept *KeptShares::find(const HostName &name, const QHostAddress &address) const
{
    const auto found = m_byName.find(name.key());
    return found != m_byName.end() && found->second.address == address ? &found->second : nullptr;
}

std::optional<KeptShares::Kept> KeptShares::takeExpired(Clock::Instant now)
{
    while (!m_endings.empty() && m_endings.front().at <= now) {
        const QByteArray key = std::exchange(m_endings.front().key, {});
        m_endings.pop_front();
        const auto found = m_byName.find(key);
        // One that came later under the same name has an ending of its own.
        if (found != m_byName.end() && found->second.until <= now)
            return std::move(m_byName.extract(found).mapped());
    }
    return std::nullopt;
}

} // namespace ft::tracker
