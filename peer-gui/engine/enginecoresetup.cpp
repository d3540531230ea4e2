// What of an engine may be changed while it runs.

#include "peer-gui/engine/dialing.h"
#include "peer-gui/engine/enginecore.h"
#include "peer-gui/engine/partwith.h"
#include "peer-gui/engine/preferencesstore.h"

namespace ft::engine {

namespace {

bool isAtSamePlace(const EngineSettings &left, const EngineSettings &right)
{
    return left.listenAddress == right.listenAddress && left.listenPort == right.listenPort;
}

bool isSameMember(const EngineSettings &left, const EngineSettings &right)
{
    return isAtSamePlace(left, right) && left.tracker == right.tracker && left.name == right.name;
}

bool isServedAlike(const EngineSettings &left, const EngineSettings &right)
{
    return isAtSamePlace(left, right) && left.name == right.name
           && left.shareDownloads == right.shareDownloads && left.usesUdp == right.usesUdp;
}

} // namespace

void EngineCore::apply(const EngineSettings &wanted, const Done<Endpoint> &done)
{
    const bool isNew = !m_endpoint;
    const bool isMoving = isNew || !isAtSamePlace(m_settings, wanted);
    const bool isServing = !isNew && isServedAlike(m_settings, wanted);
    const bool isMember = !isNew && isSameMember(m_settings, wanted);
    const auto endpoint = isMoving ? listenAt(wanted.listenAddress, wanted.listenPort)
                                   : Result<Endpoint, Problem>{*m_endpoint};
    if (!endpoint)
        return done(endpoint);
    takeOver(wanted);
    // Before what comes of it is told.
    done(endpoint);
    if (isNew)
        return begin(*endpoint);
    if (!isServing)
        serve(*endpoint);
    if (!isMember)
        join();
}

/// What is being uploaded goes on.
Result<Endpoint, Problem> EngineCore::listenAt(const QHostAddress &address, std::uint16_t port)
{
    m_listener.close();
    auto opened = m_listener.open(address, port);
    if (!opened && m_endpoint) {
        if (const auto former = m_listener.open(m_settings.listenAddress, m_endpoint->port))
            serve(*former);
    }
    return opened;
}

void EngineCore::takeOver(const EngineSettings &wanted)
{
    const bool sharesOtherwise = m_settings.shareDownloads != wanted.shareDownloads;
    m_settings.tracker = wanted.tracker;
    m_settings.name = wanted.name;
    m_settings.listenAddress = wanted.listenAddress;
    m_settings.listenPort = wanted.listenPort;
    m_settings.downloadFolder = wanted.downloadFolder;
    m_settings.shareDownloads = wanted.shareDownloads;
    m_settings.usesUdp = wanted.usesUdp;
    m_settings.limits = wanted.limits;
    setLimits(wanted.limits);
    m_downloads.setFolder(wanted.downloadFolder);
    m_downloads.setUdp(dialUdp(), whyNoUdp());
    m_recorded.setTracker(wanted.tracker);
    tellName();
    m_connectivity.setContext(connectivityContext());
    if (sharesOtherwise)
        sharePartials(wanted.shareDownloads);
}

void EngineCore::tellName()
{
    m_downloads.setName(m_settings.name);
    m_guard.setSelf(m_settings.name);
    m_wishes.setSelf(m_settings.name);
    m_peerQueries.setName(m_settings.name);
    m_peerPings.setName(m_settings.name);
}

void EngineCore::join()
{
    m_connectivity.noteJoining();
    if (!m_settings.tracker)
        return m_membership.change({});
    m_membership.change(
        TrackerLink::Settings{*m_settings.tracker, m_settings.name, m_endpoint->port, agentName()});
}

Result<void, Problem> EngineCore::keep(const Preferences &preferences) const
{
    return PreferencesStore{m_settings.stateFolder}.save(preferences);
}

void EngineCore::tryTracker(const HostPort &tracker,
                            const HostName &name,
                            const Done<JoinInfo> &done)
{
    const auto number = ++m_lastTrial;
    const auto onAnswer =
        [this, number, tracker, name, done](const Result<JoinInfo, Problem> &answer) {
            auto trial = std::move(m_trials.extract(number).mapped());
            partWith(trial, *this);
            const bool isOwnName = !answer && answer.error().code == ProblemCode::NameTaken
                                   && name == m_settings.name && tracker == m_settings.tracker
                                   && link() && link()->isJoined();
            done(isOwnName ? JoinInfo{} : answer);
        };
    m_trials[number] = std::make_unique<TrackerTrial>(
        TrackerLink::Settings{tracker, name, 0, agentName()}, dialTracker, onAnswer);
}

void EngineCore::sharePartials(bool isWanted)
{
    for (const FileRecord &record : m_downloads.partialOffers().records()) {
        if (isWanted)
            announcePartial(record);
        else
            withdrawPartial(record.path);
    }
}

UdpFirstStream::DialUdp EngineCore::dialUdp() const
{
    return m_settings.usesUdp ? dialUdpBy(m_udpStreams.get()) : nullptr;
}

UdpFallback EngineCore::whyNoUdp() const
{
    return m_settings.usesUdp ? UdpFallback::NotBuilt : UdpFallback::TurnedOff;
}

} // namespace ft::engine
