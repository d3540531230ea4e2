#pragma once

#include "peer-gui/engine/peers/peerping.h"
#include "peer-gui/engine/tracker/listedpeer.h"

#include <QLocale>
#include <QString>

/// Other peers in words. Plain text.
namespace ft::models {

/// By what the engine is asked about a peer: its name, or `ADDRESS:PORT` where it has none.
[[nodiscard]] QString askedAs(const engine::ListedPeer &peer);
/// What people read: its name, or its address where it has none.
[[nodiscard]] QString nameOf(const engine::ListedPeer &peer);
/// Whether others can connect to it, as far as the tracker knows: a few words.
[[nodiscard]] QString reachText(const engine::ListedPeer &peer);
/// The same as a sentence that says what it means.
[[nodiscard]] QString reachSentence(const engine::ListedPeer &peer);
/// `0.42 ms`, `138 ms`, `2.1 s`.
[[nodiscard]] QString formatRoundTrip(std::chrono::microseconds time, const QLocale &locale = {});

/// What came of pinging one peer, again and again. A value.
class PingTally final
{
public:
    void noteAsked() { m_isAsking = true; }
    void note(const Result<engine::PingAnswer, engine::Problem> &answer);

    /// The shortest and the middle round trip of all; nothing before there was one.
    [[nodiscard]] std::optional<std::chrono::microseconds> fastest() const;
    [[nodiscard]] std::optional<std::chrono::microseconds> median() const;

    /// A few words for a cell; empty while it was never asked for.
    [[nodiscard]] QString shortText() const;
    /// All that is known, in sentences.
    [[nodiscard]] QString sentence() const;

    bool operator==(const PingTally &) const = default;

private:
    static constexpr std::size_t MostKept = 400;

    std::vector<std::chrono::microseconds> m_times; ///< the shortest first
    std::optional<engine::PingAnswer> m_last;
    std::optional<engine::Problem> m_problem; ///< of the last one
    bool m_isAsking = false;
};

} // namespace ft::models
