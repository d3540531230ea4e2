#pragma once

#include "peer-gui/engine/peerengine.h"
#include "peer-gui/widgets/limitcommands.h"

namespace ft::widgets {

/// Limits the transfers of a PeerEngine.
class EngineLimits final : public LimitCommands
{
public:
    /// `engine` must outlive it.
    explicit EngineLimits(engine::PeerEngine &engine)
        : m_engine(engine)
    {}

    void setLimits(const engine::TransferLimits &limits) override { m_engine.setLimits(limits); }

private:
    engine::PeerEngine &m_engine;
};

} // namespace ft::widgets
