#pragma once

#include "peer-gui/engine/peerengine.h"
#include "peer-gui/widgets/historycommands.h"

namespace ft::widgets {

/// Asks the history of a PeerEngine.
class EngineHistory final : public HistoryCommands
{
public:
    /// `engine` must outlive it.
    explicit EngineHistory(engine::PeerEngine &engine)
        : m_history(engine.history())
    {}

    void listen(QObject *receiver, const News &news) override;
    void query(const engine::HistoryFilter &filter,
               QObject *receiver,
               Done<engine::HistoryPage> done) override;
    void count(const engine::HistoryFilter &filter,
               QObject *receiver,
               Done<std::uint64_t> done) override;
    void locate(const QString &path, QObject *receiver, Done<QString> done) override;
    engine::ExportStop exportTo(const engine::HistoryExportOrder &order,
                                QObject *receiver,
                                Done<std::uint64_t> done) override;
    void clear(std::chrono::sys_seconds before,
               QObject *receiver,
               Done<std::uint64_t> done) override;

private:
    engine::History &m_history;
};

} // namespace ft::widgets
