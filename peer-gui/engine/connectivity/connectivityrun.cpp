#include "peer-gui/engine/connectivity/connectivityrun.h"

#include "peer-gui/engine/connectivity/folderchecks.h"
#include "peer-gui/engine/partwith.h"
#include "peer-gui/engine/tracker/trackerproblems.h"

#include <QNetworkInterface>

#include <algorithm>

namespace ft::engine {

namespace {

using State = ConnectivityCheck::State;

/// This program is of a later day.
constexpr std::chrono::sys_days Earliest{std::chrono::year{2026} / 1 / 1};

ConnectivityCheck::Reason reasonOf(UdpFallback fallback)
{
    using Reason = ConnectivityCheck::Reason;
    switch (fallback) {
    case UdpFallback::NotBuilt:
        return Reason::NotBuilt;
    case UdpFallback::TurnedOff:
        return Reason::SwitchedOff;
    case UdpFallback::Refused:
        return Reason::NotOffered;
    case UdpFallback::Blocked:
    case UdpFallback::Broken:
        return Reason::Blocked;
    }
    return Reason::None;
}

bool isOwnAddress(const QHostAddress &address)
{
    const auto own = QNetworkInterface::allAddresses();
    return std::any_of(own.begin(), own.end(), [&address](const QHostAddress &one) {
        return one.isEqual(address, QHostAddress::TolerantConversion);
    });
}

} // namespace

ConnectivityRun::ConnectivityRun(Context context, Standing standing)
    : m_context(std::move(context))
    , m_standing(std::move(standing))
    , m_pings(m_context.ping)
{
    for (std::size_t i = 0; i < Check::SubjectCount; ++i) {
        Check check;
        check.subject = static_cast<Subject>(i);
        m_report.checks.push_back(check);
    }
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &ConnectivityRun::giveUp);
}

ConnectivityRun::~ConnectivityRun()
{
    if (m_tracker)
        partWith(m_tracker, *this).abort();
    if (m_udp)
        partWith(m_udp, *this).abort();
}

void ConnectivityRun::start()
{
    m_deadline.start(m_context.deadline);
    checkHere();
    checkFolders();
    dialTracker();
    checkAcceptance();
    askForPeers();
}

void ConnectivityRun::checkHere()
{
    if (m_standing.listening)
        works(Subject::OwnPort, m_standing.listening->toString());
    else if (m_standing.notListening)
        fails(Subject::OwnPort, *m_standing.notListening);
    else
        unknown(Subject::OwnPort, Reason::NotToldYet);
    if (m_context.clock.wallTime() >= Earliest)
        return works(Subject::Clock);
    at(Subject::Clock).state = State::Fails;
    at(Subject::Clock).reason = Reason::ClockBehind;
    report();
}

void ConnectivityRun::checkFolders()
{
    const auto look = [this](auto work) {
        m_context.background.run(this, std::move(work), [this](const Check &check) { set(check); });
    };
    look([folder = m_context.downloadFolder] { return checkDownloadFolder(folder); });
    look([folder = m_context.stateFolder] { return checkStateFolder(folder); });
    look([folders = m_standing.shareFolders, files = m_standing.filesShared] {
        return checkShareFolders(folders, files);
    });
}

void ConnectivityRun::dialTracker()
{
    if (!m_context.tracker) {
        unknown(Subject::TrackerName, Reason::NoTracker);
        unknown(Subject::TrackerPort, Reason::NoTracker);
        return;
    }
    if (!QHostAddress{m_context.tracker->host}.isNull())
        works(Subject::TrackerName, m_context.tracker->host, Reason::IsAddress);
    m_dialed = m_context.clock.now();
    m_tracker = m_context.dialTracker(*m_context.tracker);
    connect(m_tracker.get(), &net::ByteStream::opened, this, [this] {
        Check &port = at(Subject::TrackerPort);
        port.time = std::chrono::duration_cast<std::chrono::microseconds>(m_context.clock.now()
                                                                          - m_dialed);
        if (at(Subject::TrackerName).state == State::Running)
            works(Subject::TrackerName, m_context.tracker->host);
        works(Subject::TrackerPort, m_context.tracker->toString());
        partWith(m_tracker, *this).abort();
    });
    connect(m_tracker.get(), &net::ByteStream::closed, this, &ConnectivityRun::onTrackerClosed);
}

void ConnectivityRun::onTrackerClosed(const net::StreamError &error)
{
    const Problem problem{trackerProblem(error.code),
                          Operation::Join,
                          m_context.tracker->toString(),
                          error.detail};
    if (problem.code == ProblemCode::TrackerNotResolved) {
        fails(Subject::TrackerName, problem);
        unknown(Subject::TrackerPort, Reason::NameUnknown);
        return;
    }
    if (at(Subject::TrackerName).state == State::Running)
        works(Subject::TrackerName, m_context.tracker->host);
    fails(Subject::TrackerPort, problem);
}

void ConnectivityRun::checkAcceptance()
{
    if (m_standing.isJoined)
        works(Subject::Acceptance, m_standing.seen.toString());
    else if (!m_context.tracker)
        unknown(Subject::Acceptance, Reason::NoTracker);
    else if (m_standing.notJoined)
        fails(Subject::Acceptance, *m_standing.notJoined);
    else
        unknown(Subject::Acceptance, Reason::NotJoined);
}

void ConnectivityRun::askForPeers()
{
    if (!m_standing.isJoined) {
        const auto why = m_context.tracker ? Reason::NotJoined : Reason::NoTracker;
        for (const auto subject : {Subject::Reachability, Subject::OtherPeers, Subject::Udp})
            unknown(subject, why);
        return;
    }
    m_context.listPeers([self = QPointer{this}](const auto &peers) {
        if (!self)
            return;
        if (peers)
            return self->takePeers(*peers);
        for (const auto subject : {Subject::Reachability, Subject::OtherPeers, Subject::Udp})
            self->unknown(subject, Reason::NotJoined);
    });
}

void ConnectivityRun::takePeers(const std::vector<protocol::PeerRecord> &peers)
{
    std::vector<protocol::PeerRecord> others;
    for (const protocol::PeerRecord &peer : peers) {
        if (peer.name == m_context.name)
            takeOwn(peer);
        else
            others.push_back(peer);
    }
    if (at(Subject::Reachability).state == State::Running)
        unknown(Subject::Reachability, Reason::NotToldYet);
    pingSome(others);
}

void ConnectivityRun::takeOwn(const protocol::PeerRecord &own)
{
    at(Subject::Reachability).place = own.endpoint.toString();
    if (!own.isReachable)
        return unknown(Subject::Reachability, Reason::NotToldYet);
    if (*own.isReachable)
        return works(Subject::Reachability, own.endpoint.toString());
    Check &check = at(Subject::Reachability);
    check.state = State::Fails;
    check.reason = isOwnAddress(own.endpoint.address) ? Reason::Unreachable : Reason::BehindRouter;
    report();
}

/// Those that the tracker reaches first, as they are the likeliest to answer.
void ConnectivityRun::pingSome(const std::vector<protocol::PeerRecord> &others)
{
    if (others.empty()) {
        unknown(Subject::OtherPeers, Reason::NobodyElse);
        unknown(Subject::Udp,
                m_context.dialUdp ? Reason::NobodyElse : reasonOf(m_context.whyNoUdp));
        return;
    }
    auto asked = others;
    std::stable_partition(asked.begin(), asked.end(), [](const auto &peer) {
        return peer.isReachable == true;
    });
    m_pinged = std::min(asked.size(), PeersAsked);
    for (std::size_t i = 0; i < m_pinged; ++i)
        m_pings.ping(asked[i].endpoint.toString(),
                     [this](const Result<PingAnswer, Problem> &answer) { takePing(answer); });
}

void ConnectivityRun::takePing(const Result<PingAnswer, Problem> &answer)
{
    if (answer) {
        m_answers.push_back(*answer);
    } else {
        ++m_unanswered;
        at(Subject::OtherPeers).problem = answer.error();
    }
    if (m_answers.size() + m_unanswered == m_pinged)
        concludePings();
}

void ConnectivityRun::concludePings()
{
    Check &check = at(Subject::OtherPeers);
    check.amount = m_answers.size();
    check.outOf = m_pinged;
    check.state = m_answers.empty() ? State::Fails : State::Works;
    check.reason = m_answers.empty() ? Reason::NoAnswer : Reason::None;
    if (!m_answers.empty())
        check.problem.reset();
    for (const PingAnswer &answer : m_answers) {
        if (answer.refusal)
            check.problem = answer.refusal;
    }
    report();
    const auto offers = std::find_if(m_answers.begin(), m_answers.end(), [](const auto &answer) {
        return answer.offersUdp && !answer.refusal;
    });
    if (!m_context.dialUdp)
        unknown(Subject::Udp, reasonOf(m_context.whyNoUdp));
    else if (offers == m_answers.end())
        unknown(Subject::Udp, Reason::NotOffered);
    else
        tryUdp(*offers);
}

void ConnectivityRun::tryUdp(const PingAnswer &peer)
{
    at(Subject::Udp).place = peer.name ? peer.name->toString() : peer.endpoint.toString();
    m_udp = std::make_unique<UdpFirstStream>(peer.endpoint,
                                             m_context.ping.hello,
                                             UdpFirstStream::Ways{m_context.ping.dial,
                                                                  m_context.dialUdp,
                                                                  [this](UdpFallback reason) {
                                                                      m_fellBack = reason;
                                                                  }});
    connect(m_udp.get(), &net::ByteStream::opened, this, [this] {
        if (!m_fellBack)
            endUdp(State::Works, Reason::None);
        else if (*m_fellBack == UdpFallback::Blocked)
            endUdp(State::Fails, Reason::Blocked);
        else
            endUdp(State::Unknown, reasonOf(*m_fellBack));
    });
    connect(m_udp.get(), &net::ByteStream::closed, this, [this] {
        endUdp(State::Unknown, Reason::NoAnswer);
    });
}

void ConnectivityRun::endUdp(State state, Reason reason)
{
    partWith(m_udp, *this).abort();
    at(Subject::Udp).state = state;
    at(Subject::Udp).reason = reason;
    report();
}

void ConnectivityRun::works(Subject subject, const QString &place, Reason reason)
{
    Check &check = at(subject);
    check.state = State::Works;
    check.reason = reason;
    check.place = place;
    report();
}

void ConnectivityRun::fails(Subject subject, const Problem &problem)
{
    Check &check = at(subject);
    check.state = State::Fails;
    check.place = problem.subject;
    check.problem = problem;
    report();
}

void ConnectivityRun::unknown(Subject subject, Reason reason)
{
    at(subject).state = State::Unknown;
    at(subject).reason = reason;
    report();
}

void ConnectivityRun::set(const Check &check)
{
    if (at(check.subject).state != State::Running)
        return;
    at(check.subject) = check;
    report();
}

ConnectivityCheck &ConnectivityRun::at(Subject subject)
{
    return m_report.checks.at(static_cast<std::size_t>(subject));
}

/// Once per turn of the event loop, however much has become known in it.
void ConnectivityRun::report()
{
    if (m_report.isOver || std::exchange(m_isReporting, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isReporting = false;
            m_report.isOver = std::none_of(m_report.checks.begin(),
                                           m_report.checks.end(),
                                           [](const Check &check) {
                                               return check.state == State::Running;
                                           });
            if (m_report.isOver)
                m_deadline.stop();
            emit progressed(m_report);
        },
        Qt::QueuedConnection);
}

void ConnectivityRun::giveUp()
{
    for (Check &check : m_report.checks) {
        if (check.state == State::Running) {
            check.state = State::Unknown;
            check.reason = Reason::TimedOut;
        }
    }
    report();
}

} // namespace ft::engine
