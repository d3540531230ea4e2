#include "tests/bench/load/nametable.h"

#include "tests/bench/load/randomness.h"

#include <array>

namespace ft::bench {

namespace {

constexpr std::array<std::string_view, 32> Words{
    "annual", "report",  "budget",  "summer", "holiday", "photo",  "lecture", "notes",
    "draft",  "final",   "concert", "live",   "album",   "guitar", "kernel",  "source",
    "map",    "survey",  "garden",  "recipe", "invoice", "letter", "project", "plan",
    "video",  "meeting", "minutes", "thesis", "chapter", "scan",   "archive", "backup"};

constexpr std::array<std::string_view, 8> Extensions{
    ".pdf", ".txt", ".jpg", ".mp3", ".mkv", ".zip", ".odt", ".iso"};

template <std::size_t Size>
std::string_view pick(const std::array<std::string_view, Size> &from, std::uint64_t bits)
{
    return from[bits % Size];
}

} // namespace

NameTable::NameTable(std::uint32_t count)
{
    m_ends.reserve(count);
    m_text.reserve(std::size_t{count} * 32);
    for (std::uint32_t index = 0; index < count; ++index) {
        const std::uint64_t bits = mixed(index);
        m_text.append(pick(Words, bits));
        m_text.append(" ");
        m_text.append(pick(Words, bits >> 8U));
        m_text.append("-");
        m_text.append(pick(Words, bits >> 16U));
        m_text.append(" ");
        m_text.append(std::to_string(index));
        m_text.append(pick(Extensions, bits >> 24U));
        m_ends.push_back(m_text.size());
    }
}

} // namespace ft::bench
