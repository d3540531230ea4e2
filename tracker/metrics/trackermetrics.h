#pragma once

#include "tracker/core/trackerservice.h"
#include "tracker/metrics/metricspage.h"

#include <functional>
#include <vector>

namespace ft::tracker {

/// Writes metrics of one part of the tracker.
using WriteMetrics = std::function<void(MetricsPage &)>;

/// All metrics of a tracker: the parts each add their rows.
class TrackerMetrics final
{
public:
    void add(WriteMetrics write) { m_parts.push_back(std::move(write)); }
    /// The whole page.
    [[nodiscard]] QByteArray page() const;

private:
    std::vector<WriteMetrics> m_parts;
};

// The rows of the parts there are.
void writeCatalogue(MetricsPage &page, const Catalogue &catalogue);
void writeSearches(MetricsPage &page, const SearchMeter &searches);
void writeActivity(MetricsPage &page, const Activity &activity);
void writeBans(MetricsPage &page, const BanList &bans);
void writeConnections(MetricsPage &page, std::size_t connections);
/// `started` in seconds since 1970.
void writeProcess(MetricsPage &page, std::chrono::sys_seconds started);

} // namespace ft::tracker
