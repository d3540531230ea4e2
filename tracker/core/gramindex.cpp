#include "tracker/core/gramindex.h"

#include <algorithm>

namespace ft::tracker {

namespace {

constexpr unsigned LocalBits = 16;
/// Of a volume's documents, below which they move out of it.
constexpr std::uint32_t SparseBelow = VolumeCapacity / 8 * 5;
/// Packed with every step: a volume of common names is sealed when the next is half full.
constexpr std::uint32_t PostingsPerStep = 128;

LocalId localOf(DocumentId document)
{
    return static_cast<LocalId>(document & (VolumeCapacity - 1));
}

} // namespace

Postings GramIndex::Volume::postings(Gram gram) const
{
    return m_sealed ? m_sealed->postings(gram) : m_open->postings(gram);
}

void GramIndex::Volume::appendPostings(std::vector<Postings> &all, Gram first, Gram last) const
{
    if (m_sealed)
        m_sealed->appendPostings(all, first, last);
    else
        m_open->appendPostings(all, first, last);
}

GramIndex::GramIndex(Records &records)
    : m_records(records)
{}

DocumentId GramIndex::add(std::uint32_t record)
{
    const auto document = append(record);
    ++m_count;
    step();
    return document;
}

DocumentId GramIndex::append(std::uint32_t record)
{
    m_grams.clear();
    m_records.appendGramsOf(record, m_grams);
    Volume &volume = openVolume();
    const auto local = static_cast<LocalId>(volume.m_records.size());
    volume.m_open->add(local, m_grams);
    volume.m_records.push_back(record);
    ++volume.m_count;
    return m_order.back() << LocalBits | local;
}

void GramIndex::remove(DocumentId document)
{
    const Number number = document >> LocalBits;
    Volume &volume = *m_volumes[number];
    volume.m_records[localOf(document)] = None;
    --volume.m_count;
    if (--m_count == 0)
        return clear();
    if (volume.m_sealed && volume.m_count == 0) {
        drop(number);
    } else if (volume.m_sealed && volume.m_count == SparseBelow - 1) {
        m_sparse.push_back(number);
    }
    step();
    step();
}

void GramIndex::clear()
{
    m_volumes.clear();
    m_free.clear();
    m_order.clear();
    m_sealing.reset();
    m_sparse.clear();
    m_moveFrom = 0;
    m_count = 0;
}

std::size_t GramIndex::memory() const
{
    std::size_t bytes = 0;
    for (const Number number : m_order) {
        const Volume &volume = *m_volumes[number];
        bytes += volume.m_records.capacity() * sizeof(std::uint32_t);
        bytes += volume.m_sealed ? volume.m_sealed->memory() : volume.m_open->memory();
    }
    return bytes + (m_sealing ? m_sealing->sealed->memory() : 0);
}

/// The volume that takes the next document.
GramIndex::Volume &GramIndex::openVolume()
{
    if (!m_order.empty()) {
        Volume &newest = *m_volumes[m_order.back()];
        if (newest.size() < VolumeCapacity)
            return newest;
        beginSealing(m_order.back());
    }
    if (m_free.empty()) {
        m_free.push_back(static_cast<Number>(m_volumes.size()));
        m_volumes.emplace_back();
    }
    const Number number = m_free.back();
    m_free.pop_back();
    m_volumes[number] = std::make_unique<Volume>();
    Volume &volume = *m_volumes[number];
    volume.m_open = std::make_unique<OpenVolume>();
    m_order.push_back(number);
    return volume;
}

void GramIndex::beginSealing(Number number)
{
    if (m_sealing)
        seal(None);
    m_sealing = std::make_unique<Sealing>();
    m_sealing->number = number;
    m_sealing->grams = m_volumes[number]->m_open->grams();
    m_sealing->sealed = std::make_unique<SealedVolume>();
    m_volumes[number]->m_records.shrink_to_fit();
}

/// Packs lists with about so many postings.
void GramIndex::seal(std::uint32_t postings)
{
    const OpenVolume &open = *m_volumes[m_sealing->number]->m_open;
    std::uint64_t packed = 0;
    constexpr std::size_t Ahead = 4;
    const auto &grams = m_sealing->grams;
    while (packed < postings && m_sealing->done < grams.size()) {
        if (m_sealing->done + Ahead < grams.size())
            open.prefetch(grams[m_sealing->done + Ahead]);
        const Gram gram = grams[m_sealing->done++];
        const auto list = open.postings(gram);
        m_sealing->sealed->add(gram, list);
        packed += list.count();
    }
    if (m_sealing->done == grams.size())
        finishSealing();
}

void GramIndex::finishSealing()
{
    const Number number = m_sealing->number;
    Volume &volume = *m_volumes[number];
    m_sealing->sealed->finish();
    volume.m_sealed = std::move(m_sealing->sealed);
    volume.m_open.reset();
    m_sealing.reset();
    if (volume.m_count == 0)
        drop(number);
    else if (isSparse(volume))
        m_sparse.push_back(number);
}

bool GramIndex::isSparse(const Volume &volume) const
{
    return volume.m_count < SparseBelow;
}

/// Takes the next document out of the volume that is being emptied.
void GramIndex::moveOne()
{
    const Number number = m_sparse.front();
    Volume &volume = *m_volumes[number];
    while (m_moveFrom < volume.size() && volume.m_records[m_moveFrom] == None)
        ++m_moveFrom;
    if (m_moveFrom == volume.size())
        return drop(number);
    const auto record = std::exchange(volume.m_records[m_moveFrom++], None);
    --volume.m_count;
    m_records.onMoved(record, append(record));
    if (m_volumes[number]->m_count == 0)
        drop(number);
}

void GramIndex::drop(Number number)
{
    if (!m_sparse.empty() && m_sparse.front() == number)
        m_moveFrom = 0;
    std::erase(m_sparse, number);
    std::erase(m_order, number);
    m_volumes[number].reset();
    m_free.push_back(number);
}

/// A little of the work that waits.
void GramIndex::step()
{
    if (m_sealing)
        seal(PostingsPerStep);
    if (!m_sparse.empty())
        moveOne();
}

} // namespace ft::tracker
