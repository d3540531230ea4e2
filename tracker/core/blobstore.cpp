#include "tracker/core/blobstore.h"

#include <QtGlobal>

#include <algorithm>
#include <cstring>
#include <sys/mman.h>

namespace ft::tracker {

BlobStore::Handle BlobStore::allocate(std::size_t bytes)
{
    Q_ASSERT(bytes <= MaxBytes);
    const std::size_t units = std::max<std::size_t>(1, (bytes + Unit - 1) / Unit);
    FreeList &list = m_free[units];
    if (list.first != None) {
        const Handle handle = list.first;
        std::memcpy(&list.first, at(handle), sizeof list.first);
        return handle;
    }
    if (m_usedUnits + units > UnitsPerSlab) {
        // Not make_unique: it would clear what is about to be written.
        m_slabs.emplace_back(new Slab);
        ::madvise(m_slabs.back().get(), sizeof(Slab), MADV_HUGEPAGE); // a wish, no more
        m_usedUnits = 0;
    }
    const std::size_t handle = (m_slabs.size() - 1) * UnitsPerSlab + m_usedUnits;
    m_usedUnits += units;
    return static_cast<Handle>(handle);
}

void BlobStore::release(Handle handle, std::size_t bytes)
{
    const std::size_t units = std::max<std::size_t>(1, (bytes + Unit - 1) / Unit);
    FreeList &list = m_free[units];
    std::memcpy(at(handle), &list.first, sizeof list.first);
    list.first = handle;
}

void BlobStore::clear()
{
    m_slabs.clear();
    m_usedUnits = UnitsPerSlab;
    m_free.fill({});
}

} // namespace ft::tracker
