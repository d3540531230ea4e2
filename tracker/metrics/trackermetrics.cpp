#include "tracker/metrics/trackermetrics.h"

#include "common/protocol/commoncodec.h"
#include "tracker/metrics/processusage.h"

using namespace std::chrono_literals;

namespace ft::tracker {

namespace {

using Seconds = std::chrono::duration<double>;

constexpr std::array Kinds{std::pair{SearchKind::Exact, "exact"},
                           std::pair{SearchKind::Query, "query"}};

template <typename Number>
double toDouble(Number number)
{
    return static_cast<double>(number);
}

/// A bucket per octave: a quarter octave is finer than anybody looks at for long.
std::vector<MetricsPage::Bucket> bucketsOf(const TimeHistogram &times)
{
    std::vector<MetricsPage::Bucket> buckets;
    std::uint64_t sum = 0;
    for (std::size_t step = 0; step + 1 < TimeHistogram::Steps; ++step) {
        sum += times.counts[step];
        if (step % TimeHistogram::StepsPerOctave == 0)
            buckets.push_back({Seconds{TimeHistogram::upperBound(step) + 1ns}.count(), sum});
    }
    return buckets;
}

} // namespace

QByteArray TrackerMetrics::page() const
{
    MetricsPage page;
    for (const WriteMetrics &write : m_parts)
        write(page);
    return page.text();
}

void writeCatalogue(MetricsPage &page, const Catalogue &catalogue)
{
    const auto totals = catalogue.totals();
    page.gauge("ft_tracker_peers", "Accepted peers.", toDouble(totals.peers));
    page.gauge("ft_tracker_records", "Records of all peers.", toDouble(totals.records));
    page.gauge("ft_tracker_shared_bytes",
               "Sum of the sizes of all shared files.",
               toDouble(totals.bytes));
    page.gauge("ft_tracker_index_bytes",
               "Memory that the record index holds.",
               toDouble(totals.memory));
}

void writeSearches(MetricsPage &page, const SearchMeter &searches)
{
    page.begin("ft_tracker_searches_total", "counter", "Searches answered.");
    for (const auto &[kind, word] : Kinds)
        page.sample(toDouble(searches.count(kind)), {{"kind", word}});
    page.begin("ft_tracker_answer_seconds",
               "histogram",
               "Time that the tracker itself took to answer a search.");
    for (const auto &[kind, word] : Kinds) {
        const auto times = searches.times(kind);
        page.histogram(bucketsOf(times),
                       times.total(),
                       Seconds{times.sum}.count(),
                       {{"kind", word}});
    }
}

void writeActivity(MetricsPage &page, const Activity &activity)
{
    page.counter("ft_tracker_joined_total", "Peers accepted.", toDouble(activity.joined()));
    page.begin("ft_tracker_left_total", "counter", "Peers that left, by reason.");
    for (int i = 0; i < LeaveReasonCount; ++i) {
        const auto reason = static_cast<LeaveReason>(i);
        page.sample(toDouble(activity.left(reason)), {{"reason", toWord(reason).latin1()}});
    }
    page.begin("ft_tracker_refused_total", "counter", "Requests refused, by code.");
    for (int i = 0; i < protocol::RefusalCodeCount; ++i) {
        const auto code = static_cast<protocol::RefusalCode>(i);
        if (const auto count = activity.refused(code); count > 0)
            page.sample(toDouble(count), {{"code", protocol::wireCode(code).toByteArray()}});
    }
}

void writeBans(MetricsPage &page, const BanList &bans)
{
    page.gauge("ft_tracker_bans", "Bans that hold.", toDouble(bans.count()));
}

void writeConnections(MetricsPage &page, std::size_t connections)
{
    page.gauge("ft_tracker_connections",
               "Open connections of peers, accepted or not.",
               toDouble(connections));
}

void writeProcess(MetricsPage &page, std::chrono::sys_seconds started)
{
    const auto usage = ProcessUsage::now();
    page.gauge("process_resident_memory_bytes",
               "Resident memory of this process.",
               toDouble(usage.residentBytes));
    page.counter("process_cpu_seconds_total",
                 "Processor time of this process, user and system.",
                 Seconds{usage.processorTime}.count());
    page.gauge("process_open_fds",
               "Descriptors that this process has open.",
               toDouble(usage.openDescriptors));
    page.gauge("process_start_time_seconds",
               "When this process started, in seconds since 1970.",
               toDouble(started.time_since_epoch().count()));
    page.begin("ft_tracker_build_info", "gauge", "1, labelled with what runs here.");
    page.sample(1, {{"version", FT_VERSION}, {"qt", qVersion()}});
}

} // namespace ft::tracker
