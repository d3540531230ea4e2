#pragma once

namespace ft {

/// Tells the processor that the memory at `address` will be read soon; it may point anywhere.
///
/// The empty assembly keeps GCC from taking a function that only does this for one that does
/// nothing, and dropping every call of it.
inline void prefetch(const void *address)
{
    __builtin_prefetch(address);
    asm volatile("" ::"r"(address)); // NOLINT(hicpp-no-assembler)
}

} // namespace ft
