#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/transfer/downloadsources.h"

#include <vector>

namespace ft::engine {

/// Decides which of the sources of a download that has one at a time is asked next, and when one
/// that failed is asked again.
///
/// Engine thread only.
class ClassicSources final
{
public:
    ClassicSources(const DownloadSources::Retries &retries, const Clock &clock)
        : m_retries(retries)
        , m_clock(clock)
    {}

    /// Ignores known ones, unless what they had was not what their record said and they have
    /// another one now.
    void add(const std::vector<SourceRecord> &sources);

    /// Takes the next one to ask; nothing when one is being asked, or there is none to ask now.
    [[nodiscard]] std::optional<SourceRecord> next();
    /// The one that is asked sends the file.
    void begun();
    /// The one that is asked has sent so many bytes of the file in all.
    void received(std::uint64_t bytes);
    /// The one that is asked has failed.
    void failed(const Problem &problem);
    /// Nobody is asked any more, without anybody's fault.
    void letGo();

    [[nodiscard]] bool isAnyAsked() const { return m_asked.has_value(); }
    /// Whether any is asked now, or will be.
    [[nodiscard]] bool isAnyHoped() const;
    /// What a source failed with last.
    [[nodiscard]] const std::optional<Problem> &lastProblem() const { return m_lastProblem; }
    /// Every source as it stands; `rate` is that of the one that sends.
    [[nodiscard]] std::vector<TransferSource> snapshot(std::uint64_t rate) const;

private:
    struct Source
    {
        SourceRecord record;
        TransferSource::State state = TransferSource::State::Idle;
        std::uint64_t bytes = 0; ///< of the last try
        int failures = 0; ///< in a row
        std::optional<Clock::Instant> retryAt; ///< while Dropped; nothing when there is no use
        std::optional<Problem> problem;
    };

    [[nodiscard]] bool isDue(const Source &source) const;

    DownloadSources::Retries m_retries;
    const Clock &m_clock;
    std::vector<Source> m_sources;
    std::optional<std::size_t> m_asked;
    std::optional<Problem> m_lastProblem;
};

} // namespace ft::engine
