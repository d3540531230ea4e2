#pragma once

namespace ft {

/// What carries the bytes between two peers.
enum class Transport { Tcp, Udp };

} // namespace ft
