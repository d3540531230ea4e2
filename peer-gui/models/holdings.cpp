#include "peer-gui/models/holdings.h"

#include "common/model/foldedtext.h"
#include "peer-gui/models/resultstore.h"
#include "peer-gui/models/transfersmodel.h"

#include <algorithm>

namespace ft::models {

using engine::TransferSnapshot;
using engine::TransferState;

namespace {

QByteArray foldedName(const QByteArray &path)
{
    QByteArray folded;
    appendFolded(folded, lastComponent(path), Accents::Keep);
    return folded;
}

QString sourceOf(const TransferSnapshot &transfer)
{
    const auto best = std::max_element(transfer.sources.begin(),
                                       transfer.sources.end(),
                                       [](const auto &a, const auto &b) {
                                           return a.bytes < b.bytes;
                                       });
    if (best == transfer.sources.end() || best->bytes == 0)
        return {};
    return best->host ? best->host->toString() : best->endpoint.toString();
}

} // namespace

void Holdings::setShared(const std::vector<engine::SharedFileInfo> &files)
{
    QHash<ContentHash, QString> shared;
    shared.reserve(static_cast<qsizetype>(files.size()));
    for (const auto &file : files) {
        if (!file.record.root)
            continue;
        shared.insert(*file.record.root, file.localPath);
        // Folding is the dear part of a large share.
        if (m_shared.value(*file.record.root) != file.localPath)
            noteName(file.record.path.utf8(), *file.record.root);
    }
    if (shared == m_shared)
        return;
    m_shared = std::move(shared);
    emit changed();
}

void Holdings::update(const std::vector<TransferSnapshot> &transfers)
{
    auto most = Change::None;
    for (const TransferSnapshot &transfer : transfers)
        most = std::max(most, take(transfer));
    if (most == Change::Kind)
        emit changed();
    else if (most == Change::Progress)
        emit progressed();
}

Holdings::Change Holdings::take(const TransferSnapshot &transfer)
{
    if (!transfer.record || transfer.files > 0)
        return Change::None;
    const FileRecord &file = transfer.record->file;
    const QByteArray key = contentKey(file);
    if (engine::isOver(transfer.state))
        return end(transfer, key);
    const auto before = m_running.constFind(key);
    const bool isNew = before == m_running.cend();
    const Running now{transfer.id, fractionDone(transfer), transfer.state};
    if (!isNew && before->fraction == now.fraction && before->state == now.state)
        return Change::None;
    m_running.insert(key, now);
    if (isNew && file.root)
        noteName(file.path.utf8(), *file.root);
    return isNew ? Change::Kind : Change::Progress;
}

Holdings::Change Holdings::end(const TransferSnapshot &transfer, const QByteArray &key)
{
    const auto running = m_running.constFind(key);
    const bool wasRunning = running != m_running.cend() && running->id == transfer.id;
    if (wasRunning)
        m_running.erase(running);
    const auto &root = transfer.record->file.root;
    const bool isGot = transfer.state == TransferState::Done && root
                       && m_had.value(*root).path != transfer.path;
    if (isGot) {
        m_had.insert(*root, {*root, {}, transfer.path, sourceOf(transfer)});
        noteName(transfer.record->file.path.utf8(), *root);
    }
    return wasRunning || isGot ? Change::Kind : Change::None;
}

void Holdings::addHad(const std::vector<engine::HadContent> &contents)
{
    bool isNews = false;
    for (const auto &had : contents) {
        if (m_had.contains(had.root))
            continue;
        m_had.insert(had.root, had);
        noteName(had.path.toUtf8(), had.root);
        isNews = true;
    }
    if (isNews)
        emit changed();
}

std::vector<ContentHash> Holdings::unasked(const std::vector<ContentHash> &roots)
{
    std::vector<ContentHash> asked;
    for (const ContentHash &root : roots) {
        const auto before = m_asked.size();
        m_asked.insert(root);
        if (m_asked.size() > before)
            asked.push_back(root);
    }
    return asked;
}

Holding Holdings::of(const FileRecord &file) const
{
    Holding holding;
    if (!m_running.isEmpty()) {
        if (const auto running = m_running.constFind(contentKey(file));
            running != m_running.cend()) {
            holding.kind = Holding::Kind::Downloading;
            holding.fraction = running->fraction;
            holding.state = running->state;
            return holding;
        }
    }
    if (!file.root)
        return holding;
    if (const auto shared = m_shared.constFind(*file.root); shared != m_shared.cend()) {
        holding.kind = Holding::Kind::Have;
        holding.path = *shared;
    } else if (const auto had = m_had.constFind(*file.root); had != m_had.cend()) {
        holding.kind = Holding::Kind::Had;
        holding.path = had->path;
        holding.at = had->at;
        holding.peer = had->peer;
    } else if (isNameOfOther(file)) {
        holding.kind = Holding::Kind::OtherVersion;
    }
    return holding;
}

std::optional<engine::TransferId> Holdings::transferOf(const FileRecord &file) const
{
    const auto running = m_running.constFind(contentKey(file));
    return running == m_running.cend() ? std::nullopt : std::optional{running->id};
}

void Holdings::noteName(const QByteArray &path, const ContentHash &root)
{
    m_names[foldedName(path)].insert(root);
}

bool Holdings::isNameOfOther(const FileRecord &file) const
{
    if (m_names.isEmpty())
        return false;
    const auto known = m_names.constFind(foldedName(file.path.utf8()));
    return known != m_names.cend() && (known->size() > 1 || !known->contains(*file.root));
}

} // namespace ft::models
