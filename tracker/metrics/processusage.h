#pragma once

#include <chrono>
#include <cstdint>

namespace ft::tracker {

/// What the system says this process uses now.
struct ProcessUsage
{
    std::uint64_t residentBytes = 0;
    std::chrono::microseconds processorTime{}; ///< of all threads, user and system
    std::uint64_t openDescriptors = 0;

    [[nodiscard]] static ProcessUsage now();
};

} // namespace ft::tracker
