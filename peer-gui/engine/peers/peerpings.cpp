#include "peer-gui/engine/peers/peerpings.h"

#include "peer-gui/engine/partwith.h"

namespace ft::engine {

PeerPings::PeerPings(PeerPing::Context context)
    : m_context(std::move(context))
{}

PeerPings::~PeerPings() = default;

void PeerPings::ping(const QString &peer, const Done &done)
{
    const auto number = ++m_last;
    auto ping = std::make_unique<PeerPing>(m_context, peer);
    connect(ping.get(), &PeerPing::answered, this, [this, number, done](const auto &answer) {
        auto over = m_running.extract(number);
        partWith(over.mapped(), *this);
        done(answer);
    });
    m_running.emplace(number, std::move(ping)).first->second->start();
}

} // namespace ft::engine
