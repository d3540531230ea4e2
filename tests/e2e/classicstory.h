#pragma once

#include "tests/support/classicpeer.h"
#include "tests/support/patience.h"

#include <algorithm>
#include <memory>
#include <ranges>

/// What the stories of the classic dialect have in common.
namespace ft::test {

using ClassicPeers = std::vector<std::unique_ptr<ClassicPeer>>;

/// How long a tracker must not say a word to have said nothing.
inline constexpr std::chrono::milliseconds NoAnswer{600};

/// For the message of a failed test.
inline QByteArray describe(const ClassicHabits &habits)
{
    QByteArrayList words;
    const auto note = [&words](bool holds, const char *word) {
        if (holds)
            words << word;
    };
    using Separator = ClassicHabits::Separator;
    note(habits.separator == Separator::Newline, "lines");
    note(habits.separator == Separator::Bar, "bars");
    note(habits.separator == Separator::None, "nothing-between");
    note(habits.isSpaced, "spaced");
    note(habits.hasSpacedPrefix, "spaced-prefix");
    note(habits.hasLongYears, "long-years");
    note(habits.types == ClassicHabits::Types::Media, "media-types");
    note(!habits.hasFullNames, "no-extensions");
    note(habits.connection == ClassicHabits::Connection::OneShot, "one-shot");
    note(habits.segments == EventSocket::Segments::SingleBytes, "single-bytes");
    note(habits.halfCloses, "half-closes");
    note(habits.reads == ClassicHabits::Reads::UntilClose, "reads-until-close");
    return words.join(' ');
}

/// Whether `HI`, and nothing else, came to all of them in time.
[[nodiscard]] inline bool haveJoined(const ClassicPeers &peers)
{
    const auto isJoined = [](const auto &peer) {
        return peer->state() == ClassicPeer::State::Joined;
    };
    const bool good = waitUntil([&] { return std::ranges::all_of(peers, isJoined); });
    for (const auto &peer : peers) {
        if (!isJoined(peer))
            qInfo().noquote() << "not joined:" << describe(peer->habits());
    }
    return good;
}

[[nodiscard]] inline bool hasJoined(ClassicPeer &peer, quint16 tracker)
{
    peer.join(tracker);
    return waitUntil([&] { return peer.state() != ClassicPeer::State::Greeting; })
           && peer.state() == ClassicPeer::State::Joined;
}

/// What the tracker answers, or Silence.
[[nodiscard]] inline ClassicAnswer answerTo(ClassicPeer &peer,
                                            const QByteArray &name,
                                            std::chrono::milliseconds patience = Patience)
{
    peer.search(name, patience);
    if (!waitUntil([&] { return peer.answer().has_value(); }, patience + Patience))
        qFatal("a search without an end");
    if (peer.answer()->kind == ClassicAnswer::Kind::Garbled)
        qInfo().noquote() << "garbled for" << describe(peer.habits()) << peer.answer()->wire;
    return *peer.answer();
}

/// Whether the answer comes to be of exactly these names and ports, whatever it is before.
[[nodiscard]] inline bool finds(ClassicPeer &peer,
                                const QByteArray &name,
                                const std::vector<quint16> &ports)
{
    QByteArrayList wanted;
    for (const auto port : ports)
        wanted << name + ':' + QByteArray::number(port);
    std::ranges::sort(wanted);
    QByteArrayList found;
    const auto isSo = [&] {
        found.clear();
        for (const auto &record : answerTo(peer, name).records)
            found << record.name + ':' + record.port;
        std::ranges::sort(found);
        return found == wanted;
    };
    const bool good = waitUntil(isSo);
    if (!good)
        qInfo() << "found" << found << "instead of" << wanted;
    return good;
}

} // namespace ft::test
