#include "peer-gui/widgets/enginetransfers.h"

namespace ft::widgets {

void EngineTransfers::control(engine::TransferId id, engine::TransferCommand command)
{
    m_engine.control(id, command);
}

void EngineTransfers::setPriority(engine::TransferId id, engine::Priority priority)
{
    m_engine.setPriority(id, priority);
}

void EngineTransfers::setRateLimit(engine::TransferId id, std::uint64_t bytesPerSecond)
{
    m_engine.setRateLimit(id, bytesPerSecond);
}

} // namespace ft::widgets
