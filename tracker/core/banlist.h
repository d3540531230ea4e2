#pragma once

#include "common/base/clock.h"
#include "common/model/network.h"
#include "common/model/peername.h"
#include "common/protocol/commonmessages.h"

#include <map>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <variant>
#include <vector>

namespace ft::tracker {

/// Who is meant: a peer by its name, or everybody at an address or in a network.
using PeerSelector = std::variant<PeerName, Network>;

/// As it may be written again; a name that looks like an address or network gets `name:` before it.
[[nodiscard]] QString toString(const PeerSelector &who);
/// Nothing when it is neither `NAME`, `name:NAME`, `ADDRESS:PORT`, `ADDRESS` nor `NETWORK`.
[[nodiscard]] std::optional<PeerSelector> parsePeerSelector(QStringView text);
/// Whether a peer of this name at this address is meant.
[[nodiscard]] bool matches(const PeerSelector &who,
                           const PeerName &name,
                           const QHostAddress &address);

/// That somebody is not let in.
// QHostAddress has no move of its own; its copy counts a reference and throws nothing.
struct Ban // NOLINT(bugprone-exception-escape)
{
    PeerSelector who;
    std::optional<std::chrono::sys_seconds> until; ///< for good when not set
    QString reason; ///< for people; may be empty

    bool operator==(const Ban &) const = default;
};

/// Decides who is not let in, by name and by address.
///
/// Every function may be called from any thread; bans that have run out are as if they were not.
class BanList final
{
public:
    explicit BanList(const Clock &clock);

    /// Adds a ban, or replaces that of the same selector.
    void add(const Ban &ban);
    /// False when there is no ban of exactly this selector.
    bool remove(const PeerSelector &who);

    /// The ban that holds for an address; costs one look per different prefix length.
    [[nodiscard]] std::optional<Ban> find(const QHostAddress &address) const;
    /// The ban that holds for a peer, by its name or by its address.
    [[nodiscard]] std::optional<Ban> find(const PeerName &name, const QHostAddress &address) const;

    /// Names first, then networks, each in order.
    [[nodiscard]] std::vector<Ban> all() const;
    [[nodiscard]] std::size_t count() const { return all().size(); }
    [[nodiscard]] bool isEmpty() const;

    /// What a peer under this ban is told now.
    [[nodiscard]] protocol::Refused refusal(const Ban &ban) const;

private:
    struct Hash
    {
        std::size_t operator()(const QHostAddress &address) const { return qHash(address); }
    };
    using AtAddress = std::unordered_map<QHostAddress, Ban, Hash>;
    /// Protocol and prefix length of a network.
    using Shape = std::pair<QAbstractSocket::NetworkLayerProtocol, int>;

    [[nodiscard]] bool holds(const Ban &ban) const;

    const Clock &m_clock;
    mutable std::shared_mutex m_mutex;
    std::map<QByteArray, Ban> m_names; ///< by PeerName::key()
    std::map<Shape, AtAddress> m_networks;
};

} // namespace ft::tracker
