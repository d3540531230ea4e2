#pragma once

#include "tests/bench/load/driver.h"
#include "tests/bench/load/loadoptions.h"
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
        std::unique_ptr<Dialect> dialect;
    };

    [[nodiscard]] Result<void, QString> fill(const Target &target);
    [[nodiscard]] Result<void, QString> measureOnce(const Target &target);
    [[nodiscard]] Result<void, QString> measureBesideIdle(const Target &target);
    [[nodiscard]] Result<void, QString> measureAs(const QString &scenario, const Target &target);
    [[nodiscard]] std::uint64_t residentBytes() const;

    const LoadOptions &m_options;
    Report &m_report;
    NameTable m_names;
    QuerySource m_queries;
    Driver m_driver;
    std::vector<Target> m_targets;
    bool m_idleMemoryNoted = false;
};

} // namespace ft::bench
