#pragma once

#include <cstdio>
#include <cstdlib>

namespace ft::fuzz {

/// Ends the program, with the property that is broken, when it does not hold.
inline void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

} // namespace ft::fuzz
