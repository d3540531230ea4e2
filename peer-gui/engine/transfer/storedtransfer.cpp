#include "peer-gui/engine/transfer/storedtransfer.h"

#include "common/protocol/record.h"
#include "peer-gui/engine/names.h"

#include <algorithm>

namespace ft::engine {

namespace {

using names::Name;

constexpr std::array Priorities{
    Name<Priority>{Priority::Low, QLatin1StringView{"low"}},
    Name<Priority>{Priority::Normal, QLatin1StringView{"normal"}},
    Name<Priority>{Priority::High, QLatin1StringView{"high"}},
};

} // namespace

QString toText(Priority priority)
{
    return names::textOf(Priorities, priority);
}

Priority priorityFrom(const QString &text)
{
    return names::valueOf(Priorities, text).value_or(Priority::Normal);
}

QByteArray toText(const std::vector<SourceRecord> &sources)
{
    QByteArray text;
    for (const SourceRecord &source : sources) {
        protocol::appendRecord(text, source);
        text += '\n';
    }
    return text;
}

std::vector<SourceRecord> sourcesFrom(const QByteArray &text)
{
    std::vector<SourceRecord> sources;
    for (const QByteArray &line : text.split('\n')) {
        if (!line.startsWith('<') || !line.endsWith('>'))
            continue;
        if (auto source = protocol::decodeRecord(QByteArrayView{line}.sliced(1).chopped(1)))
            sources.push_back(*std::move(source));
    }
    return sources;
}

QByteArray toBytes(const std::vector<NodeHash> &layer)
{
    QByteArray bytes;
    bytes.reserve(static_cast<qsizetype>(layer.size()) * qsizetype{NodeHash::ByteCount});
    for (const NodeHash &hash : layer) {
        for (const std::uint8_t byte : hash.bytes())
            bytes += static_cast<char>(byte);
    }
    return bytes;
}

PieceLayer layerFrom(const QByteArray &bytes)
{
    constexpr auto Step = static_cast<qsizetype>(NodeHash::ByteCount);
    if (bytes.isEmpty() || bytes.size() % Step != 0)
        return nullptr;
    std::vector<NodeHash> layer;
    layer.reserve(static_cast<std::size_t>(bytes.size() / Step));
    for (qsizetype at = 0; at < bytes.size(); at += Step) {
        NodeHash::Bytes hash{};
        std::transform(bytes.begin() + at, bytes.begin() + at + Step, hash.begin(), [](char c) {
            return static_cast<std::uint8_t>(c);
        });
        layer.emplace_back(hash);
    }
    return std::make_shared<const std::vector<NodeHash>>(std::move(layer));
}

} // namespace ft::engine
