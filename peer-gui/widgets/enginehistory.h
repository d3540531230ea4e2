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
        : m_engine(engine)
    {}

    void query(const engine::HistoryFilter &filter,
               QObject *receiver,
               Done<engine::HistoryPage> done) override;

private:
    engine::PeerEngine &m_engine;
};

} // namespace ft::widgets
