#pragma once

#include "common/base/options.h"
#include "tracker/core/trackerservice.h"
#include "tracker/net/netlimits.h"
#include "tracker/net/probeplan.h"

#include <QHostAddress>

namespace ft::tracker {

/// What the command line and the configuration file of ft-tracker decide.
struct Settings
{
    /// Where to listen: every address of this machine, IPv4 and IPv6.
    QHostAddress listen{QHostAddress::Any};
    std::uint16_t port = 1234;
    Policy policy;
    NetLimits limits;
    ProbePlan::Limits probes;
    /// Do not try from here whether peers can be reached.
    bool noProbes = false;
    /// Threads that serve peers; the main thread only accepts them and runs the console.
    std::uint32_t threads = 1;
    bool noConsole = false;
    bool json = false;
    /// The folder of the console's history.
    QString state;

    /// The defaults of this machine and user.
    [[nodiscard]] static Settings defaults();
    /// The options by which each of the above is set; refers to this object.
    void declare(Options &options);
    /// The configuration file that is read when none is named.
    [[nodiscard]] static QString configFile();

private:
    void declareLiveness(Options &options);
    void declareBudgets(Options &options);
};

} // namespace ft::tracker
