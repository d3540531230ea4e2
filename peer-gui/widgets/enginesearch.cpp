#include "peer-gui/widgets/enginesearch.h"

namespace ft::widgets {

engine::SearchId EngineSearch::open(const QString &text, QObject *receiver, Hear hear)
{
    return m_engine.searches().open({text, engine::MostFoundRecords, {}},
                                    receiver,
                                    std::move(hear));
}

void EngineSearch::close(engine::SearchId id)
{
    m_engine.searches().close(id);
}

void EngineSearch::more(const QString &text,
                        const QByteArray &after,
                        QObject *receiver,
                        Done<engine::FindResults> done)
{
    m_engine.searches().find({text, engine::MostFoundRecords, after}, receiver, std::move(done));
}

void EngineSearch::download(const std::vector<SourceRecord> &sources, const DownloadTarget &target)
{
    m_engine.download(sources, target.transport, target.folder);
}

void EngineSearch::had(const std::vector<ContentHash> &roots,
                       QObject *receiver,
                       Done<std::vector<engine::HadContent>> done)
{
    m_engine.history().had(roots, receiver, std::move(done));
}

void EngineSearch::addWish(const QString &text, QObject *receiver, Done<engine::Wish> done)
{
    m_engine.searches().addWish(text, receiver, std::move(done));
}

void EngineSearch::removeWish(engine::WishId id, QObject *receiver, Done<engine::Wish> done)
{
    m_engine.searches().removeWish(id, receiver, std::move(done));
}

void EngineSearch::listWishes(QObject *receiver, Done<std::vector<engine::Wish>> done)
{
    m_engine.searches().listWishes(receiver, std::move(done));
}

} // namespace ft::widgets
