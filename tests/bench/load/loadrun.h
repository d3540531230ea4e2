#pragma once

#include "tests/bench/load/churn.h"
#include "tests/bench/load/loadoptions.h"
#include "tests/bench/load/queryload.h"
#include "tests/bench/load/report.h"

namespace ft::bench {

/// Plays the whole load: fills the tables once, then measures every scenario in turn, as often as
/// asked.
class LoadRun
{
public:
    /// All must outlive this.
    LoadRun(const LoadOptions &options, Report &report);

    [[nodiscard]] Result<void, QString> run();

private:
    /// One program under load.
    struct Target
    {
        QString name;
        Endpoint endpoint;
        std::uint32_t process = 0;
        std::unique_ptr<Dialect> dialect;
    };
    using Outcome = Result<void, QString>;

    [[nodiscard]] Outcome allowConnections() const;
    [[nodiscard]] Result<Driver::Group, QString> open(const Target &target,
                                                      std::uint32_t count,
                                                      NameSlice files);
    [[nodiscard]] Outcome fill(const Target &target);
    [[nodiscard]] Outcome measureOnce(const Target &target);
    [[nodiscard]] Outcome measureBesideIdle(const Target &target);
    [[nodiscard]] Outcome measureWithChurn(const Target &target);
    [[nodiscard]] Outcome measureDepths(const Target &target, const QString &beside);
    [[nodiscard]] Outcome measureAs(const QString &scenario,
                                    const Target &target,
                                    std::uint32_t depth);
    [[nodiscard]] Outcome measureAdds(const Target &target);
    [[nodiscard]] Outcome rejoin(const Target &target);

    const LoadOptions &m_options;
    Report &m_report;
    PathMaker m_paths;
    NameTable m_names;
    QuerySource m_queries;
    Driver m_driver;
    std::vector<Target> m_targets;
    std::uint32_t m_unusedFile; ///< number of the first file that nobody has brought yet
    bool m_idleMemoryNoted = false;
};

} // namespace ft::bench
