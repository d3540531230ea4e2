#pragma once

#include "peer-gui/engine/transfer/piecescheduler.h"

#include <deque>
#include <map>
#include <set>

namespace ft::test {

/// Plays sources of given speeds and distances against a PieceScheduler, in steps of a
/// millisecond of a time of its own.
class SimulatedSources
{
public:
    using SourceId = engine::SourceId;
    using PieceIndex = engine::PieceIndex;
    using Instant = Clock::Instant;

    explicit SimulatedSources(std::uint64_t fileSize)
        : m_layout(fileSize)
        , m_scheduler(m_layout, 1)
    {}

    void add(SourceId id, double bytesPerSecond, std::chrono::nanoseconds roundTrip)
    {
        m_sources[id] = {bytesPerSecond, roundTrip, {}, 0, false};
        m_scheduler.addSource(id, std::nullopt);
        m_scheduler.setRoundTrip(id, roundTrip);
    }
    void remove(SourceId id)
    {
        m_sources.erase(id);
        m_scheduler.removeSource(id);
    }
    void setSpeed(SourceId id, double bytesPerSecond)
    {
        m_sources.at(id).bytesPerSecond = bytesPerSecond;
    }
    /// From now on nothing it sends verifies.
    void makeFalse(SourceId id) { m_sources.at(id).isFalse = true; }

    void runFor(std::chrono::nanoseconds time)
    {
        for (const auto end = m_now + time; m_now < end;)
            step();
    }
    /// How long it took; at most an hour.
    std::chrono::nanoseconds runToTheEnd()
    {
        const auto start = m_now;
        while (!m_scheduler.isComplete() && m_now - start < std::chrono::hours{1})
            step();
        return m_now - start;
    }

    [[nodiscard]] std::size_t asked(SourceId id) const { return m_sources.at(id).asked.size(); }
    [[nodiscard]] std::uint64_t bytesTwice() const { return m_bytesTwice; }
    [[nodiscard]] bool isBanned(SourceId id) const { return m_banned.contains(id); }

private:
    static constexpr std::chrono::milliseconds Step{1};

    struct Request
    {
        PieceIndex piece;
        Instant reachesSource;
    };
    struct Source
    {
        double bytesPerSecond = 0;
        std::chrono::nanoseconds roundTrip{};
        std::deque<Request> asked;
        double sentOfFirst = 0;
        bool isFalse = false;
    };

    void step()
    {
        m_now += Step;
        std::set<SourceId> toBan;
        for (auto &[id, source] : m_sources) {
            while (const auto piece = m_scheduler.next(id, m_now))
                source.asked.push_back({*piece, m_now + source.roundTrip});
            if (!send(id, source))
                toBan.insert(id);
        }
        for (const SourceId id : toBan) {
            m_banned.insert(id);
            remove(id);
        }
    }

    /// False when it sent something false.
    bool send(SourceId id, Source &source)
    {
        double budget = source.bytesPerSecond * std::chrono::duration<double>(Step).count();
        while (budget > 0 && !source.asked.empty() && source.asked.front().reachesSource <= m_now) {
            const auto piece = source.asked.front().piece;
            const auto length = static_cast<double>(m_layout.rangeOf(piece).length);
            const double some = std::min(budget, length - source.sentOfFirst);
            budget -= some;
            m_scheduler.onBytes(id,
                                static_cast<std::uint64_t>(source.sentOfFirst + some)
                                    - static_cast<std::uint64_t>(source.sentOfFirst),
                                m_now);
            source.sentOfFirst += some;
            if (source.sentOfFirst < length)
                break;
            source.asked.pop_front();
            source.sentOfFirst = 0;
            if (!arrive(id, source, piece))
                return false;
        }
        return true;
    }

    bool arrive(SourceId id, const Source &source, PieceIndex piece)
    {
        const auto length = m_layout.rangeOf(piece).length;
        if (m_scheduler.onReceived(id, piece) == engine::PieceScheduler::Arrival::Duplicate) {
            m_bytesTwice += length;
        } else if (source.isFalse) {
            m_bytesTwice += length;
            m_scheduler.onRejected(piece);
            return false;
        } else {
            m_scheduler.onVerified(piece);
        }
        return true;
    }

    engine::PieceLayout m_layout;
    engine::PieceScheduler m_scheduler;
    Instant m_now = Instant{} + std::chrono::hours{1};
    std::map<SourceId, Source> m_sources;
    std::set<SourceId> m_banned;
    std::uint64_t m_bytesTwice = 0;
};

} // namespace ft::test
