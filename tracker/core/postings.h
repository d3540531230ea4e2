#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace ft::tracker {

/// A document within its volume.
using LocalId = std::uint16_t;
inline constexpr std::uint32_t VolumeCapacity = 65'536;

/// One bit for each document of a volume.
class DocumentBits final
{
public:
    void set(LocalId id) { m_words[id / 64U] |= std::uint64_t{1} << id % 64U; }
    [[nodiscard]] bool test(LocalId id) const { return (m_words[id / 64U] >> id % 64U & 1U) != 0; }
    void clear() { m_words.fill(0); }
    /// Adds the bits set in `bytes`, as packBits() wrote them.
    void merge(std::span<const std::uint8_t> bytes);
    /// Appends the documents of all bits set, in order.
    void appendTo(std::vector<LocalId> &ids) const;

private:
    std::array<std::uint64_t, VolumeCapacity / 64> m_words{};
};

/// The documents of one gram while its volume still grows: a chain of blocks.
struct alignas(64) PostingBlock
{
    static constexpr std::uint32_t Entries = 30; ///< they fill a cache line
    std::uint32_t next = 0;
    std::array<LocalId, Entries> ids{};
};

/// All blocks of a volume, in parts that stay where they are: growing copies nothing.
class PostingBlocks final
{
public:
    /// A new block's number.
    [[nodiscard]] std::uint32_t append()
    {
        if (m_count % PartSize == 0)
            m_parts.push_back(std::make_unique<Part>());
        return m_count++;
    }
    [[nodiscard]] PostingBlock &at(std::uint32_t block)
    {
        return (*m_parts[block / PartSize])[block % PartSize];
    }
    [[nodiscard]] const PostingBlock &at(std::uint32_t block) const
    {
        return (*m_parts[block / PartSize])[block % PartSize];
    }
    [[nodiscard]] std::size_t memory() const { return m_parts.size() * sizeof(Part); }

private:
    static constexpr std::uint32_t PartSize = 256;
    using Part = std::array<PostingBlock, PartSize>;

    std::vector<std::unique_ptr<Part>> m_parts;
    std::uint32_t m_count = 0;
};

/// The documents of one volume that have one gram, in increasing order; refers to the volume, which
/// must not change meanwhile.
class Postings final
{
public:
    /// No documents.
    Postings() = default;
    Postings(const PostingBlocks &blocks, std::uint32_t first, std::uint32_t count);
    /// What pack() wrote.
    explicit Postings(const std::uint8_t *packed);

    [[nodiscard]] std::uint32_t count() const { return m_count; }
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }

    /// Appends them all.
    void appendTo(std::vector<LocalId> &ids) const;
    /// Removes from `ids`, which are in order, those that are not here.
    void keepCommon(std::vector<LocalId> &ids) const;
    /// Removes from `ids`, which are in order, those that are here.
    void dropCommon(std::vector<LocalId> &ids) const;
    void markIn(DocumentBits &bits) const;
    /// What keepCommon() and the like read at the most, in postings.
    [[nodiscard]] std::uint32_t readingCost() const
    {
        return m_packed && m_count > DenseFrom ? VolumeCapacity / 64 : m_count;
    }

    /// Appends them in the form that takes the least room: the gaps between them as LEB128 numbers,
    /// or one bit for each document of the volume.
    void pack(std::vector<std::uint8_t> &out) const;

private:
    /// Past this many, one bit a document takes less room than a byte for each one that is here.
    static constexpr std::uint32_t DenseFrom = VolumeCapacity / 8;

    /// Shows each document in order to `visit(LocalId)` until that returns false.
    template <typename Visit>
    void visit(Visit visit) const;
    template <bool Keep>
    void filter(std::vector<LocalId> &ids) const;
    [[nodiscard]] std::span<const std::uint8_t> bits() const
    {
        return {m_packed, VolumeCapacity / 8};
    }

    std::uint32_t m_count = 0;
    std::uint32_t m_first = 0;
    const PostingBlocks *m_blocks = nullptr;
    const std::uint8_t *m_packed = nullptr; ///< behind the count; null for blocks
};

} // namespace ft::tracker
