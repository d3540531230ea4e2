#include "peer-gui/engine/transfer/ratelimiter.h"

#include "peer-gui/engine/transfer/fairshare.h"

#include <algorithm>
#include <utility>

namespace ft::engine {

namespace {

/// What an idle time saves up, at most: the burst that may follow it.
constexpr TokenBucket::Burst IdleBurst{100};
/// What is saved up while somebody waits: a late look at the clock must not lower the rate.
constexpr TokenBucket::Burst WaitedBurst{1'000};

TokenBucket::Burst burstWhen(bool isWaitedFor)
{
    return isWaitedFor ? WaitedBurst : IdleBurst;
}

} // namespace

RateGroup::RateGroup(RateArbiter &arbiter, std::uint64_t bytesPerSecond)
    : m_arbiter(arbiter)
{
    setLimit(bytesPerSecond);
}

void RateGroup::setLimit(std::uint64_t bytesPerSecond)
{
    m_bucket.setRate(bytesPerSecond, m_arbiter.m_clock.now(), IdleBurst);
    m_isShort = m_isShort && m_bucket.isLimited();
}

RateFlow::RateFlow(RateGroup &group, std::function<void()> ready)
    : m_group(group)
    , m_ready(std::move(ready))
{}

RateFlow::~RateFlow()
{
    m_group.m_arbiter.forget(*this);
}

qint64 RateFlow::allowance(qint64 wanted)
{
    if (!m_group.m_bucket.isLimited() && !m_group.m_arbiter.m_bucket.isLimited())
        return wanted;
    return m_group.m_arbiter.ask(*this, wanted);
}

void RateFlow::spend(qint64 bytes)
{
    m_credit = std::max<qint64>(m_credit - bytes, 0);
    m_group.m_bucket.take(bytes);
    m_group.m_arbiter.m_bucket.take(bytes);
}

void RateArbiter::setLimit(std::uint64_t bytesPerSecond)
{
    m_bucket.setRate(bytesPerSecond, m_clock.now(), IdleBurst);
    m_isShort = m_isShort && m_bucket.isLimited();
}

qint64 RateArbiter::ask(RateFlow &flow, qint64 wanted)
{
    if (flow.m_credit > 0)
        return std::min(flow.m_credit, wanted);
    const qint64 given = m_isGiving || flow.isWaiting() ? 0 : atOnce(flow.m_group, wanted);
    if (given == 0)
        wait(flow, wanted);
    return given;
}

/// What there is beyond the needs of those that wait already.
qint64 RateArbiter::atOnce(RateGroup &group, qint64 wanted)
{
    if (m_isShort || group.m_isShort)
        return 0;
    const auto now = m_clock.now();
    m_bucket.refill(now, IdleBurst);
    group.m_bucket.refill(now, IdleBurst);
    const auto least = std::min({wanted, m_bucket.crumb(), group.m_bucket.crumb()});
    m_isShort = m_bucket.available() < least;
    group.m_isShort = group.m_bucket.available() < least;
    if (m_isShort || group.m_isShort)
        return 0;
    return std::min({wanted, m_bucket.available(), group.m_bucket.available()});
}

void RateArbiter::wait(RateFlow &flow, qint64 wanted)
{
    if (!flow.isWaiting())
        m_waiting.push_back(&flow);
    flow.m_wanted = wanted;
    waitBegins();
}

void RateArbiter::forget(const RateFlow &flow)
{
    if (flow.isWaiting())
        m_waiting.erase(std::find(m_waiting.begin(), m_waiting.end(), &flow));
    for (Grant &grant : m_grants) {
        if (grant.flow == &flow)
            grant.flow = nullptr;
    }
}

void RateArbiter::tick()
{
    if (std::exchange(m_isGiving, true))
        return;
    refillWaited();
    // Whoever leaves something, or wants still more, makes another round.
    while (giveRound()) {}
    noteShortage();
    m_isGiving = false;
}

void RateArbiter::refillWaited()
{
    const auto now = m_clock.now();
    m_bucket.refill(now, burstWhen(m_isShort));
    for (const RateFlow *flow : m_waiting)
        flow->m_group.m_bucket.refill(now, burstWhen(flow->m_group.m_isShort));
    for (const RateFlow *flow : m_waiting)
        flow->m_group.m_isShort = false;
}

/// Those that wait, by group, and nobody waits any more.
std::vector<RateArbiter::Claim> RateArbiter::takeClaims()
{
    std::vector<Claim> claims;
    for (RateFlow *flow : std::exchange(m_waiting, {})) {
        auto claim = std::find_if(claims.begin(), claims.end(), [flow](const Claim &known) {
            return known.group == &flow->m_group;
        });
        if (claim == claims.end())
            claim = claims.insert(claims.end(), Claim{&flow->m_group, {}, 0});
        claim->flows.push_back(flow);
        claim->wanted += flow->m_wanted;
    }
    return claims;
}

bool RateArbiter::giveRound()
{
    const auto claims = takeClaims();
    std::vector<qint64> demands;
    demands.reserve(claims.size());
    for (const Claim &claim : claims)
        demands.push_back(std::clamp<qint64>(claim.group->m_bucket.available(), 0, claim.wanted));
    const auto shares = fairShare(m_bucket.available(), demands, m_bucket.crumb());
    m_grants.clear();
    for (std::size_t i = 0; i < claims.size(); ++i)
        divide(claims[i], shares[i]);
    // By index: whoever is called may destroy flows.
    for (std::size_t i = 0; i < m_grants.size(); ++i) { // NOLINT(modernize-loop-convert)
        if (RateFlow *const flow = m_grants[i].flow) {
            flow->m_credit = m_grants[i].bytes;
            flow->m_ready();
        }
        if (RateFlow *const flow = m_grants[i].flow)
            flow->m_credit = 0;
    }
    return !m_grants.empty();
}

/// Grants the flows of one group its share; those that get nothing wait on, before all later ones.
void RateArbiter::divide(const Claim &claim, qint64 share)
{
    std::vector<qint64> demands;
    demands.reserve(claim.flows.size());
    for (const RateFlow *flow : claim.flows)
        demands.push_back(flow->m_wanted);
    const auto crumb = std::min(m_bucket.crumb(), claim.group->m_bucket.crumb());
    const auto shares = fairShare(share, demands, crumb);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        RateFlow *const flow = claim.flows[i];
        if (shares[i] == 0) {
            m_waiting.push_back(flow);
            continue;
        }
        flow->m_wanted = 0;
        m_grants.push_back({flow, shares[i]});
    }
}

/// Whoever comes between two ticks takes nothing from those that wait.
void RateArbiter::noteShortage()
{
    m_isShort = isWaitedFor() && m_bucket.available() < m_bucket.crumb();
    for (const RateFlow *flow : m_waiting) {
        RateGroup &group = flow->m_group;
        group.m_isShort = group.m_bucket.available() < group.m_bucket.crumb();
    }
}

RateLimiter::RateLimiter(const Clock &clock)
    : RateArbiter(clock)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(TickEvery);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
        tick();
        if (!isWaitedFor())
            m_timer.stop();
    });
}

void RateLimiter::waitBegins()
{
    if (!m_timer.isActive())
        m_timer.start();
}

} // namespace ft::engine
