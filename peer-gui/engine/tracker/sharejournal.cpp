#include "peer-gui/engine/tracker/sharejournal.h"

#include "common/protocol/record.h"

#include <algorithm>
#include <cstring>

namespace ft::engine {

namespace {

using Sha256Tag = struct ShareJournalHash;
using Sha256 = HexDigest<Sha256Tag, 32>;

constexpr std::size_t MostTold = 4; // marks that are under way or acknowledged
constexpr std::size_t AlwaysRemembered = 1'000; // changes, however small the share is

} // namespace

ShareJournal::ShareJournal() = default;

void ShareJournal::put(const std::vector<FileRecord> &records)
{
    if (records.empty())
        return;
    ++m_epoch;
    for (const FileRecord &record : records) {
        takeHash(record.path);
        addHash(record);
        remember(record.path, record);
    }
}

void ShareJournal::remove(const std::vector<SharedPath> &paths)
{
    if (paths.empty())
        return;
    ++m_epoch;
    for (const SharedPath &path : paths) {
        takeHash(path);
        remember(path, std::nullopt);
    }
}

void ShareJournal::replace(const std::vector<FileRecord> &records)
{
    const Sum before = m_sum;
    m_hashes.clear();
    m_sum = {};
    for (const FileRecord &record : records) {
        takeHash(record.path);
        addHash(record);
    }
    if (m_sum == before)
        return;
    ++m_epoch;
    m_told.clear();
    m_changes.clear();
}

protocol::ShareMark ShareJournal::mark() const
{
    std::array<std::uint8_t, sizeof(Sum)> bytes{};
    std::memcpy(bytes.data(), m_sum.data(), bytes.size());
    return {m_epoch, HexDigest<Sha256Tag, sizeof(Sum)>{bytes}.hex()};
}

protocol::ShareMark ShareJournal::told()
{
    auto now = mark();
    if (!m_told.empty() && m_told.back() == now)
        return now;
    // The first is the one that a tracker has acknowledged: the others may never have arrived.
    if (m_told.size() == MostTold)
        m_told.erase(m_told.begin() + 1);
    m_told.push_back(now);
    return now;
}

void ShareJournal::acknowledge(const protocol::ShareMark &mark)
{
    const auto found = std::find(m_told.begin(), m_told.end(), mark);
    if (found == m_told.end())
        return;
    m_told.erase(m_told.begin(), found);
    std::erase_if(m_changes,
                  [&mark](const auto &entry) { return entry.second.epoch <= mark.epoch; });
}

std::optional<std::vector<ShareChange>> ShareJournal::changesSince(
    const protocol::ShareMark &mark) const
{
    if (std::find(m_told.begin(), m_told.end(), mark) == m_told.end())
        return std::nullopt;
    std::vector<ShareChange> changes;
    for (const auto &[path, change] : m_changes) {
        if (change.epoch <= mark.epoch)
            continue;
        if (change.record)
            changes.emplace_back(*change.record);
        else
            changes.emplace_back(path);
    }
    return changes;
}

ShareJournal::Sum ShareJournal::hashOf(const FileRecord &record)
{
    QByteArray line;
    protocol::appendRecord(line, SourceRecord{record, {}, std::nullopt});
    m_sha256.add({line.constData(), static_cast<std::size_t>(line.size())});
    const auto digest = m_sha256.finish<Sha256>();
    Sum sum{};
    std::memcpy(sum.data(), digest.bytes().data(), sizeof(Sum));
    return sum;
}

void ShareJournal::addHash(const FileRecord &record)
{
    const Sum hash = hashOf(record);
    for (std::size_t i = 0; i < m_sum.size(); ++i)
        m_sum.at(i) += hash.at(i);
    m_hashes.insert(record.path.utf8(), hash);
}

void ShareJournal::takeHash(const SharedPath &path)
{
    const auto known = m_hashes.constFind(path.utf8());
    if (known == m_hashes.constEnd())
        return;
    for (std::size_t i = 0; i < m_sum.size(); ++i)
        m_sum.at(i) -= known->at(i);
    m_hashes.erase(known);
}

/// Once so much has changed that telling everything is less, no earlier state is worth knowing.
void ShareJournal::remember(const SharedPath &path, const std::optional<FileRecord> &record)
{
    if (m_told.empty())
        return;
    m_changes.insert_or_assign(path, Change{m_epoch, record});
    const auto shared = static_cast<std::size_t>(m_hashes.size());
    if (m_changes.size() <= std::max(AlwaysRemembered, shared / 2))
        return;
    m_told.clear();
    m_changes.clear();
}

} // namespace ft::engine
