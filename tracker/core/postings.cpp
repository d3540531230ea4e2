#include "tracker/core/postings.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace ft::tracker {

namespace {

constexpr std::size_t MaxNumber = 3; ///< bytes of a number up to VolumeCapacity

std::uint8_t *putNumber(std::uint8_t *at, std::uint32_t number)
{
    while (number >= 0x80) {
        *at++ = static_cast<std::uint8_t>(number | 0x80U);
        number >>= 7U;
    }
    *at++ = static_cast<std::uint8_t>(number);
    return at;
}

std::uint32_t takeNumber(const std::uint8_t *&at)
{
    std::uint32_t number = *at & 0x7fU;
    for (unsigned shift = 7; (*at++ & 0x80U) != 0; shift += 7)
        number |= (*at & 0x7fU) << shift;
    return number;
}

} // namespace

void DocumentBits::merge(std::span<const std::uint8_t> bytes)
{
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + i * sizeof word, sizeof word);
        m_words[i] |= word;
    }
}

void DocumentBits::appendTo(std::vector<LocalId> &ids) const
{
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        for (auto word = m_words[i]; word != 0; word &= word - 1)
            ids.push_back(
                static_cast<LocalId>(i * 64 + static_cast<unsigned>(std::countr_zero(word))));
    }
}

Postings::Postings(const PostingBlocks &blocks, std::uint32_t first, std::uint32_t count)
    : m_count(count)
    , m_first(first)
    , m_blocks(&blocks)
{}

Postings::Postings(const std::uint8_t *packed)
{
    m_count = takeNumber(packed);
    m_packed = packed;
}

template <typename Visit>
void Postings::visit(Visit visit) const
{
    if (!m_packed) {
        auto left = m_count;
        for (auto number = m_first; left > 0;) {
            const PostingBlock &block = m_blocks->at(number);
            const auto entries = std::min(left, PostingBlock::Entries);
            for (std::uint32_t i = 0; i < entries; ++i) {
                if (!visit(block.ids[i]))
                    return;
            }
            left -= entries;
            number = block.next;
        }
        return;
    }
    const std::uint8_t *at = m_packed;
    std::uint32_t id = 0;
    for (auto left = m_count; left > 0; --left) {
        id += takeNumber(at);
        if (!visit(static_cast<LocalId>(id)))
            return;
    }
}

void Postings::appendTo(std::vector<LocalId> &ids) const
{
    if (m_packed && m_count > DenseFrom) {
        DocumentBits all;
        all.merge(bits());
        return all.appendTo(ids);
    }
    auto size = ids.size();
    ids.resize(size + m_count);
    visit([&](LocalId id) {
        ids[size++] = id;
        return true;
    });
}

/// Leaves in `ids` those that are here, or those that are not.
template <bool Keep>
void Postings::filter(std::vector<LocalId> &ids) const
{
    if (m_packed && m_count > DenseFrom) {
        std::erase_if(ids, [bytes = bits()](LocalId id) {
            return ((unsigned{bytes[id / 8U]} >> id % 8U & 1U) != 0) != Keep;
        });
        return;
    }
    auto kept = ids.begin();
    auto next = ids.begin();
    visit([&](LocalId id) {
        for (; next != ids.end() && *next < id; ++next) {
            if (!Keep)
                *kept++ = *next;
        }
        if (next == ids.end())
            return false;
        if (*next == id) {
            if (Keep)
                *kept++ = *next;
            ++next;
        }
        return true;
    });
    if (!Keep)
        kept = std::copy(next, ids.end(), kept);
    ids.erase(kept, ids.end());
}

void Postings::keepCommon(std::vector<LocalId> &ids) const
{
    filter<true>(ids);
}

void Postings::dropCommon(std::vector<LocalId> &ids) const
{
    filter<false>(ids);
}

void Postings::markIn(DocumentBits &bits) const
{
    if (m_packed && m_count > DenseFrom)
        return bits.merge(this->bits());
    visit([&](LocalId id) {
        bits.set(id);
        return true;
    });
}

void Postings::pack(std::vector<std::uint8_t> &out) const
{
    const auto begin = out.size();
    const bool isDense = m_count > DenseFrom;
    out.resize(begin + MaxNumber + (isDense ? VolumeCapacity / 8 : m_count * MaxNumber));
    std::uint8_t *at = putNumber(out.data() + begin, m_count);
    if (isDense) {
        visit([at](LocalId id) {
            at[id / 8U] |= static_cast<std::uint8_t>(1U << id % 8U);
            return true;
        });
        at += VolumeCapacity / 8;
    } else {
        std::uint32_t last = 0;
        visit([&](LocalId id) {
            at = putNumber(at, id - last);
            last = id;
            return true;
        });
    }
    out.resize(static_cast<std::size_t>(at - out.data()));
}

} // namespace ft::tracker
