#pragma once

#include "common/base/options.h"
#include "common/model/endpoint.h"
#include "tests/bench/load/querymix.h"

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
    std::vector<std::uint32_t> depths{1}; ///< queries under way on each busy connection
    QueryMix mix;
    std::uint32_t rate = 0; ///< queries per second; 0: as many as the depth allows
    std::uint32_t churn = 0; ///< records per second that come, and as many that go
    std::uint32_t adds = 0; ///< records that peers bring to the full table at the end
    std::uint32_t seconds = 5; ///< of each measurement
    std::uint32_t rounds = 1;
    std::uint32_t trackerProcess = 0; ///< its id; 0 for none
    std::uint32_t redisProcess = 0;
    bool rejoin = false;
    bool json = false;

    /// Declares every option with its meaning. `values` must outlive the result.
    [[nodiscard]] static Options declare(LoadOptions &values);
    /// What is wrong with the values together; nothing when they can be run.
    [[nodiscard]] std::optional<QString> contradiction() const;
};

} // namespace ft::bench
