#include "tests/bench/load/vocabulary.h"

#include "tests/bench/load/randomness.h"

#include <array>
#include <cmath>

namespace ft::bench {

namespace {

constexpr std::string_view Frequent =
    "report photo final draft notes music video image scan backup project summer lecture live "
    "invoice letter album holiday meeting budget archive track season episode part book chapter "
    "house night love world family school garden winter city street paper thesis exam homework "
    "course manual guide recipe map plan design sketch render screen capture record session "
    "concert guitar piano drums vocal master remix version copy original edit raw preview sample "
    "demo test data result table figure chart survey form contract offer order receipt bill tax "
    "salary bank insurance travel ticket hotel flight beach mountain lake river forest island "
    "sunset birthday wedding party christmas easter spring autumn monday friday january march "
    "april june august october november december year month week today minutes agenda protocol "
    "summary review feedback proposal application resume cover portfolio brochure flyer poster "
    "logo banner icon font template letterhead presentation slides workshop training tutorial "
    "lesson exercise solution answer question quiz grammar english french german spanish history "
    "science physics chemistry biology math algebra geometry statistics economics finance "
    "marketing sales customer product service support system network kernel driver source code "
    "module library package release install setup config build debug patch update security "
    "password license readme changelog index film movie trailer teaser subtitle series "
    "documentary interview podcast radio audio speech voice sound noise ambient jazz rock blues "
    "classic opera symphony sonata concerto quartet choir dance techno trance folk country "
    "game level player score character weapon castle dragon knight magic space planet star moon "
    "earth ocean storm rain snow fire light shadow dream heart soul mind body blood bone dust "
    "stone gold silver iron steel glass wood green blue white black purple orange yellow brown "
    "f\u00eate r\u00e9sum\u00e9 \u00fcber caf\u00e9 se\u00f1or stra\u00dfe m\u00fcnchen "
    "k\u00f8benhavn na\u00efve \u0161koda";

constexpr std::array<std::string_view, 24> Onsets{"b", "c", "d",  "f",  "g",  "h",  "j",  "k",
                                                  "l", "m", "n",  "p",  "r",  "s",  "t",  "v",
                                                  "w", "z", "st", "tr", "br", "ch", "gr", "pl"};
constexpr std::array<std::string_view, 12> Vowels{
    "a", "e", "i", "o", "u", "y", "a", "e", "i", "o", "ou", "ai"};
constexpr std::array<std::string_view, 16> Codas{
    "", "", "", "", "n", "r", "s", "l", "t", "m", "k", "d", "nd", "rt", "ss", "x"};

template <std::size_t Count>
std::string_view pick(const std::array<std::string_view, Count> &from, std::uint64_t bits)
{
    return from[bits % Count];
}

/// The rank below which the given share of all draws falls.
std::uint16_t rankAt(double share)
{
    constexpr double Offset = 50;
    const double rank = Offset * std::pow((Vocabulary::Size + Offset) / Offset, share) - Offset;
    return static_cast<std::uint16_t>(rank);
}

} // namespace

Vocabulary::Vocabulary()
{
    for (std::size_t begin = 0; begin < Frequent.size();) {
        const auto end = std::min(Frequent.find(' ', begin), Frequent.size());
        addWord(Frequent.substr(begin, end - begin));
        begin = end + 1;
    }
    while (m_begins.size() <= Size)
        addMadeUp(mixed(m_begins.size()));
    constexpr std::uint32_t Draws = 65'536;
    m_ranks.reserve(Draws);
    for (std::uint32_t draw = 0; draw < Draws; ++draw)
        m_ranks.push_back(rankAt((draw + 0.5) / Draws));
}

void Vocabulary::addWord(std::string_view word)
{
    m_text.append(word);
    m_begins.push_back(static_cast<std::uint32_t>(m_text.size()));
}

void Vocabulary::addMadeUp(std::uint64_t bits)
{
    std::string word;
    for (std::uint64_t i = 0; i < 2 + bits % 4 / 3; ++i) {
        const std::uint64_t sounds = mixed(bits + i);
        word.append(pick(Onsets, sounds));
        word.append(pick(Vowels, sounds >> 16U));
        word.append(pick(Codas, sounds >> 32U));
    }
    addWord(word);
}

} // namespace ft::bench
