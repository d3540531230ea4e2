#include "peer-gui/engine/history.h"

#include "peer-gui/engine/enginecore.h"
#include "peer-gui/engine/reply.h"

#include <QFileInfo>

namespace ft::engine {

History::History(Post post, Mailbox::Address self, QObject *parent)
    : QObject(parent)
    , m_post(std::move(post))
    , m_self(std::move(self))
{}

void History::query(const HistoryFilter &filter, QObject *receiver, Done<HistoryPage> done)
{
    m_post([filter, reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        core.history().store().query(filter, reply);
    });
}

void History::count(const HistoryFilter &filter, QObject *receiver, Done<std::uint64_t> done)
{
    m_post([filter, reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        core.history().store().count(filter, reply);
    });
}

void History::servedPerFile(QObject *receiver, Done<std::vector<ServedFile>> done)
{
    m_post([reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        core.history().store().servedPerFile(reply);
    });
}

void History::had(const std::vector<ContentHash> &roots,
                  QObject *receiver,
                  Done<std::vector<HadContent>> done)
{
    m_post([roots, reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        core.history().store().had(roots, reply);
    });
}

void History::locate(const QString &path, QObject *receiver, Done<QString> done)
{
    m_post([path, reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        core.background().run(
            &core.history(),
            [path] { return QFileInfo::exists(path); },
            [path, reply](bool isThere) {
                if (isThere)
                    reply(path);
                else
                    reply(tl::unexpected(
                        Problem{ProblemCode::FileNotFound, Operation::Open, path, {}}));
            });
    });
}

ExportStop History::exportTo(const HistoryExportOrder &order,
                             QObject *receiver,
                             Done<std::uint64_t> done)
{
    ExportStop stop;
    m_post([order, stop, reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        auto *run = new HistoryExport{
            core.history().store(), core.background(), order, stop, reply, &core.history()};
        run->start();
    });
    return stop;
}

void History::clear(std::chrono::sys_seconds before, QObject *receiver, Done<std::uint64_t> done)
{
    m_post([before, reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        core.history().store().clear(before, reply);
    });
}

} // namespace ft::engine
