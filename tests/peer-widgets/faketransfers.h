#pragma once

#include "peer-gui/widgets/transfercommands.h"

#include <utility>
#include <vector>

namespace ft::widgets {

/// Remembers how transfers were ruled.
class FakeTransfers final : public TransferCommands
{
public:
    std::vector<std::pair<engine::TransferId, engine::TransferCommand>> controlled;
    std::vector<std::pair<engine::TransferId, engine::Priority>> prioritised;
    std::vector<std::pair<engine::TransferId, std::uint64_t>> limited;

    void control(engine::TransferId id, engine::TransferCommand command) override
    {
        controlled.emplace_back(id, command);
    }
    void setPriority(engine::TransferId id, engine::Priority priority) override
    {
        prioritised.emplace_back(id, priority);
    }
    void setRateLimit(engine::TransferId id, std::uint64_t bytesPerSecond) override
    {
        limited.emplace_back(id, bytesPerSecond);
    }
};

} // namespace ft::widgets
