#include "peer-gui/engine/tracker/membership.h"

#include "peer-gui/engine/partwith.h"

#include <utility>

namespace ft::engine {

Membership::Membership(const TrackerLink::Share &share, TrackerLink::Dial dial)
    : m_share(share)
    , m_dial(std::move(dial))
{}

Membership::~Membership() = default;

void Membership::change(std::optional<TrackerLink::Settings> settings)
{
    m_wanted = std::move(settings);
    if (m_link) {
        m_former = std::move(m_link);
        m_former->disconnect(this);
        m_former->leave([this] { onLeft(); });
    } else if (!m_former) {
        join();
    }
}

void Membership::leave(std::function<void()> done)
{
    m_whenLeft.push_back(std::move(done));
    change({});
}

void Membership::onLeft()
{
    partWith(m_former, *this);
    join();
}

void Membership::join()
{
    if (!m_whenLeft.empty()) {
        for (const auto &left : std::exchange(m_whenLeft, {}))
            left();
        return;
    }
    if (!m_wanted)
        return;
    m_link = std::make_unique<TrackerLink>(*m_wanted,
                                           m_share,
                                           m_dial,
                                           Backoff{QRandomGenerator::securelySeeded()});
    TrackerLink *const link = m_link.get();
    connect(link, &TrackerLink::joined, this, &Membership::joined);
    connect(link, &TrackerLink::lost, this, &Membership::lost);
    connect(link, &TrackerLink::filesDropped, this, &Membership::filesDropped);
    connect(link, &TrackerLink::came, this, &Membership::came);
    connect(link, &TrackerLink::went, this, &Membership::went);
    connect(link, &TrackerLink::missed, this, &Membership::missed);
    connect(link, &TrackerLink::noticed, this, &Membership::noticed);
    // A share that is there already, or has been looked through, says so no more.
    if (!m_share.isEmpty())
        link->announce(m_share.sharedRecords());
    else if (m_share.isSettled())
        link->shareSettled();
}

} // namespace ft::engine
