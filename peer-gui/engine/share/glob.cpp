#include "peer-gui/engine/share/glob.h"

#include <optional>

namespace ft::engine {

namespace {

/// Bytes of the UTF-8 character that begins the text, which is not empty.
qsizetype characterLength(QByteArrayView text)
{
    const auto isContinuation = [](char octet) {
        return (static_cast<unsigned char>(octet) & 0xc0U) == 0x80U;
    };
    qsizetype length = 1;
    while (length < text.size() && isContinuation(text[length]))
        ++length;
    return length;
}

/// A `[...]` at the front of a pattern.
struct Set
{
    QByteArrayView members;
    bool isNegated = false;
    qsizetype length = 0; ///< of it all, brackets included
};

std::optional<Set> setOf(QByteArrayView pattern)
{
    const bool isNegated = pattern.size() > 1 && (pattern[1] == '!' || pattern[1] == '^');
    const qsizetype begin = isNegated ? 2 : 1;
    // A `]` that comes first is a member.
    const auto end = pattern.indexOf(']', begin + 1);
    if (end < 0)
        return std::nullopt;
    return Set{pattern.sliced(begin, end - begin), isNegated, end + 1};
}

bool holds(const Set &set, char octet)
{
    const auto &members = set.members;
    bool isMember = false;
    for (qsizetype i = 0; i < members.size(); ++i) {
        const bool isRange = i + 2 < members.size() && members[i + 1] == '-';
        const char last = members[isRange ? i + 2 : i];
        isMember = isMember || (members[i] <= octet && octet <= last);
        i += isRange ? 2 : 0;
    }
    return isMember != set.isNegated;
}

/// How much of the pattern and of the text one step takes; nothing when they differ. Not for `*`.
struct Step
{
    qsizetype pattern = 0;
    qsizetype text = 0;
};

std::optional<Step> stepOf(QByteArrayView pattern, QByteArrayView text)
{
    if (pattern[0] == '?' && text[0] != '/')
        return Step{1, characterLength(text)};
    const auto set = pattern[0] == '[' ? setOf(pattern) : std::nullopt;
    if (set)
        return text[0] != '/' && holds(*set, text[0])
                   ? std::optional{Step{set->length, characterLength(text)}}
                   : std::nullopt;
    return pattern[0] == text[0] ? std::optional{Step{1, 1}} : std::nullopt;
}

/// Where to go on when what follows a `*` does not match: one more character to the `*`.
struct Retry
{
    qsizetype pattern = 0; ///< behind the `*`
    qsizetype text = 0;
};

} // namespace

bool globMatches(QByteArrayView pattern, QByteArrayView text)
{
    std::optional<Retry> star;
    std::optional<Retry> doubleStar;
    qsizetype p = 0;
    qsizetype t = 0;
    while (true) {
        if (p < pattern.size() && pattern[p] == '*') {
            const bool isDouble = p + 1 < pattern.size() && pattern[p + 1] == '*';
            p += isDouble ? 2 : 1;
            (isDouble ? doubleStar : star) = Retry{p, t};
            if (isDouble)
                star.reset();
            continue;
        }
        if (p == pattern.size() && t == text.size())
            return true;
        const bool isEither = p < pattern.size() && t < text.size();
        if (const auto step = isEither ? stepOf(pattern.sliced(p), text.sliced(t)) : std::nullopt) {
            p += step->pattern;
            t += step->text;
            continue;
        }
        const bool mayStretch = star && star->text < text.size() && text[star->text] != '/';
        if (!mayStretch)
            star.reset();
        auto &retry = mayStretch ? star : doubleStar;
        if (!retry || retry->text >= text.size())
            return false;
        p = retry->pattern;
        t = ++retry->text;
    }
}

} // namespace ft::engine
