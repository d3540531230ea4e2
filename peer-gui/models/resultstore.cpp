#include "peer-gui/models/resultstore.h"

namespace ft::models {

namespace {

/// For so many there is room from the start: making room later would move all at once, and with
/// 100,000 of them hold the window up.
constexpr qsizetype FirstRoom = 100'000;

// No path holds a control character.
constexpr char Separator = '\n';

QByteArray keyOf(const SharedPath &path, const PeerName &peer)
{
    const QByteArray peerKey = peer.key();
    QByteArray key;
    key.reserve(path.utf8().size() + 1 + peerKey.size());
    return key.append(path.utf8()).append(Separator).append(peerKey);
}

} // namespace

QByteArray contentKey(const FileRecord &file)
{
    QByteArray key = QByteArray::number(static_cast<qulonglong>(file.size));
    key.append(Separator);
    if (file.root) {
        const auto &bytes = file.root->bytes();
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as QByteArray has them
        return key.append(reinterpret_cast<const char *>(bytes.data()),
                          static_cast<qsizetype>(bytes.size()));
    }
    return key.append(Separator).append(file.path.utf8());
}

QByteArray recordKey(const SourceRecord &record)
{
    return keyOf(record.file.path, record.offerer());
}

ResultStore::ResultStore()
{
    m_byContent.reserve(FirstRoom);
    m_byRecord.reserve(FirstRoom);
}

bool ResultStore::put(const SourceRecord &record, std::vector<ContentId> &touched)
{
    const QByteArray key = recordKey(record);
    const auto found = m_byRecord.constFind(key);
    if (found == m_byRecord.cend()) {
        add(key, record, touched);
        return true;
    }
    const Place place = *found;
    Content &content = m_contents[place.content.value()];
    SourceRecord &known = content.records[place.at];
    content.marks[place.at] = m_check;
    if (known == record)
        return false;
    if (contentKey(known.file) == contentKey(record.file)) {
        known = record;
        touched.push_back(place.content);
    } else {
        take(key, place, touched);
        add(key, record, touched);
    }
    return false;
}

bool ResultStore::remove(const protocol::Gone &gone, std::vector<ContentId> &touched)
{
    const QByteArray key = keyOf(gone.path, gone.peer);
    const auto found = m_byRecord.constFind(key);
    if (found == m_byRecord.cend())
        return false;
    take(key, *found, touched);
    return true;
}

std::vector<protocol::Gone> ResultStore::unmarked() const
{
    std::vector<protocol::Gone> gone;
    for (const Content &content : m_contents) {
        for (std::size_t i = 0; i < content.records.size(); ++i) {
            if (content.marks[i] != m_check)
                gone.push_back({content.records[i].file.path, content.records[i].offerer()});
        }
    }
    return gone;
}

std::optional<int> ResultStore::placeOf(const QByteArray &recordKey) const
{
    const auto found = m_byRecord.constFind(recordKey);
    return found == m_byRecord.cend() ? std::nullopt : std::optional{static_cast<int>(found->at)};
}

ContentId ResultStore::contentOf(const FileRecord &file)
{
    const QByteArray key = contentKey(file);
    const auto found = m_byContent.constFind(key);
    if (found != m_byContent.cend())
        return *found;
    ContentId id{static_cast<std::uint32_t>(m_contents.size())};
    if (m_free.empty()) {
        m_contents.emplace_back();
    } else {
        id = m_free.back();
        m_free.pop_back();
    }
    m_byContent.insert(key, id);
    return id;
}

void ResultStore::add(const QByteArray &key,
                      const SourceRecord &record,
                      std::vector<ContentId> &touched)
{
    const ContentId id = contentOf(record.file);
    Content &content = m_contents[id.value()];
    m_byRecord.insert(key, Place{id, static_cast<std::uint32_t>(content.records.size())});
    content.records.push_back(record);
    content.marks.push_back(m_check);
    touched.push_back(id);
}

/// The last of its content takes its place.
void ResultStore::take(const QByteArray &key, Place place, std::vector<ContentId> &touched)
{
    Content &content = m_contents[place.content.value()];
    const QByteArray contentIs = contentKey(content.records[place.at].file);
    m_byRecord.remove(key);
    if (place.at + 1 < content.records.size()) {
        content.records[place.at] = std::move(content.records.back());
        content.marks[place.at] = content.marks.back();
        m_byRecord[recordKey(content.records[place.at])].at = place.at;
    }
    content.records.pop_back();
    content.marks.pop_back();
    if (content.records.empty()) {
        m_byContent.remove(contentIs);
        m_free.push_back(place.content);
    }
    touched.push_back(place.content);
}

} // namespace ft::models
