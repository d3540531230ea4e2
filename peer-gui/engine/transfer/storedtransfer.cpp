#include "peer-gui/engine/transfer/storedtransfer.h"

#include "common/protocol/record.h"

#include <QLatin1StringView>

#include <algorithm>
#include <array>
#include <utility>

namespace ft::engine {

namespace {

template <typename Value>
using Name = std::pair<Value, QLatin1StringView>;

constexpr std::array Priorities{
    Name<Priority>{Priority::Low, QLatin1StringView{"low"}},
    Name<Priority>{Priority::Normal, QLatin1StringView{"normal"}},
    Name<Priority>{Priority::High, QLatin1StringView{"high"}},
};

constexpr std::array Codes{
    Name<ProblemCode>{ProblemCode::TrackerNotResolved, QLatin1StringView{"tracker-not-resolved"}},
    Name<ProblemCode>{ProblemCode::TrackerUnreachable, QLatin1StringView{"tracker-unreachable"}},
    Name<ProblemCode>{ProblemCode::TrackerLost, QLatin1StringView{"tracker-lost"}},
    Name<ProblemCode>{ProblemCode::TrackerMisbehaved, QLatin1StringView{"tracker-misbehaved"}},
    Name<ProblemCode>{ProblemCode::TrackerRefused, QLatin1StringView{"tracker-refused"}},
    Name<ProblemCode>{ProblemCode::NameTaken, QLatin1StringView{"name-taken"}},
    Name<ProblemCode>{ProblemCode::NothingToShare, QLatin1StringView{"nothing-to-share"}},
    Name<ProblemCode>{ProblemCode::Banned, QLatin1StringView{"banned"}},
    Name<ProblemCode>{ProblemCode::NotJoined, QLatin1StringView{"not-joined"}},
    Name<ProblemCode>{ProblemCode::PortInUse, QLatin1StringView{"port-in-use"}},
    Name<ProblemCode>{ProblemCode::CannotListen, QLatin1StringView{"cannot-listen"}},
    Name<ProblemCode>{ProblemCode::ShareUnreadable, QLatin1StringView{"share-unreadable"}},
    Name<ProblemCode>{ProblemCode::FileNotFound, QLatin1StringView{"file-not-found"}},
    Name<ProblemCode>{ProblemCode::FileUnreadable, QLatin1StringView{"file-unreadable"}},
    Name<ProblemCode>{ProblemCode::NameInUse, QLatin1StringView{"name-in-use"}},
    Name<ProblemCode>{ProblemCode::BadName, QLatin1StringView{"bad-name"}},
    Name<ProblemCode>{ProblemCode::NotShared, QLatin1StringView{"not-shared"}},
    Name<ProblemCode>{ProblemCode::NotAShareFolder, QLatin1StringView{"not-a-share-folder"}},
    Name<ProblemCode>{ProblemCode::InShareFolder, QLatin1StringView{"in-share-folder"}},
    Name<ProblemCode>{ProblemCode::StateUnwritable, QLatin1StringView{"state-unwritable"}},
    Name<ProblemCode>{ProblemCode::NotFound, QLatin1StringView{"not-found"}},
    Name<ProblemCode>{ProblemCode::NoSuchPeer, QLatin1StringView{"no-such-peer"}},
    Name<ProblemCode>{ProblemCode::BadQuery, QLatin1StringView{"bad-query"}},
    Name<ProblemCode>{ProblemCode::ExactNamesOnly, QLatin1StringView{"exact-names-only"}},
    Name<ProblemCode>{ProblemCode::NoSuchWish, QLatin1StringView{"no-such-wish"}},
    Name<ProblemCode>{ProblemCode::TooManyWishes, QLatin1StringView{"too-many-wishes"}},
    Name<ProblemCode>{ProblemCode::NotVerifiable, QLatin1StringView{"not-verifiable"}},
    Name<ProblemCode>{ProblemCode::SourceUnreachable, QLatin1StringView{"source-unreachable"}},
    Name<ProblemCode>{ProblemCode::SourceGone, QLatin1StringView{"source-gone"}},
    Name<ProblemCode>{ProblemCode::SourceStalled, QLatin1StringView{"source-stalled"}},
    Name<ProblemCode>{ProblemCode::SourceRefused, QLatin1StringView{"source-refused"}},
    Name<ProblemCode>{ProblemCode::NotAccepted, QLatin1StringView{"not-accepted"}},
    Name<ProblemCode>{ProblemCode::SourceChanged, QLatin1StringView{"source-changed"}},
    Name<ProblemCode>{ProblemCode::SourceMisbehaved, QLatin1StringView{"source-misbehaved"}},
    Name<ProblemCode>{ProblemCode::PieceMismatch, QLatin1StringView{"piece-mismatch"}},
    Name<ProblemCode>{ProblemCode::AlreadyQueued, QLatin1StringView{"already-queued"}},
    Name<ProblemCode>{ProblemCode::PartInUse, QLatin1StringView{"part-in-use"}},
    Name<ProblemCode>{ProblemCode::FolderEmpty, QLatin1StringView{"folder-empty"}},
    Name<ProblemCode>{ProblemCode::FilesFailed, QLatin1StringView{"files-failed"}},
    Name<ProblemCode>{ProblemCode::WrongRecord, QLatin1StringView{"wrong-record"}},
    Name<ProblemCode>{ProblemCode::FolderUnwritable, QLatin1StringView{"folder-unwritable"}},
    Name<ProblemCode>{ProblemCode::DiskFull, QLatin1StringView{"disk-full"}},
    Name<ProblemCode>{ProblemCode::DiskFailed, QLatin1StringView{"disk-failed"}},
    Name<ProblemCode>{ProblemCode::Canceled, QLatin1StringView{"canceled"}},
};

constexpr std::array Operations{
    Name<Operation>{Operation::Join, QLatin1StringView{"join"}},
    Name<Operation>{Operation::Listen, QLatin1StringView{"listen"}},
    Name<Operation>{Operation::Share, QLatin1StringView{"share"}},
    Name<Operation>{Operation::Publish, QLatin1StringView{"publish"}},
    Name<Operation>{Operation::Unpublish, QLatin1StringView{"unpublish"}},
    Name<Operation>{Operation::Search, QLatin1StringView{"search"}},
    Name<Operation>{Operation::ListPeers, QLatin1StringView{"list-peers"}},
    Name<Operation>{Operation::Connect, QLatin1StringView{"connect"}},
    Name<Operation>{Operation::Download, QLatin1StringView{"download"}},
    Name<Operation>{Operation::Commit, QLatin1StringView{"commit"}},
    Name<Operation>{Operation::Queue, QLatin1StringView{"queue"}},
    Name<Operation>{Operation::ListFolder, QLatin1StringView{"list-folder"}},
};

template <typename Names, typename Value>
QString nameOf(const Names &names, Value value)
{
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto &name) {
        return name.first == value;
    });
    return found == names.end() ? QString{} : QString{found->second};
}

template <typename Names, typename Value>
Value valueOf(const Names &names, const QString &text, Value otherwise)
{
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto &name) {
        return name.second == text;
    });
    return found == names.end() ? otherwise : found->first;
}

} // namespace

QString toText(Priority priority)
{
    return nameOf(Priorities, priority);
}

Priority priorityFrom(const QString &text)
{
    return valueOf(Priorities, text, Priority::Normal);
}

QString toText(ProblemCode code)
{
    return nameOf(Codes, code);
}

ProblemCode problemCodeFrom(const QString &text)
{
    return valueOf(Codes, text, ProblemCode::DiskFailed);
}

QString toText(Operation operation)
{
    return nameOf(Operations, operation);
}

Operation operationFrom(const QString &text)
{
    return valueOf(Operations, text, Operation::Download);
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
