#include "peer-gui/engine/peers/peerqueries.h"

#include "peer-gui/engine/partwith.h"

namespace ft::engine {

PeerQueries::PeerQueries(PeerQuery::Context context)
    : m_context(std::move(context))
{}

PeerQueries::~PeerQueries() = default;

void PeerQueries::ask(QuestionId id,
                      const QString &peer,
                      const PeerQuestion &question,
                      const Hear &hear)
{
    auto query = std::make_unique<PeerQuery>(m_context, peer, question);
    connect(query.get(), &PeerQuery::answered, this, [this, id, hear](const PeerAnswer &answer) {
        auto over = answer.isLast ? m_running.extract(id) : decltype(m_running)::node_type{};
        hear(answer);
        if (over)
            partWith(over.mapped(), *this);
    });
    m_running.emplace(id, std::move(query)).first->second->start();
}

void PeerQueries::goOn(QuestionId id)
{
    const auto query = m_running.find(id);
    if (query != m_running.end())
        query->second->goOn();
}

} // namespace ft::engine
