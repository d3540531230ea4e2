#pragma once

#include "common/base/result.h"
#include "common/model/endpoint.h"

#include <cstdint>

namespace ft::bench {

/// Lets this process have that many descriptors open; says in words why it cannot.
[[nodiscard]] Result<void, QString> allowDescriptors(std::uint64_t count);

/// Begins to connect to a program under load, without blocking; returns the descriptor.
///
/// On the loopback interface every connection comes from an address of its own, 127.0.0.2 and up,
/// as those of many machines would.
[[nodiscard]] Result<int, QString> beginConnection(const Endpoint &target, std::uint32_t number);

} // namespace ft::bench
