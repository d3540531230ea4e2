#include "peer-gui/engine/transfer/downloadsources.h"

#include "peer-gui/engine/partwith.h"

#include <algorithm>

namespace ft::engine {

using State = TransferSource::State;

namespace {

/// What the source has said about the file: asking again brings nothing until it says otherwise.
bool isFinal(ProblemCode code)
{
    return code == ProblemCode::SourceChanged;
}

/// What no honest source does, and no broken connection.
bool isFalse(ProblemCode code)
{
    return code == ProblemCode::SourceMisbehaved || code == ProblemCode::PieceMismatch;
}

} // namespace

DownloadSources::DownloadSources(Connect connectTo, const Retries &retries, const Clock &clock)
    : m_connectTo(std::move(connectTo))
    , m_retries(retries)
    , m_clock(clock)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &DownloadSources::connectMore);
}

DownloadSources::~DownloadSources() = default;

void DownloadSources::add(const std::vector<SourceRecord> &sources)
{
    for (const SourceRecord &record : sources) {
        const auto known = std::find_if(m_sources.begin(), m_sources.end(), [&](const auto &entry) {
            return entry.second.record.endpoint == record.endpoint;
        });
        if (known == m_sources.end()) {
            m_sources.try_emplace(SourceId{++m_lastId}, record);
            continue;
        }
        Source &source = known->second;
        if (source.state == State::Dropped && source.problem && isFinal(source.problem->code)
            && source.record != record) {
            source.state = State::Idle;
            source.failures = 0;
        }
        if (!source.channel)
            source.record = record;
    }
    if (m_isOpen)
        connectMore();
}

void DownloadSources::open()
{
    m_isOpen = true;
    connectMore();
}

void DownloadSources::close()
{
    m_isOpen = false;
    m_retry.stop();
    for (auto &[id, source] : m_sources) {
        if (!source.channel)
            continue;
        releaseChannel(source);
        source.state = State::Idle;
    }
}

void DownloadSources::drop(SourceId id, const Problem &problem)
{
    onFailed(id, problem);
}

void DownloadSources::ban(SourceId id, const Problem &problem)
{
    letGo(id, State::Banned, problem);
}

void DownloadSources::forgive(SourceId id)
{
    Source &source = m_sources.at(id);
    source.failures = 0;
    source.isUseful = true;
}

SourceChannel &DownloadSources::channel(SourceId id) const
{
    return *m_sources.at(id).channel;
}

std::vector<SourceId> DownloadSources::connected() const
{
    std::vector<SourceId> ids;
    for (const auto &[id, source] : m_sources) {
        if (source.state == State::Active || source.state == State::Queued)
            ids.push_back(id);
    }
    return ids;
}

std::size_t DownloadSources::countConnected() const
{
    return static_cast<std::size_t>(
        std::count_if(m_sources.begin(), m_sources.end(), [](const auto &entry) {
            return entry.second.channel != nullptr;
        }));
}

bool DownloadSources::isAnyHoped() const
{
    return std::any_of(m_sources.begin(), m_sources.end(), [](const auto &entry) {
        const Source &source = entry.second;
        return source.channel || source.state == State::Idle || source.retryAt;
    });
}

std::optional<std::uint32_t> DownloadSources::placeInQueues() const
{
    std::optional<std::uint32_t> best;
    for (const auto &[id, source] : m_sources) {
        if (source.state == State::Active)
            return std::nullopt;
        if (source.state == State::Queued)
            best = std::min(best.value_or(source.place), source.place);
    }
    return best;
}

std::vector<std::pair<SourceId, TransferSource>> DownloadSources::snapshot() const
{
    std::vector<std::pair<SourceId, TransferSource>> all;
    all.reserve(m_sources.size());
    for (const auto &[id, source] : m_sources) {
        TransferSource value;
        value.endpoint = source.record.endpoint;
        value.host = source.record.host;
        value.state = source.state;
        value.isPartial = source.record.file.isPartial;
        value.place = source.state == State::Queued ? source.place : 0;
        value.problem = source.channel ? std::nullopt : source.problem;
        all.emplace_back(id, std::move(value));
    }
    return all;
}

void DownloadSources::connectMore()
{
    const auto now = m_clock.now();
    auto connections = countConnected();
    for (auto &[id, source] : m_sources) {
        if (connections >= MostConnected)
            break;
        const bool isDue = source.state == State::Idle
                           || (source.state == State::Dropped && source.retryAt
                               && *source.retryAt <= now);
        if (!isDue)
            continue;
        connectTo(id, source);
        ++connections;
    }
    planRetry();
}

void DownloadSources::connectTo(SourceId id, Source &source)
{
    source.state = State::Connecting;
    source.retryAt.reset();
    source.isUseful = false;
    source.channel = m_connectTo(source.record);
    SourceChannel *const channel = source.channel.get();
    connect(channel, &SourceChannel::greeted, this, [this, id] {
        m_sources.at(id).state = State::Active;
        emit greeted(id);
    });
    connect(channel,
            &SourceChannel::hashesReceived,
            this,
            [this, id](const protocol::ByteRange &range, const QByteArray &bytes) {
                emit hashesReceived(id, range, bytes);
            });
    connect(channel,
            &SourceChannel::pieceReceived,
            this,
            [this, id](PieceIndex piece, const QByteArray &bytes) {
                emit pieceReceived(id, piece, bytes);
            });
    connect(channel, &SourceChannel::refused, this, [this, id](PieceIndex piece) {
        emit pieceDeclined(id, piece);
    });
    connect(channel, &SourceChannel::pieceQueued, this, [this, id](PieceIndex piece) {
        m_sources.at(id).state = State::Queued;
        emit piecePutOff(id, piece);
    });
    connect(channel, &SourceChannel::queued, this, [this, id](std::uint32_t place) {
        m_sources.at(id).place = place;
    });
    connect(channel, &SourceChannel::ready, this, [this, id] {
        m_sources.at(id).state = State::Active;
        emit slotGranted(id);
    });
    connect(channel,
            &SourceChannel::piecesReceived,
            this,
            [this, id](const protocol::PiecesHeader &header, const QByteArray &bitfield) {
                emit availabilityReceived(id, header, bitfield);
            });
    connect(channel, &SourceChannel::bytesArrived, this, [this, id](qint64 count) {
        emit bytesArrived(id, count);
    });
    connect(channel, &SourceChannel::failed, this, [this, id](const Problem &problem) {
        onFailed(id, problem);
    });
}

void DownloadSources::onFailed(SourceId id, const Problem &problem)
{
    if (isFalse(problem.code))
        return letGo(id, State::Banned, problem);
    Source &source = m_sources.at(id);
    ++source.failures;
    const bool isTriedAgain = !isFinal(problem.code) && (m_retries.isUseless || source.isUseful);
    if (isTriedAgain) {
        const auto delay = m_retries.first * (1 << std::min(source.failures - 1, 10));
        source.retryAt = m_clock.now()
                         + std::min<std::chrono::milliseconds>(delay, m_retries.longest);
    }
    letGo(id, State::Dropped, problem);
}

void DownloadSources::letGo(SourceId id, State state, const Problem &problem)
{
    Source &source = m_sources.at(id);
    const bool wasConnected = source.state == State::Active || source.state == State::Queued;
    releaseChannel(source);
    source.state = state;
    source.problem = problem;
    m_lastProblem = problem;
    if (state == State::Banned)
        source.retryAt.reset();
    if (wasConnected)
        emit lost(id);
    if (!m_isOpen)
        return;
    connectMore();
    if (!isAnyHoped())
        emit exhausted();
}

void DownloadSources::releaseChannel(Source &source)
{
    if (source.channel)
        partWith(source.channel, *this).abandon();
}

void DownloadSources::planRetry()
{
    std::optional<Clock::Instant> next;
    for (const auto &[id, source] : m_sources) {
        if (source.retryAt && (!next || *source.retryAt < *next))
            next = source.retryAt;
    }
    if (!next || countConnected() >= MostConnected)
        return m_retry.stop();
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*next - m_clock.now());
    m_retry.start(std::max(wait, std::chrono::milliseconds{0}));
}

} // namespace ft::engine
