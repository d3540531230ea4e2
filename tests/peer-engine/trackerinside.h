#pragma once

#include "tracker/net/listener.h"

#include <memory>

namespace ft::test {

/// A whole tracker in the process of the test, on 127.0.0.1.
class TrackerInside
{
public:
    explicit TrackerInside(std::uint16_t port = 0)
        : m_endpoint(m_listener.open(QHostAddress{QHostAddress::LocalHost}, port).value())
    {}

    [[nodiscard]] HostPort address() const
    {
        return {m_endpoint.address.toString(), m_endpoint.port};
    }
    [[nodiscard]] std::uint16_t port() const { return m_endpoint.port; }

    /// How many peers it lists, and how many files they share.
    [[nodiscard]] std::size_t peers() const { return m_catalogue.totals().peers; }
    [[nodiscard]] std::uint64_t records() const { return m_catalogue.totals().records; }

private:
    SystemClock m_clock;
    tracker::Catalogue m_catalogue{m_clock};
    tracker::TrackerService m_service{m_catalogue, {}};
    tracker::ReactorPool m_pool{1, m_service, {}, m_clock};
    tracker::Listener m_listener{m_pool, 1'000};
    Endpoint m_endpoint;
};

} // namespace ft::test
