#pragma once

#include "peer-gui/engine/share/sharescanner.h"

#include <map>
#include <vector>

namespace ft::engine {

/// Decides which notices of a scan a person has not been told yet, and tells what has become of the
/// share folders themselves.
///
/// Pure; for one thread. What has ceased and comes again is told again.
class ScanNotices final
{
public:
    /// After a scan of everything.
    [[nodiscard]] std::vector<ShareNotice> newOf(const ScanResult &result);
    /// After a scan of single places.
    [[nodiscard]] std::vector<ShareNotice> newOf(const PlacesResult &result);

private:
    struct Identity
    {
        std::uint64_t dev = 0;
        std::uint64_t inode = 0;
        bool operator==(const Identity &) const = default;
    };
    using Subject = std::pair<ShareNotice::Kind, QString>;

    std::map<Subject, ShareNotice> m_told;
    std::map<QString, Identity> m_roots; ///< what each share folder was when it was there last
};

} // namespace ft::engine
