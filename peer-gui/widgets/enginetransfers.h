#pragma once

#include "peer-gui/engine/peerengine.h"
#include "peer-gui/widgets/transfercommands.h"

namespace ft::widgets {

/// Rules the transfers of a PeerEngine.
class EngineTransfers final : public TransferCommands
{
public:
    /// `engine` must outlive it.
    explicit EngineTransfers(engine::PeerEngine &engine)
        : m_engine(engine)
    {}

    void control(engine::TransferId id, engine::TransferCommand command) override;
    void setPriority(engine::TransferId id, engine::Priority priority) override;
    void setRateLimit(engine::TransferId id, std::uint64_t bytesPerSecond) override;

private:
    engine::PeerEngine &m_engine;
};

} // namespace ft::widgets
