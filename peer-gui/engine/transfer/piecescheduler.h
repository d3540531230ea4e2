#pragma once

#include "common/base/clock.h"
#include "common/base/strong.h"
#include "peer-gui/engine/transfer/piecelayout.h"
#include "peer-gui/engine/transfer/sourcespeed.h"

#include <deque>
#include <optional>
#include <random>
#include <unordered_map>
#include <vector>

namespace ft::engine {

/// Which source of one download, from 1.
using SourceId = Strong<struct SourceIdTag, std::uint32_t>;

/// Decides which source is asked for which piece, and how much is asked of it ahead.
///
/// Every source gets as much as its measured speed can use; a new one gets one piece until that has
/// verified. Pieces are given out in order, or, once some sources have only part of the file, the
/// rarest first, so that peers which download the same file at once soon have something for each
/// other. When nothing is left to give out, pieces of slow sources are asked of faster ones too.
///
/// Pure: owns no socket, no timer, no bytes. One thread.
class PieceScheduler final
{
public:
    using Instant = Clock::Instant;
    /// One flag a piece.
    using Pieces = std::vector<bool>;

    enum class PieceState : std::uint8_t {
        Missing,
        Held, ///< not to be given out: what is on disk is looked at first
        Requested,
        Verifying,
        Verified,
    };
    enum class Arrival { Wanted, Duplicate };

    /// `seed` decides the order of equally rare pieces.
    PieceScheduler(const PieceLayout &layout, std::uint32_t seed);

    // Pieces on disk.
    void hold(PieceIndex piece); ///< of a Missing piece
    void release(PieceIndex piece); ///< of a Held piece: Missing
    void onVerified(PieceIndex piece); ///< whatever it was before
    void onBroken(PieceIndex piece); ///< of a Verified piece: Missing

    /// `available` is absent for a source that has the whole file.
    void addSource(SourceId id, std::optional<Pieces> available);
    void setAvailable(SourceId id, Pieces available);
    /// What was asked of it is Missing again, unless asked of another too.
    void removeSource(SourceId id);
    [[nodiscard]] bool knows(SourceId id) const { return m_sources.contains(id); }
    /// From the request on an idle connection to the first byte of its answer.
    void setRoundTrip(SourceId id, std::chrono::nanoseconds roundTrip);

    /// The piece the source is to be asked for now, behind what it was asked for before; nothing
    /// when it has enough to do, or nothing that is wanted.
    [[nodiscard]] std::optional<PieceIndex> next(SourceId id, Instant now);

    /// Payload bytes came from the source, complete pieces or not.
    void onBytes(SourceId id, std::uint64_t bytes, Instant now);
    /// The source has delivered the piece it was asked for first.
    [[nodiscard]] Arrival onReceived(SourceId id, PieceIndex piece);
    /// The source puts off the piece it was asked for first.
    void onPutOff(SourceId id, PieceIndex piece);
    /// The source does not have the piece it was asked for first.
    void onDeclined(SourceId id, PieceIndex piece);
    /// Does not verify, or could not be written: to be asked for again.
    void onRejected(PieceIndex piece);

    [[nodiscard]] PieceState stateOf(PieceIndex piece) const { return m_pieces[piece.value()]; }
    [[nodiscard]] std::uint32_t pieceCount() const
    {
        return static_cast<std::uint32_t>(m_pieces.size());
    }
    [[nodiscard]] std::uint32_t verifiedCount() const { return m_verifiedCount; }
    [[nodiscard]] std::uint64_t verifiedBytes() const { return m_verifiedBytes; }
    [[nodiscard]] bool isComplete() const { return m_verifiedCount == m_pieces.size(); }
    [[nodiscard]] bool isAnyVerifying() const;
    [[nodiscard]] bool isAsked(SourceId id) const { return !m_sources.at(id).asked.empty(); }
    [[nodiscard]] std::uint64_t bytesPerSecond(SourceId id, Instant now) const;

private:
    struct Source
    {
        std::optional<Pieces> available;
        std::deque<PieceIndex> asked; ///< in the order of the answers
        std::uint64_t arrivedOfFirst = 0; ///< bytes of asked.front()
        std::uint64_t bytesAsked = 0; ///< of all of asked
        int verifying = 0; ///< pieces it sent that are being verified
        std::uint64_t bytesVerified = 0;
        std::chrono::nanoseconds roundTrip{};
        SourceSpeed speed;

        [[nodiscard]] bool has(std::uint32_t piece) const
        {
            return !available || (*available)[piece];
        }
        [[nodiscard]] std::uint64_t bytesToCome() const { return bytesAsked - arrivedOfFirst; }
    };

    /// A piece that another source owes, and how long until it is here.
    struct Late
    {
        std::optional<PieceIndex> piece;
        std::chrono::duration<double> time{};
    };

    [[nodiscard]] std::uint64_t lengthOf(PieceIndex piece) const;
    [[nodiscard]] static std::uint64_t depthOf(const Source &source, Instant now);
    [[nodiscard]] std::optional<PieceIndex> firstMissing(const Source &source);
    [[nodiscard]] std::optional<PieceIndex> rarestMissing(const Source &source);
    [[nodiscard]] Late latestPiece(SourceId id, const Source &source, Instant now) const;
    [[nodiscard]] std::optional<PieceIndex> slowPiece(SourceId id,
                                                      const Source &source,
                                                      Instant now) const;
    /// Until the source has delivered `piece`, going by its speed.
    [[nodiscard]] std::chrono::duration<double> timeUntil(const Source &source,
                                                          PieceIndex piece,
                                                          Instant now) const;
    [[nodiscard]] int timesAsked(PieceIndex piece) const;
    void ask(Source &source, PieceIndex piece, Instant now);
    void forget(Source &source, PieceIndex piece);
    void becomeMissing(PieceIndex piece);
    /// Who sent a piece that is being verified no longer; null when that source is gone.
    Source *takeSender(PieceIndex piece);
    void countAvailable(const Source &source, int change);

    PieceLayout m_layout;
    std::vector<PieceState> m_pieces;
    std::unordered_map<SourceId, Source> m_sources;
    std::unordered_map<PieceIndex, SourceId> m_senders; ///< of Verifying pieces
    std::vector<std::uint16_t>
        m_copies; ///< of each piece among partial sources; empty without them
    std::uint32_t m_firstMissing = 0; ///< no piece before it is Missing
    std::uint32_t m_partialSources = 0;
    std::uint32_t m_verifiedCount = 0;
    std::uint64_t m_verifiedBytes = 0;
    std::minstd_rand m_random;
};

} // namespace ft::engine
