#pragma once

#include "common/base/mailbox.h"
#include "common/base/terminationsignals.h"
#include "common/console/lineinput.h"
#include "tracker/console/console.h"
#include "tracker/control/controlsocket.h"
#include "tracker/log/messagehandler.h"
#include "tracker/metrics/metricsendpoint.h"
#include "tracker/metrics/trackermetrics.h"
#include "tracker/net/listener.h"
#include "tracker/net/prober.h"
#include "tracker/net/upkeep.h"
#include "tracker/settings.h"
#include "tracker/systemd/watchdog.h"

namespace ft::tracker {

/// A tracker that runs: its parts, made, connected and ended in the right order.
///
/// Main thread only.
class Operation final
{
public:
    /// `commandLine` is parsed again on reload. Throws std::system_error when the process is out of
    /// threads or descriptors.
    Operation(const Settings &settings, QStringList commandLine);
    /// Says BYE to every peer.
    ~Operation();
    Q_DISABLE_COPY_MOVE(Operation)

    /// Serves peers and takes commands from here on; the error says what to do.
    [[nodiscard]] Result<void, QString> start();

private:
    [[nodiscard]] Surroundings surroundings();
    [[nodiscard]] Result<FoundRecords, QString> search(const QString &text) const;
    void ping(const PeerSnapshot &peer, const Surroundings::PingAnswered &answered);
    void dismiss(const PeerSnapshot &peer, const Farewell &farewell);
    [[nodiscard]] Result<void, QString> listen();
    [[nodiscard]] Result<void, QString> openMetrics();
    [[nodiscard]] Result<void, QString> openControl();
    void loadBans();
    void openConsole();
    void addMetrics();
    void watchDog();
    void applyLimits();
    [[nodiscard]] Result<ReloadOutcome, QString> reload();
    void onHangUp();
    void warn(const char *event, const QString &text);
    void writeLog(const QByteArray &lines);
    void print(const Answer &answer) const;

    Settings m_settings;
    QStringList m_commandLine;
    TerminationSignals m_signals; ///< before any thread
    SystemClock m_clock;
    Mailbox m_mailbox;
    std::atomic<bool> m_logsToTerminal;
    std::unique_ptr<console::LineInput> m_input;
    EventLog m_log;
    MessageHandler m_messages{m_log};
    BanList m_bans{m_clock};
    BanBook m_banBook;
    Activity m_activity;
    Catalogue m_catalogue{m_clock};
    TrackerService m_service;
    Upkeep m_upkeep{m_catalogue};
    Prober m_prober;
    std::unique_ptr<ReactorPool> m_pool;
    std::vector<std::unique_ptr<Listener>> m_listeners;
    LimitTable m_limits;
    Console m_console;
    std::unique_ptr<ControlSocket> m_control;
    TrackerMetrics m_metrics;
    std::unique_ptr<MetricsEndpoint> m_metricsEndpoint;
    std::unique_ptr<systemd::Watchdog> m_watchdog;
    QTimer m_leftOut;
};

} // namespace ft::tracker
