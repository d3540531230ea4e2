#include "peer-gui/engine/transfer/accesspolicy.h"

#include "common/model/endpoint.h"

#include <QPointer>

#include <algorithm>

namespace ft::engine {

namespace {

constexpr int WholeAddress = -1;

}

Result<AllowList, QString> AllowList::parse(const QStringList &entries)
{
    AllowList list;
    for (const QString &entry : entries) {
        if (entry == u"any") {
            list.m_subnets.emplace_back(QHostAddress{QHostAddress::AnyIPv4}, 0);
            list.m_subnets.emplace_back(QHostAddress{QHostAddress::AnyIPv6}, 0);
            continue;
        }
        if (!entry.contains(u'/')) {
            const auto address = parseAddress(entry.toUtf8());
            if (!address)
                return tl::unexpected(entry);
            list.m_subnets.emplace_back(*address, WholeAddress);
            continue;
        }
        const auto subnet = QHostAddress::parseSubnet(entry);
        if (subnet.first.isNull())
            return tl::unexpected(entry);
        list.m_subnets.push_back(subnet);
    }
    return list;
}

bool AllowList::contains(const QHostAddress &address) const
{
    return std::any_of(m_subnets.begin(), m_subnets.end(), [&](const auto &subnet) {
        if (subnet.second == WholeAddress)
            return address == subnet.first;
        return address.protocol() == subnet.first.protocol()
               && address.isInSubnet(subnet.first, subnet.second);
    });
}

AccessPolicy::AccessPolicy(AllowList allowed,
                           AskTracker askTracker,
                           const Clock &clock,
                           QObject *parent)
    : QObject(parent)
    , m_allowed(std::move(allowed))
    , m_askTracker(std::move(askTracker))
    , m_clock(clock)
{}

void AccessPolicy::check(const QHostAddress &address,
                         const std::optional<HostName> &name,
                         QObject *receiver,
                         Verdict verdict)
{
    if (m_allowed.contains(address))
        return verdict(true);
    const QByteArray key = (name ? name->key() : QByteArray{}) + ' '
                           + address.toString().toLatin1();
    if (const auto known = m_accepted.find(key);
        known != m_accepted.end() && known->second > m_clock.now())
        return verdict(true);
    m_askTracker(name,
                 address,
                 [this,
                  self = QPointer{this},
                  key,
                  guard = QPointer{receiver},
                  verdict = std::move(verdict)](std::optional<bool> isAccepted) {
                     if (self && isAccepted.value_or(false))
                         keep(key);
                     if (guard)
                         verdict(isAccepted.value_or(false));
                 });
}

void AccessPolicy::keep(const QByteArray &key)
{
    if (m_accepted.size() >= MostAnswersKept)
        m_accepted.clear();
    m_accepted.insert_or_assign(key, m_clock.now() + YesKept);
}

} // namespace ft::engine
