#pragma once

#include "common/base/options.h"
#include "common/model/endpoint.h"

#include <optional>

namespace ft::bench {

/// What one call of ft-load is asked to do.
struct LoadOptions
{
    std::optional<Endpoint> tracker;
    std::optional<Endpoint> redis;
    std::uint32_t peers = 20; ///< that bring the records
    std::uint32_t records = 10'000; ///< of each of them
    std::uint32_t idle = 0;
    std::uint32_t busy = 50;
    std::uint32_t depth = 1;
    std::uint32_t missingPercent = 10;
    std::uint32_t seconds = 5; ///< of each measurement
    std::uint32_t rounds = 1;
    std::uint32_t watchedProcess = 0; ///< the tracker's process id, 0 for none
    bool json = false;

    /// Declares every option with its meaning. `values` must outlive the result.
    [[nodiscard]] static Options declare(LoadOptions &values);
    /// What is wrong with the values together; nothing when they can be run.
    [[nodiscard]] std::optional<QString> contradiction() const;
};

} // namespace ft::bench
