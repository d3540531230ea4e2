#pragma once

#include <cstdint>
#include <optional>

namespace ft::bench {

/// What the kernel says about a process of this machine.
struct ProcessUsage
{
    std::uint64_t residentBytes = 0;
    double processorSeconds = 0; ///< in user and kernel mode since it began

    /// Nothing when there is no such process.
    [[nodiscard]] static std::optional<ProcessUsage> of(std::uint32_t processId);
};

} // namespace ft::bench
