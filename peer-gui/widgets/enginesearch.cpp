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

void EngineSearch::download(const std::vector<SourceRecord> &sources)
{
    m_engine.download(sources);
}

} // namespace ft::widgets
