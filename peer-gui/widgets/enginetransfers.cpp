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

} // namespace ft::widgets
