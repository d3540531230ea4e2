#include "peer-gui/engine/peershares.h"

#include "peer-gui/engine/enginecore.h"
#include "peer-gui/engine/reply.h"

#include <QPointer>

namespace ft::engine {

PeerShares::PeerShares(Post post, Mailbox::Address self)
    : m_post(std::move(post))
    , m_self(std::move(self))
{}

void PeerShares::ask(const QString &peer,
                     const PeerQuestion &question,
                     QObject *receiver,
                     Hear hear)
{
    const QuestionId id{++m_last};
    const auto tell =
        [self = m_self, post = m_post, id, guard = QPointer{receiver}, hear = std::move(hear)](
            const PeerAnswer &answer) {
            self.post([=] {
                if (guard)
                    hear(answer);
                const bool isHeard = !guard.isNull();
                post([id, isHeard](EngineCore &core) {
                    if (isHeard)
                        core.peerQueries().goOn(id);
                    else
                        core.peerQueries().drop(id);
                });
            });
        };
    m_post(
        [id, peer, question, tell](EngineCore &core) { core.askPeer(id, peer, question, tell); });
}

void PeerShares::ping(const QString &peer, QObject *receiver, Pinged done)
{
    m_post([peer, reply = replyTo<PingAnswer>(m_self, receiver, std::move(done))](
               EngineCore &core) { core.peerPings().ping(peer, reply); });
}

} // namespace ft::engine
