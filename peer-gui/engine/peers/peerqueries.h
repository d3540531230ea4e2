#pragma once

#include "peer-gui/engine/peers/peerquery.h"

#include <functional>
#include <map>

namespace ft::engine {

/// The questions to other peers that are under way.
///
/// Engine thread only.
class PeerQueries final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PeerQueries)

public:
    using Hear = std::function<void(const PeerAnswer &)>;

    explicit PeerQueries(PeerQuery::Context context);
    ~PeerQueries() override;

    /// What this peer calls itself, from the next question on.
    void setName(const HostName &name) { m_context.channel.hello.name = name; }

    /// Tells page after page; the next one only after goOn().
    void ask(QuestionId id, const QString &peer, const PeerQuestion &question, const Hear &hear);
    void goOn(QuestionId id);
    /// Nobody wants the answer any more.
    void drop(QuestionId id) { m_running.erase(id); }

private:
    PeerQuery::Context m_context;
    std::map<QuestionId, std::unique_ptr<PeerQuery>> m_running;
};

} // namespace ft::engine
