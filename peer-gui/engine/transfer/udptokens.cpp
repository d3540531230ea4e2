#include "peer-gui/engine/transfer/udptokens.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cstring>

namespace ft::engine {

namespace {

protocol::UdpToken randomToken()
{
    std::array<quint64, 2> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    protocol::UdpToken::Bytes bytes{};
    static_assert(sizeof random == sizeof bytes);
    std::memcpy(bytes.data(), random.data(), sizeof bytes);
    return protocol::UdpToken{bytes};
}

} // namespace

std::optional<protocol::UdpToken> UdpTokens::issue(const QHostAddress &asker)
{
    const auto now = m_clock.now();
    const std::lock_guard lock{m_mutex};
    std::erase_if(m_issued, [&](const Issued &issued) { return issued.until <= now; });
    const auto ofAsker = std::count_if(m_issued.begin(), m_issued.end(), [&](const auto &issued) {
        return issued.asker == asker;
    });
    if (m_issued.size() >= Most || static_cast<std::size_t>(ofAsker) >= MostOfOne)
        return std::nullopt;
    m_issued.push_back({randomToken(), asker, now + Lifetime});
    return m_issued.back().token;
}

bool UdpTokens::redeem(const protocol::UdpToken &token, const QHostAddress &from)
{
    const auto now = m_clock.now();
    const std::lock_guard lock{m_mutex};
    const auto found = std::find_if(m_issued.begin(), m_issued.end(), [&](const Issued &issued) {
        return issued.token == token && issued.asker == from;
    });
    if (found == m_issued.end())
        return false;
    const bool isValid = now < found->until;
    m_issued.erase(found);
    return isValid;
}

} // namespace ft::engine
