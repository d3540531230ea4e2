#pragma once

#include "tracker/core/activity.h"
#include "tracker/core/banlist.h"

namespace ft::tracker {

/// Those who run the tracker: whom they do not let in, and where they see what happens. Either may
/// be null; both are safe in any thread.
struct Oversight
{
    const BanList *bans = nullptr;
    Activity *activity = nullptr;
};

} // namespace ft::tracker
