#pragma once

#include "common/base/options.h"
#include "tracker/core/trackerservice.h"
#include "tracker/log/logline.h"
#include "tracker/net/netlimits.h"
#include "tracker/net/probeplan.h"

#include <QHostAddress>

namespace ft::tracker {

class LimitTable;

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
    /// The folder of the bans and of the console's history.
    QString state;
    /// The socket for `ft-tracker ctl`; empty for the usual place, `none` for none.
    QString control;
    /// Where the metrics are to be had over HTTP; port 0 takes a free one.
    std::optional<Endpoint> metrics;
    LogFormat logFormat = LogFormat::Text;
    LogLevel logLevel = LogLevel::Warning;

    /// The defaults of this machine and user.
    [[nodiscard]] static Settings defaults();
    /// The options by which each of the above is set; refers to this object.
    void declare(Options &options);
    /// The configuration file that is read when none is named.
    [[nodiscard]] static QString configFile();

    /// What of the options may change while the tracker runs.
    [[nodiscard]] static bool isChangeable(const QString &option);
    void takeChangeable(const Settings &fresh);
    /// The limits that may change while the tracker runs; `changed` is called after each change.
    void addLimits(LimitTable &table, const std::function<void()> &changed);

    /// Where the control socket is; nothing when there is to be none.
    [[nodiscard]] std::optional<QString> controlPath() const;
    /// Where the bans are kept.
    [[nodiscard]] QString banFile() const;
};

/// The command line of ft-tracker, which sets `settings`.
[[nodiscard]] Options trackerOptions(Settings &settings);

} // namespace ft::tracker
