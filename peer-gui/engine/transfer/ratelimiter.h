#pragma once

#include "common/base/clock.h"
#include "common/base/tokenbucket.h"

#include <QTimer>

#include <functional>
#include <vector>

namespace ft::engine {

class RateArbiter;
class RateFlow;

/// The flows of one transfer or upload, which share what it may take. Engine thread only.
class RateGroup final
{
public:
    /// `bytesPerSecond` is a limit of its own below that of the arbiter; 0 for none. The arbiter
    /// must outlive the group, the group its flows.
    explicit RateGroup(RateArbiter &arbiter, std::uint64_t bytesPerSecond = 0);
    Q_DISABLE_COPY_MOVE(RateGroup)
    ~RateGroup() = default;

    void setLimit(std::uint64_t bytesPerSecond);

private:
    friend class RateArbiter;
    friend class RateFlow;

    RateArbiter &m_arbiter;
    TokenBucket m_bucket;
    bool m_isShort = false; ///< the bucket could not give all that its flows wait for
};

/// One connection that moves bytes in one direction, as fast as it is allowed to.
///
/// Asks before each step, and tells what it did. Engine thread only.
class RateFlow final
{
public:
    /// `ready` is called from the event loop once there is something for a flow that got none. It
    /// takes what it can use inside that call, for what it leaves goes to others at once. It may
    /// destroy flows, this one too, and groups, but not the arbiter.
    RateFlow(RateGroup &group, std::function<void()> ready);
    Q_DISABLE_COPY_MOVE(RateFlow)
    ~RateFlow();

    /// How many of `wanted` bytes (more than 0) may go now; spend() follows before the event loop
    /// turns. 0 when the flow has to wait: ready() comes.
    [[nodiscard]] qint64 allowance(qint64 wanted);
    /// So many have gone, or are certain to.
    void spend(qint64 bytes);

    /// Whether ready() is to come.
    [[nodiscard]] bool isWaiting() const { return m_wanted > 0; }

private:
    friend class RateArbiter;

    RateGroup &m_group;
    std::function<void()> m_ready;
    qint64 m_wanted = 0; ///< while it waits
    qint64 m_credit = 0; ///< while ready() runs
};

/// Divides the bytes of one direction among all flows that want to move some: within the limit,
/// max-min fair over the groups and then over the flows of each, and nobody saves any up.
///
/// Flows that want more than there is wait for the next tick(); it gives those that wait what has
/// come together. While there is enough for all, a flow gets it at once. Engine thread only.
class RateArbiter
{
public:
    explicit RateArbiter(const Clock &clock)
        : m_clock(clock)
    {}
    Q_DISABLE_COPY_MOVE(RateArbiter)
    virtual ~RateArbiter() = default;

    /// Bytes per second of all flows together; 0 for no limit. May change at any time, and holds
    /// at once.
    void setLimit(std::uint64_t bytesPerSecond);

    /// Gives out what there is to those that wait. To be called every few milliseconds while
    /// isWaitedFor().
    void tick();
    [[nodiscard]] bool isWaitedFor() const { return !m_waiting.empty(); }

protected:
    /// A flow begins to wait: tick() is needed.
    virtual void waitBegins() {}

private:
    friend class RateGroup;
    friend class RateFlow;

    struct Claim
    {
        RateGroup *group = nullptr;
        std::vector<RateFlow *> flows;
        qint64 wanted = 0;
    };
    struct Grant
    {
        RateFlow *flow = nullptr; ///< null when it is gone
        qint64 bytes = 0;
    };

    [[nodiscard]] qint64 ask(RateFlow &flow, qint64 wanted);
    [[nodiscard]] qint64 atOnce(RateGroup &group, qint64 wanted);
    void wait(RateFlow &flow, qint64 wanted);
    void forget(const RateFlow &flow);
    void refillWaited();
    [[nodiscard]] std::vector<Claim> takeClaims();
    [[nodiscard]] bool giveRound();
    void divide(const Claim &claim, qint64 share);
    void noteShortage();

    const Clock &m_clock;
    TokenBucket m_bucket;
    bool m_isShort = false; ///< the bucket could not give all that the flows wait for
    bool m_isGiving = false;
    std::vector<RateFlow *> m_waiting; ///< whoever waits longest first
    std::vector<Grant> m_grants; ///< of the round that is being given
};

/// The arbiter with a timer of the event loop behind it.
class RateLimiter final : public RateArbiter
{
public:
    static constexpr std::chrono::milliseconds TickEvery{10};

    explicit RateLimiter(const Clock &clock);

protected:
    void waitBegins() override;

private:
    QTimer m_timer;
};

} // namespace ft::engine
