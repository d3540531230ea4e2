#include "peer-gui/engine/integrity.h"

#include "peer-gui/engine/enginecore.h"
#include "peer-gui/engine/reply.h"

namespace ft::engine {

namespace {

Problem notShared(Operation during, const QString &name)
{
    return {ProblemCode::NotShared, during, name, {}};
}

/// A repair is a download in the history, and a part of one file.
HistoryTicket record(EngineCore &core, const QString &name)
{
    MadeRequest request;
    request.kind = RequestKind::Download;
    request.subject = name;
    return core.history().made().begin(request);
}

MadeAnswer answerOf(const Result<RepairReport, Problem> &report)
{
    if (!report)
        return MadeAnswer::of(report.error());
    return {{}, {}, report->received};
}

} // namespace

Integrity::Integrity(Post post, Mailbox::Address self, QObject *parent)
    : QObject(parent)
    , m_post(std::move(post))
    , m_self(std::move(self))
{}

void Integrity::check(const QString &name, QObject *receiver, Hear hear)
{
    const auto tell = callIn<CheckNews>(m_self, receiver, std::move(hear));
    m_post([name, tell](EngineCore &core) {
        const auto path = SharedPath::fromString(name);
        if (path || name.isEmpty())
            return core.guard().check(path ? std::optional{*path} : std::nullopt, tell);
        CheckNews news;
        news.isOver = true;
        news.problem = notShared(Operation::Check, name);
        tell(news);
    });
}

void Integrity::repair(const QString &name, QObject *receiver, Done done)
{
    const auto tell = replyTo(m_self, receiver, std::move(done));
    m_post([name, tell](EngineCore &core) {
        const auto path = SharedPath::fromString(name);
        if (!path)
            return tell(tl::unexpected(notShared(Operation::Repair, name)));
        const auto ticket = record(core, name);
        core.guard().repair(*path,
                            core.downloads().context(),
                            [&core, ticket, tell](const Result<RepairReport, Problem> &report) {
                                core.history().made().end(ticket, answerOf(report));
                                tell(report);
                            });
    });
}

} // namespace ft::engine
