#include "peer-gui/widgets/enginehistory.h"

namespace ft::widgets {

void EngineHistory::query(const engine::HistoryFilter &filter,
                          QObject *receiver,
                          Done<engine::HistoryPage> done)
{
    m_engine.history().query(filter, receiver, std::move(done));
}

} // namespace ft::widgets
