#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace ft::tracker {

/// Keeps many short runs of bytes with no overhead but rounding up to 8, addressed by 32 bits.
///
/// Freed room serves later blobs of the same size; it goes back to the system only when the store
/// is cleared.
class BlobStore final
{
public:
    using Handle = std::uint32_t;
    static constexpr std::size_t MaxBytes = 4096;

    /// `bytes` at most MaxBytes. Aligned to 8; the content is undefined.
    [[nodiscard]] Handle allocate(std::size_t bytes);
    /// `bytes` as given to allocate().
    void release(Handle handle, std::size_t bytes);
    /// Forgets every blob and gives all memory back.
    void clear();

    [[nodiscard]] char *at(Handle handle)
    {
        return m_slabs[handle / UnitsPerSlab]->bytes.data() + handle % UnitsPerSlab * Unit;
    }
    [[nodiscard]] const char *at(Handle handle) const
    {
        return m_slabs[handle / UnitsPerSlab]->bytes.data() + handle % UnitsPerSlab * Unit;
    }

    /// Bytes held.
    [[nodiscard]] std::size_t memory() const { return m_slabs.size() * UnitsPerSlab * Unit; }

private:
    static constexpr std::size_t Unit = 8; ///< 2^32 of them: 32 GiB
    static constexpr std::size_t UnitsPerSlab = 256 * 1024; ///< with Unit a page of 2 MiB
    static constexpr std::uint32_t None = 0xffff'ffff;

    /// Begins where a large page may: blobs are read in no order, and with small pages each would
    /// cost a walk through the page tables too.
    struct alignas(UnitsPerSlab *Unit) Slab
    {
        std::array<char, UnitsPerSlab * Unit> bytes;
    };
    struct FreeList
    {
        std::uint32_t first = None;
    };

    std::vector<std::unique_ptr<Slab>> m_slabs;
    std::size_t m_usedUnits = UnitsPerSlab; ///< of the last slab
    std::array<FreeList, MaxBytes / Unit + 1> m_free; ///< by size in units
};

} // namespace ft::tracker
