#include "tracker/console/peerorder.h"

#include <algorithm>
#include <compare>

namespace ft::tracker {

namespace {

using Key = ListPeers::Key;

/// IPv4 before IPv6, each by its bits.
std::strong_ordering compareAddresses(const QHostAddress &a, const QHostAddress &b)
{
    if (a.protocol() != b.protocol())
        return a.protocol() <=> b.protocol();
    if (a.protocol() == QAbstractSocket::IPv4Protocol)
        return a.toIPv4Address() <=> b.toIPv4Address();
    const auto left = a.toIPv6Address();
    const auto right = b.toIPv6Address();
    return std::lexicographical_compare_three_way(std::begin(left.c),
                                                  std::end(left.c),
                                                  std::begin(right.c),
                                                  std::end(right.c));
}

std::strong_ordering compare(const PeerSnapshot &a, const PeerSnapshot &b, Key key)
{
    switch (key) {
    case Key::Name:
        break;
    case Key::Files:
        return a.files <=> b.files;
    case Key::Bytes:
        return a.bytes <=> b.bytes;
    case Key::Joined:
        return a.joinedFor <=> b.joinedFor;
    case Key::Silent:
        return a.silentFor <=> b.silentFor;
    case Key::Address:
        return compareAddresses(a.endpoint.address, b.endpoint.address);
    case Key::RoundTrip:
        return *a.roundTrip <=> *b.roundTrip;
    }
    return a.name.key().compare(b.name.key()) <=> 0;
}

bool isShown(const PeerSnapshot &peer, const QString &filter, const std::optional<Network> &network)
{
    if (peer.name.toString().contains(filter, Qt::CaseInsensitive))
        return true;
    return network ? network->contains(peer.endpoint.address)
                   : peer.endpoint.address.toString().contains(filter, Qt::CaseInsensitive);
}

} // namespace

std::vector<PeerSnapshot> ordered(std::vector<PeerSnapshot> peers, const ListPeers &command)
{
    if (!command.filter.isEmpty()) {
        const auto network = Network::parse(command.filter);
        std::erase_if(peers, [&](const PeerSnapshot &peer) {
            return !isShown(peer, command.filter, network);
        });
    }
    const auto unknown = std::stable_partition(peers.begin(), peers.end(), [&](const auto &peer) {
        return command.sort != Key::RoundTrip || peer.roundTrip;
    });
    std::stable_sort(peers.begin(), unknown, [&](const auto &a, const auto &b) {
        return command.isDescending ? compare(b, a, command.sort) < 0
                                    : compare(a, b, command.sort) < 0;
    });
    return peers;
}

} // namespace ft::tracker
