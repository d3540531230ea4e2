#pragma once

#include "common/base/clock.h"
#include "common/console/report.h"
#include "tracker/console/command.h"
#include "tracker/console/ratemeter.h"
#include "tracker/core/catalogue.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>

namespace ft::tracker {

/// Executes commands against the catalogue, and words what they find.
class Console final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Console)

public:
    using PingAnswered = std::function<void(std::chrono::nanoseconds roundTrip)>;

    /// What the console asks of the rest of the tracker. Called in the console's thread.
    struct Surroundings
    {
        std::function<std::size_t()> connections;
        std::function<std::uint64_t()> searches;
        /// Sends PING to a peer; the answer comes in the console's thread, or never.
        std::function<void(SessionId, PingAnswered)> ping;
        /// Takes lines for the user, the last one without line feed.
        std::function<void(const QString &)> print;
    };
    enum class Style { Tables, Json };

    static constexpr std::chrono::seconds PingPatience{5};

    Console(const Catalogue &catalogue, const Clock &clock, Surroundings surroundings, Style style);

    ~Console() override = default;

    /// Runs one line; does nothing for an empty one.
    void execute(const QString &line);

signals:
    void quitRequested();

private:
    void run(const ListPeers &command);
    void run(const Discover &command);
    void run(const PingPeer &command);
    void run(const SearchFiles &command);
    void run(const ShowStats &command);
    void run(const ShowHelp &command);
    void run(const Quit &command);

    void print(const console::Report &report);
    void printError(const QString &what);
    void printNoSuchPeer(const HostName &host);
    void onPingAnswered(const HostName &host, std::chrono::nanoseconds roundTrip);
    void onPingUnanswered(const HostName &host);

    const Catalogue &m_catalogue;
    const Clock &m_clock;
    Surroundings m_surroundings;
    Style m_style;
    Clock::Instant m_started;
    RateMeter m_searchRate;
    QTimer m_sampling;
};

} // namespace ft::tracker
