#include "peer-gui/widgets/enginehistory.h"

namespace ft::widgets {

void EngineHistory::listen(QObject *receiver, const News &news)
{
    QObject::connect(&m_history, &engine::History::changed, receiver, news.changed);
    QObject::connect(&m_history, &engine::History::noticed, receiver, news.noticed);
}

void EngineHistory::query(const engine::HistoryFilter &filter,
                          QObject *receiver,
                          Done<engine::HistoryPage> done)
{
    m_history.query(filter, receiver, std::move(done));
}

void EngineHistory::count(const engine::HistoryFilter &filter,
                          QObject *receiver,
                          Done<std::uint64_t> done)
{
    m_history.count(filter, receiver, std::move(done));
}

void EngineHistory::locate(const QString &path, QObject *receiver, Done<QString> done)
{
    m_history.locate(path, receiver, std::move(done));
}

engine::ExportStop EngineHistory::exportTo(const engine::HistoryExportOrder &order,
                                           QObject *receiver,
                                           Done<std::uint64_t> done)
{
    return m_history.exportTo(order, receiver, std::move(done));
}

void EngineHistory::clear(std::chrono::sys_seconds before,
                          QObject *receiver,
                          Done<std::uint64_t> done)
{
    m_history.clear(before, receiver, std::move(done));
}

} // namespace ft::widgets
