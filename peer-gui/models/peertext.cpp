#include "peer-gui/models/peertext.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"

#include <QCoreApplication>

#include <algorithm>

namespace ft::models {

namespace {

using std::chrono::microseconds;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::PeerText)
};

/// Three digits that count, whatever the size.
int decimalsFor(double value)
{
    if (value < 10)
        return 2;
    return value < 100 ? 1 : 0;
}

} // namespace

QString askedAs(const engine::ListedPeer &peer)
{
    return peer.name ? peer.name->toString() : peer.endpoint.toString();
}

QString nameOf(const engine::ListedPeer &peer)
{
    return peer.name ? peer.name->toString()
                     : Words::tr("Unnamed at %1", "a peer without a name; %1 is its address")
                           .arg(peer.endpoint.toString());
}

QString reachText(const engine::ListedPeer &peer)
{
    if (!peer.isReachable)
        return Words::tr("Not known yet", "whether a peer can be reached");
    return *peer.isReachable ? Words::tr("Can be reached") : Words::tr("Cannot be reached");
}

QString reachSentence(const engine::ListedPeer &peer)
{
    if (!peer.isReachable)
        return Words::tr("The tracker has not tried yet whether others can reach this peer.");
    if (*peer.isReachable)
        return Words::tr("Others can reach this peer and download from it.");
    return Words::tr("Others cannot reach this peer: a router or firewall in front of it lets no "
                     "connections in. Downloads from it will fail until its owner opens the port.");
}

QString formatRoundTrip(microseconds time, const QLocale &locale)
{
    constexpr double PerMillisecond = 1'000;
    constexpr double PerSecond = 1'000'000;
    const auto count = static_cast<double>(time.count());
    if (count < PerSecond) {
        const double value = count / PerMillisecond;
        return Words::tr("%1 ms").arg(locale.toString(value, 'f', decimalsFor(value)));
    }
    return Words::tr("%1 s").arg(locale.toString(count / PerSecond, 'f', 1));
}

void PingTally::note(const Result<engine::PingAnswer, engine::Problem> &answer)
{
    m_isAsking = false;
    m_problem.reset();
    if (!answer) {
        m_problem = answer.error();
        return;
    }
    m_last = *answer;
    m_problem = answer->refusal;
    // An answer that declines took the tracker's time, too.
    if (answer->refusal)
        return;
    m_times.insert(m_times.end(), answer->roundTrips.begin(), answer->roundTrips.end());
    std::sort(m_times.begin(), m_times.end());
    if (m_times.size() > MostKept)
        m_times.resize(MostKept);
}

std::optional<microseconds> PingTally::fastest() const
{
    return m_times.empty() ? std::nullopt : std::optional{m_times.front()};
}

std::optional<microseconds> PingTally::median() const
{
    return m_times.empty() ? std::nullopt : std::optional{m_times[m_times.size() / 2]};
}

QString PingTally::shortText() const
{
    if (m_isAsking)
        return Words::tr("Asking…");
    if (m_problem)
        return m_problem->code == engine::ProblemCode::NotAccepted
                   ? Words::tr("Declines", "a peer that was pinged does not serve us")
                   : Words::tr("No answer");
    if (m_last && m_last->roundTrips.empty())
        return Words::tr("Port is open");
    return median() ? formatRoundTrip(*median()) : QString{};
}

QString PingTally::sentence() const
{
    if (m_isAsking)
        return Words::tr("Asking…");
    if (m_problem) {
        const auto text = describe(*m_problem);
        return text.what % u' ' % text.advice;
    }
    if (!m_last)
        return Words::tr("Not pinged yet.");
    if (m_last->roundTrips.empty())
        return Words::tr("Its port is open, and a connection stood after %1, but what is there "
                         "does not speak as this program does. It may be an older program that "
                         "only gives files.")
            .arg(formatRoundTrip(m_last->connected));
    return Words::tr("It answers after %1 at best, %2 usually. A connection stood after %3.",
                     "three times like 12 ms")
        .arg(formatRoundTrip(*fastest()),
             formatRoundTrip(*median()),
             formatRoundTrip(m_last->connected));
}

} // namespace ft::models
