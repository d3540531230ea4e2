#include "tracker/core/banlist.h"

#include "common/base/overloaded.h"

#include <algorithm>
#include <limits>
#include <mutex>

namespace ft::tracker {

namespace {

constexpr QLatin1String NamePrefix{"name:"};

} // namespace

QString toString(const PeerSelector &who)
{
    return std::visit(Overloaded{[](const PeerName &name) {
                                     const QString text = name.toString();
                                     return Network::parse(text) ? NamePrefix + text : text;
                                 },
                                 [](const Network &network) {
                                     return network.toString();
                                 }},
                      who);
}

std::optional<PeerSelector> parsePeerSelector(QStringView text)
{
    const bool isName = text.startsWith(NamePrefix);
    if (!isName) {
        if (const auto network = Network::parse(text))
            return *network;
    }
    if (const auto name = PeerName::parse(text.sliced(isName ? NamePrefix.size() : 0)))
        return *name;
    return std::nullopt;
}

bool matches(const PeerSelector &who, const PeerName &name, const QHostAddress &address)
{
    return std::visit(Overloaded{[&](const PeerName &meant) { return meant == name; },
                                 [&](const Network &network) {
                                     return network.contains(address);
                                 }},
                      who);
}

BanList::BanList(const Clock &clock)
    : m_clock(clock)
{}

void BanList::add(const Ban &ban)
{
    const std::lock_guard lock{m_mutex};
    std::visit(Overloaded{[&](const PeerName &name) { m_names.insert_or_assign(name.key(), ban); },
                          [&](const Network &network) {
                              const Shape shape{network.address().protocol(), network.bits()};
                              m_networks[shape].insert_or_assign(network.address(), ban);
                          }},
               ban.who);
}

bool BanList::remove(const PeerSelector &who)
{
    const std::lock_guard lock{m_mutex};
    if (const auto *name = std::get_if<PeerName>(&who))
        return m_names.erase(name->key()) > 0;
    const auto &network = std::get<Network>(who);
    const auto shape = m_networks.find({network.address().protocol(), network.bits()});
    if (shape == m_networks.end() || shape->second.erase(network.address()) == 0)
        return false;
    if (shape->second.empty())
        m_networks.erase(shape);
    return true;
}

std::optional<Ban> BanList::find(const QHostAddress &address) const
{
    const std::shared_lock lock{m_mutex};
    for (const auto &[shape, bans] : m_networks) {
        if (shape.first != address.protocol())
            continue;
        const auto around = Network::around(address, shape.second);
        const auto found = bans.find(around->address());
        if (found != bans.end() && holds(found->second))
            return found->second;
    }
    return std::nullopt;
}

std::optional<Ban> BanList::find(const PeerName &name, const QHostAddress &address) const
{
    {
        const std::shared_lock lock{m_mutex};
        const auto found = m_names.find(name.key());
        if (found != m_names.end() && holds(found->second))
            return found->second;
    }
    return find(address);
}

std::vector<Ban> BanList::all() const
{
    std::vector<Ban> bans;
    {
        const std::shared_lock lock{m_mutex};
        for (const auto &[key, ban] : m_names)
            bans.push_back(ban);
        for (const auto &[shape, atAddress] : m_networks) {
            const auto begin = static_cast<std::ptrdiff_t>(bans.size());
            for (const auto &[address, ban] : atAddress)
                bans.push_back(ban);
            std::sort(bans.begin() + begin, bans.end(), [](const Ban &a, const Ban &b) {
                return toString(a.who) < toString(b.who);
            });
        }
    }
    std::erase_if(bans, [this](const Ban &ban) { return !holds(ban); });
    return bans;
}

bool BanList::isEmpty() const
{
    const std::shared_lock lock{m_mutex};
    return m_names.empty() && m_networks.empty();
}

protocol::Refused BanList::refusal(const Ban &ban) const
{
    QByteArray text = "the operator of this tracker does not let you in";
    if (!ban.reason.isEmpty())
        text += ": " + ban.reason.toUtf8();
    protocol::Refused refusal{protocol::RefusalCode::Banned, text, std::nullopt};
    if (ban.until) {
        const auto left = std::max(*ban.until - m_clock.wallTime(), std::chrono::seconds{1});
        constexpr std::int64_t Longest = std::numeric_limits<std::uint32_t>::max();
        refusal.retry = static_cast<std::uint32_t>(std::min(left.count(), Longest));
    }
    return refusal;
}

bool BanList::holds(const Ban &ban) const
{
    return !ban.until || *ban.until > m_clock.wallTime();
}

} // namespace ft::tracker
