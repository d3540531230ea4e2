#pragma once

#include "common/base/mailbox.h"
#include "tracker/net/probeplan.h"

#include <QSocketNotifier>
#include <QTimer>

#include <deque>
#include <functional>

namespace ft::tracker {

/// Finds out from outside whether the ports of peers can be reached, and how far away they are.
///
/// It connects as any downloader would, and closes at once without a byte. Lives in the thread it
/// was made in, inside that thread's event loop; all its connections are in one epoll set. Ports
/// that are 0 are not tried.
class Prober final : public ReachWatch
{
public:
    /// Takes what came of a try, and says when to try again.
    using Report = std::function<Again(const ProbeTarget &, const Reach &)>;
    using Answer = std::function<void(const Reach &)>;

    /// Throws std::system_error when the process is out of descriptors.
    Prober(const Clock &clock, const ProbePlan::Limits &limits, Report report);
    ~Prober() override;
    Q_DISABLE_COPY_MOVE(Prober)

    void watch(const ProbeTarget &target) override;
    /// Tries a port now, once; `answer` is called in the thread of the prober.
    void tryOnce(const Endpoint &endpoint, Answer answer);

private:
    /// A connection on its way.
    struct Attempt
    {
        int descriptor = -1;
        Clock::Instant giveUpAt;
        ProbeTarget target;
        Answer answer; ///< of a try that is none of the plan's
    };

    void add(const ProbeTarget &target);
    void onEpoll();
    void onTimer();
    void startDue();
    void start(const ProbeTarget &target, Answer answer);
    void giveUpLate();
    void finish(Attempt &attempt, const Reach &reach);
    void settle(const ProbeTarget &target, const Answer &answer, const Reach &reach);
    void scheduleTimer();

    const Clock &m_clock;
    Report m_report;
    ProbePlan m_plan;
    int m_epoll = -1;
    std::deque<Attempt> m_attempts; ///< oldest first; those that are over have no descriptor
    QTimer m_timer;
    std::unique_ptr<QSocketNotifier> m_notifier;
    Mailbox m_mailbox;
};

} // namespace ft::tracker
