#include "peer-gui/engine/searches.h"

#include "peer-gui/engine/enginecore.h"
#include "peer-gui/engine/reply.h"

namespace ft::engine {

Searches::Searches(Post post, Mailbox::Address self, QObject *parent)
    : QObject(parent)
    , m_post(std::move(post))
    , m_self(std::move(self))
{}

void Searches::find(const FindRequest &request, QObject *receiver, Done<FindResults> done)
{
    m_post([request, reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        core.find(request, reply);
    });
}

SearchId Searches::open(const FindRequest &request,
                        QObject *receiver,
                        std::function<void(const SearchNews &)> hear)
{
    const SearchId id{++m_last};
    const auto tell =
        [self = m_self, post = m_post, id, guard = QPointer{receiver}, hear = std::move(hear)](
            const SearchNews &news) {
            self.post([=] {
                if (guard)
                    hear(news);
                const bool isHeard = !guard.isNull();
                post([id, isHeard](EngineCore &core) {
                    if (isHeard)
                        core.liveSearches().heard(id);
                    else
                        core.liveSearches().close(id);
                });
            });
        };
    m_post([id, request, tell](EngineCore &core) { core.openSearch(id, request, tell); });
    return id;
}

void Searches::close(SearchId id)
{
    m_post([id](EngineCore &core) { core.liveSearches().close(id); });
}

void Searches::addWish(const QString &text, QObject *receiver, Done<Wish> done)
{
    m_post([text, reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        reply(core.wishes().add(text));
    });
}

void Searches::removeWish(WishId id, QObject *receiver, Done<Wish> done)
{
    m_post([id, reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        reply(core.wishes().remove(id));
    });
}

void Searches::listWishes(QObject *receiver, Done<std::vector<Wish>> done)
{
    m_post([reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        reply(core.wishes().list());
    });
}

} // namespace ft::engine
