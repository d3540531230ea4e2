#include "peer-gui/engine/transfer/partialoffers.h"

namespace ft::engine {

namespace {

FileRecord partialRecordOf(const FileRecord &file)
{
    FileRecord record = file;
    // Where it will lie once it is whole.
    if (const auto name = SharedPath::parse(record.path.name()))
        record.path = *name;
    record.isPartial = true;
    record.md5.reset();
    return record;
}

} // namespace

void PartialOffers::onAdvanced(const Download &download)
{
    if (m_offers.contains(&download) || !download.partial())
        return;
    const auto record = partialRecordOf(download.file());
    m_offers.emplace(&download, Offer{&download, record});
    emit offered(record);
}

void PartialOffers::withdraw(const Transfer *download)
{
    const auto offer = m_offers.extract(download);
    if (offer)
        emit withdrawn(offer.mapped().record.path);
}

std::optional<PartialFile> PartialOffers::find(const ContentHash &root) const
{
    for (const auto &[key, offer] : m_offers) {
        if (offer.record.root == root)
            return offer.download->partial();
    }
    return std::nullopt;
}

std::vector<FileRecord> PartialOffers::records() const
{
    std::vector<FileRecord> records;
    records.reserve(m_offers.size());
    for (const auto &[key, offer] : m_offers)
        records.push_back(offer.record);
    return records;
}

} // namespace ft::engine
