#include "peer-gui/models/resultkeys.h"

#include "common/model/foldedtext.h"
#include "peer-gui/models/tablemodel.h"

#include <algorithm>

namespace ft::models {

namespace {

std::array<quint8, 18> addressKey(const Endpoint &endpoint)
{
    std::array<quint8, 18> key{};
    const Q_IPV6ADDR bytes = endpoint.address.toIPv6Address();
    std::copy(std::begin(bytes.c), std::end(bytes.c), key.begin());
    key[16] = static_cast<quint8>(endpoint.port >> 8U);
    key[17] = static_cast<quint8>(endpoint.port & 0xffU);
    return key;
}

} // namespace

ResultKeys::ResultKeys(const ResultCells &cells)
    : m_cells(cells)
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

void ResultKeys::update(ContentId id, const ResultStore::Records &records)
{
    makeRoom(id);
    const SourceRecord &best = m_cells.best(records);
    Keys &keys = m_keys[id.value()];
    keys.name = m_collator.sortKey(QString::fromUtf8(best.file.path.name()));
    keys.folder = shared(m_cells.text(best, ResultColumns::Folder));
    keys.type = shared(m_cells.text(best, ResultColumns::Type));
    keys.peer = shared(m_cells.peerName(best));
    keys.size = best.file.size;
    keys.modified = ResultCells::latest(records);
    keys.address = addressKey(best.endpoint);
    keys.sources = m_cells.sourceCount(records);
    keys.state = m_cells.holding(records).kind;
    keys.folded = foldedOf(records);
}

void ResultKeys::makeRoom(ContentId id)
{
    while (m_keys.size() <= id.value()) {
        const auto &none = shared({});
        m_keys.push_back({none, none, none, none, 0, {}, {}, 0, {}, m_came++, {}});
    }
}

void ResultKeys::forget(ContentId id)
{
    makeRoom(id);
    m_keys[id.value()].came = m_came++;
    m_keys[id.value()].folded.clear();
}

bool ResultKeys::updateState(ContentId id, const ResultStore::Records &records)
{
    const auto now = m_cells.holding(records).kind;
    return std::exchange(m_keys[id.value()].state, now) != now;
}

int ResultKeys::compare(int column, ContentId left, ContentId right) const
{
    const Keys &a = m_keys[left.value()];
    const Keys &b = m_keys[right.value()];
    switch (column) {
    case ResultColumns::Name:
        return a.name.compare(b.name);
    case ResultColumns::Folder:
        return a.folder.compare(b.folder);
    case ResultColumns::State:
        return compareValues(a.state, b.state);
    case ResultColumns::Size:
        return compareValues(a.size, b.size);
    case ResultColumns::Sources:
        return compareValues(a.sources, b.sources);
    case ResultColumns::Type:
        return a.type.compare(b.type);
    case ResultColumns::Modified:
        return compareValues(a.modified, b.modified);
    case ResultColumns::Peer:
        return a.peer.compare(b.peer);
    case ResultColumns::Address:
        return compareValues(a.address, b.address);
    default:
        return 0;
    }
}

bool ResultKeys::isBefore(int column, Qt::SortOrder order, ContentId left, ContentId right) const
{
    if (const int by = compare(column, left, right); by != 0)
        return order == Qt::AscendingOrder ? by < 0 : by > 0;
    return m_keys[left.value()].came < m_keys[right.value()].came;
}

std::vector<QByteArray> ResultKeys::filterWords(const QString &text)
{
    QByteArray folded;
    appendFolded(folded, text.toUtf8(), Accents::Drop);
    std::vector<QByteArray> words;
    for (const QByteArray &word : folded.simplified().split(' ')) {
        if (!word.isEmpty())
            words.push_back(word);
    }
    return words;
}

bool ResultKeys::matches(ContentId id, const std::vector<QByteArray> &words) const
{
    const QByteArray &text = m_keys[id.value()].folded;
    return std::all_of(words.begin(), words.end(), [&text](const QByteArray &word) {
        return text.contains(word);
    });
}

const QCollatorSortKey &ResultKeys::shared(const QString &text)
{
    const auto known = m_shared.constFind(text);
    return known != m_shared.cend() ? *known : *m_shared.insert(text, m_collator.sortKey(text));
}

QByteArray ResultKeys::foldedOf(const ResultStore::Records &records) const
{
    QByteArray folded;
    const auto append = [&folded](QByteArrayView utf8) {
        appendFolded(folded, utf8, Accents::Drop);
        folded.append('\n');
    };
    append(m_cells.text(records.front(), ResultColumns::Type).toUtf8());
    const QByteArray *last = nullptr;
    for (const SourceRecord &record : records) {
        if (!last || *last != record.file.path.utf8())
            append(record.file.path.utf8());
        append(m_cells.peerName(record).toUtf8());
        last = &record.file.path.utf8();
    }
    return folded;
}

} // namespace ft::models
