#include "peer-gui/engine/transfer/fairshare.h"

#include <algorithm>
#include <numeric>

namespace ft::engine {

namespace {

/// Up to how much of each demand is met when `amount` is divided fairly.
qint64 fairLevel(qint64 amount, std::vector<qint64> demands)
{
    std::sort(demands.begin(), demands.end());
    auto waiting = static_cast<qint64>(demands.size());
    qint64 level = 0;
    for (const qint64 demand : demands) {
        level = amount / waiting--;
        if (demand > level)
            return level;
        amount -= demand;
    }
    return demands.empty() ? 0 : demands.back();
}

} // namespace

std::vector<qint64> fairShare(qint64 amount, const std::vector<qint64> &demands, qint64 crumb)
{
    amount = std::max<qint64>(amount, 0);
    const qint64 most = std::max(fairLevel(amount, demands), crumb);
    std::vector<qint64> shares(demands.size(), 0);
    for (std::size_t i = 0; i < demands.size(); ++i) {
        const qint64 share = std::min(demands[i], most);
        // Those behind wait, so that the one whose turn it is need not wait for ever.
        if (share > amount)
            break;
        shares[i] = share;
        amount -= share;
    }
    return shares;
}

} // namespace ft::engine
