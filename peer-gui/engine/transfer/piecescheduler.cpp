#include "peer-gui/engine/transfer/piecescheduler.h"

#include <algorithm>
#include <limits>

namespace ft::engine {

namespace {

/// Asked ahead of a source whose speed is not known yet, at the most.
constexpr std::uint64_t MostBlindly = 8ULL * 1024 * 1024;

/// Asked ahead of one source at the most, however fast and far away it is.
constexpr std::uint64_t MostAhead = 32ULL * 1024 * 1024;

/// Asked ahead at the least, so that an answer in the last block finds the next request made.
constexpr std::uint64_t LeastAhead = 4 * hash::BlockSize;

/// What both ends need on top of the way of the bytes: a turn of an event loop, a read of a disk.
constexpr std::chrono::milliseconds Slack{20};

/// The speed that is measured is at most what was asked ahead allowed: asking for twice as much
/// lets it grow to what the source can do.
constexpr double Growth = 2.0;

/// A source that owes bytes and has been silent for so long may be stuck.
constexpr std::chrono::seconds LongSilence{2};

/// Asking twice must be worth it: the second source is faster by this factor and this time.
constexpr double WorthFactor = 2.0;
constexpr std::chrono::milliseconds WorthTime{100};

/// Sources asked for one piece at once, at the most.
constexpr int MostAsked = 2;

using Seconds = std::chrono::duration<double>;

constexpr Seconds Forever{std::numeric_limits<double>::max()};

} // namespace

PieceScheduler::PieceScheduler(const PieceLayout &layout, std::uint32_t seed)
    : m_layout(layout)
    , m_pieces(layout.count(), PieceState::Missing)
    , m_random(seed)
{}

std::uint64_t PieceScheduler::lengthOf(PieceIndex piece) const
{
    return m_layout.rangeOf(piece).length;
}

void PieceScheduler::hold(PieceIndex piece)
{
    Q_ASSERT(stateOf(piece) == PieceState::Missing);
    m_pieces[piece.value()] = PieceState::Held;
}

void PieceScheduler::release(PieceIndex piece)
{
    if (stateOf(piece) == PieceState::Held)
        becomeMissing(piece);
}

void PieceScheduler::becomeMissing(PieceIndex piece)
{
    m_pieces[piece.value()] = PieceState::Missing;
    m_firstMissing = std::min(m_firstMissing, piece.value());
}

void PieceScheduler::onVerified(PieceIndex piece)
{
    auto &state = m_pieces[piece.value()];
    if (state == PieceState::Verified)
        return;
    state = PieceState::Verified;
    ++m_verifiedCount;
    m_verifiedBytes += lengthOf(piece);
    if (Source *const sender = takeSender(piece))
        sender->bytesVerified += lengthOf(piece);
}

void PieceScheduler::onBroken(PieceIndex piece)
{
    if (stateOf(piece) != PieceState::Verified)
        return;
    --m_verifiedCount;
    m_verifiedBytes -= lengthOf(piece);
    becomeMissing(piece);
}

PieceScheduler::Source *PieceScheduler::takeSender(PieceIndex piece)
{
    const auto sender = m_senders.extract(piece);
    if (sender.empty())
        return nullptr;
    Source &source = m_sources.at(sender.mapped());
    --source.verifying;
    return &source;
}

void PieceScheduler::addSource(SourceId id, std::optional<Pieces> available)
{
    Source source;
    source.available = std::move(available);
    countAvailable(source, +1);
    m_sources.insert_or_assign(id, std::move(source));
}

void PieceScheduler::setAvailable(SourceId id, Pieces available)
{
    Source &source = m_sources.at(id);
    countAvailable(source, -1);
    source.available = std::move(available);
    countAvailable(source, +1);
}

void PieceScheduler::countAvailable(const Source &source, int change)
{
    if (!source.available)
        return;
    m_partialSources = static_cast<std::uint32_t>(static_cast<int>(m_partialSources) + change);
    m_copies.resize(m_pieces.size());
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        if ((*source.available)[i])
            m_copies[i] = static_cast<std::uint16_t>(m_copies[i] + change);
    }
}

void PieceScheduler::removeSource(SourceId id)
{
    auto removed = m_sources.extract(id);
    if (removed.empty())
        return;
    countAvailable(removed.mapped(), -1);
    std::erase_if(m_senders, [id](const auto &sender) { return sender.second == id; });
    for (const PieceIndex piece : removed.mapped().asked) {
        if (stateOf(piece) == PieceState::Requested && timesAsked(piece) == 0)
            becomeMissing(piece);
    }
}

void PieceScheduler::setRoundTrip(SourceId id, std::chrono::nanoseconds roundTrip)
{
    m_sources.at(id).roundTrip = roundTrip;
}

std::uint64_t PieceScheduler::depthOf(const Source &source, Instant now)
{
    // The first piece shows whether the source is honest; then twice as much after every answer,
    // until its speed has been measured.
    const auto proven = std::min(2 * source.bytesVerified, MostBlindly);
    const double rate = source.speed.bytesPerSecond();
    if (rate == 0 || source.bytesVerified == 0)
        return proven;
    if (source.speed.silence(now) > LongSilence)
        return 0;
    const auto product = static_cast<std::uint64_t>(Growth * rate
                                                    * Seconds{source.roundTrip + Slack}.count());
    return std::clamp(product, LeastAhead, MostAhead);
}

std::optional<PieceIndex> PieceScheduler::next(SourceId id, Instant now)
{
    Source &source = m_sources.at(id);
    const bool isOnTrial = source.bytesVerified == 0 && source.verifying > 0;
    if (isOnTrial || (!source.asked.empty() && source.bytesToCome() >= depthOf(source, now)))
        return std::nullopt;
    auto piece = m_partialSources > 0 ? rarestMissing(source) : firstMissing(source);
    if (!piece)
        piece = slowPiece(id, source, now);
    if (piece)
        ask(source, *piece, now);
    return piece;
}

std::optional<PieceIndex> PieceScheduler::firstMissing(const Source &source)
{
    while (m_firstMissing < m_pieces.size() && m_pieces[m_firstMissing] != PieceState::Missing)
        ++m_firstMissing;
    for (auto i = m_firstMissing; i < m_pieces.size(); ++i) {
        if (m_pieces[i] == PieceState::Missing && source.has(i))
            return PieceIndex{i};
    }
    return std::nullopt;
}

std::optional<PieceIndex> PieceScheduler::rarestMissing(const Source &source)
{
    const auto count = static_cast<std::uint32_t>(m_pieces.size());
    const auto start = static_cast<std::uint32_t>(m_random() % count);
    std::optional<std::uint32_t> best;
    for (std::uint32_t step = 0; step < count; ++step) {
        const auto i = (start + step) % count;
        if (m_pieces[i] != PieceState::Missing || !source.has(i))
            continue;
        if (!best || m_copies[i] < m_copies[*best])
            best = i;
        if (m_copies[*best] == 0)
            break;
    }
    return best ? std::optional{PieceIndex{*best}} : std::nullopt;
}

/// The piece that would come last as things are, of those this source can be asked for too.
PieceScheduler::Late PieceScheduler::latestPiece(SourceId id,
                                                 const Source &source,
                                                 Instant now) const
{
    Late latest;
    for (const auto &[otherId, other] : m_sources) {
        if (otherId == id)
            continue;
        for (const PieceIndex piece : other.asked) {
            if (stateOf(piece) != PieceState::Requested || !source.has(piece.value())
                || timesAsked(piece) >= MostAsked)
                continue;
            const auto time = timeUntil(other, piece, now);
            if (time > latest.time)
                latest = {piece, time};
        }
    }
    return latest;
}

/// The piece that would come last, if this source brings it clearly sooner.
std::optional<PieceIndex> PieceScheduler::slowPiece(SourceId id,
                                                    const Source &source,
                                                    Instant now) const
{
    const auto [slowest, longest] = latestPiece(id, source, now);
    if (!slowest
        || std::find(source.asked.begin(), source.asked.end(), *slowest) != source.asked.end())
        return std::nullopt;
    const double rate = source.speed.bytesPerSecond();
    // Of a source that has not shown its speed yet, it is known only that it is faster than one
    // that is stuck.
    if (source.bytesVerified == 0 || rate == 0)
        return longest == Forever && source.asked.empty() ? slowest : std::nullopt;
    const auto toCome = static_cast<double>(source.bytesToCome() + lengthOf(*slowest));
    const Seconds own = Seconds{toCome / rate} + source.roundTrip;
    return longest > WorthFactor * own + WorthTime ? slowest : std::nullopt;
}

Seconds PieceScheduler::timeUntil(const Source &source, PieceIndex piece, Instant now) const
{
    const double rate = source.speed.bytesPerSecond();
    const auto silence = source.speed.silence(now);
    if (silence > LongSilence)
        return Forever;
    std::uint64_t bytes = 0;
    for (const PieceIndex asked : source.asked) {
        bytes += lengthOf(asked);
        if (asked == piece)
            break;
    }
    // Of a source that has sent nothing yet, only what it has cost already is known.
    if (rate == 0)
        return silence;
    return Seconds{static_cast<double>(bytes - std::min(bytes, source.arrivedOfFirst)) / rate};
}

int PieceScheduler::timesAsked(PieceIndex piece) const
{
    return static_cast<int>(
        std::count_if(m_sources.begin(), m_sources.end(), [piece](const auto &entry) {
            const auto &asked = entry.second.asked;
            return std::find(asked.begin(), asked.end(), piece) != asked.end();
        }));
}

void PieceScheduler::ask(Source &source, PieceIndex piece, Instant now)
{
    if (source.asked.empty())
        source.speed.begin(now);
    source.asked.push_back(piece);
    source.bytesAsked += lengthOf(piece);
    m_pieces[piece.value()] = PieceState::Requested;
}

void PieceScheduler::onBytes(SourceId id, std::uint64_t bytes, Instant now)
{
    const auto source = m_sources.find(id);
    if (source == m_sources.end() || source->second.asked.empty())
        return;
    source->second.speed.add(bytes, now);
    source->second.arrivedOfFirst += bytes;
}

PieceScheduler::Arrival PieceScheduler::onReceived(SourceId id, PieceIndex piece)
{
    Source &source = m_sources.at(id);
    forget(source, piece);
    if (stateOf(piece) != PieceState::Requested && stateOf(piece) != PieceState::Missing)
        return Arrival::Duplicate;
    m_pieces[piece.value()] = PieceState::Verifying;
    m_senders.insert_or_assign(piece, id);
    ++source.verifying;
    return Arrival::Wanted;
}

void PieceScheduler::onPutOff(SourceId id, PieceIndex piece)
{
    forget(m_sources.at(id), piece);
    if (stateOf(piece) == PieceState::Requested && timesAsked(piece) == 0)
        becomeMissing(piece);
}

void PieceScheduler::onDeclined(SourceId id, PieceIndex piece)
{
    onPutOff(id, piece);
    Source &source = m_sources.at(id);
    if (source.available && (*source.available)[piece.value()]) {
        (*source.available)[piece.value()] = false;
        --m_copies[piece.value()];
    }
}

void PieceScheduler::forget(Source &source, PieceIndex piece)
{
    const auto found = std::find(source.asked.begin(), source.asked.end(), piece);
    Q_ASSERT(found != source.asked.end());
    if (found == source.asked.begin())
        source.arrivedOfFirst = 0;
    source.bytesAsked -= lengthOf(piece);
    source.asked.erase(found);
}

void PieceScheduler::onRejected(PieceIndex piece)
{
    // Another source may have been asked for it too, and still owe it.
    m_pieces[piece.value()] = PieceState::Requested;
    if (timesAsked(piece) == 0)
        becomeMissing(piece);
    takeSender(piece);
}

bool PieceScheduler::isAnyVerifying() const
{
    return std::find(m_pieces.begin(), m_pieces.end(), PieceState::Verifying) != m_pieces.end();
}

std::uint64_t PieceScheduler::bytesPerSecond(SourceId id, Instant now) const
{
    const Source &source = m_sources.at(id);
    if (source.asked.empty() || source.speed.silence(now) > LongSilence)
        return 0;
    return static_cast<std::uint64_t>(source.speed.bytesPerSecond());
}

} // namespace ft::engine
