#pragma once

#include "common/model/sharedpath.h"

namespace ft::engine {

/// The order of paths, octet by octet, also among texts that are no paths.
struct PathOrder
{
    using is_transparent = void; // the standard library's name
    bool operator()(const SharedPath &a, const SharedPath &b) const { return a < b; }
    bool operator()(const SharedPath &a, const QByteArray &b) const { return a.utf8() < b; }
    bool operator()(const QByteArray &a, const SharedPath &b) const { return a < b.utf8(); }
};

} // namespace ft::engine
