#include "peer-gui/engine/transfer/smallfiles.h"

#include "common/hash/merkle.h"

#include <QPointer>

#include <algorithm>

namespace ft::engine {

namespace {

SharedFile sharedFile(const FolderTree::File &file, const FolderTree::Stored &stored)
{
    auto layer = std::make_shared<std::vector<NodeHash>>();
    if (file.record.size > 0)
        layer->push_back(NodeHash{file.record.root->bytes()});
    FileRecord record = file.record;
    record.md5 = stored.md5;
    return {record, stored.path, stored.stamp, hash::pieceSizeFor(record.size), layer};
}

} // namespace

SmallFiles::SmallFiles(FolderTree tree,
                       FolderSource &source,
                       const Background &background,
                       std::chrono::milliseconds spaceRetry)
    : m_tree(std::move(tree))
    , m_source(source)
    , m_background(background)
{
    connect(&m_source, &FolderSource::fileReceived, this, &SmallFiles::takeFile);
    connect(&m_source, &FolderSource::fileFailed, this, &SmallFiles::onFileFailed);
    m_spaceRetry.setSingleShot(true);
    m_spaceRetry.setInterval(spaceRetry);
    connect(&m_spaceRetry, &QTimer::timeout, this, [this] {
        emit resumed();
        pump();
    });
}

void SmallFiles::add(FolderTree::File file)
{
    m_waiting.push_back(std::move(file));
    pump();
}

void SmallFiles::stop()
{
    m_spaceRetry.stop();
    m_waiting.clear();
    m_requested.clear();
    m_received.clear();
}

void SmallFiles::pump()
{
    while (!m_waiting.empty() && m_requested.size() < MostRequests && !m_spaceRetry.isActive()) {
        const auto size = m_waiting.front().record.size;
        if (m_held > 0 && m_held + size > MostHeld)
            break;
        m_held += size;
        auto file = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (size == 0) {
            // There is nothing to ask for.
            m_received.push_back({std::move(file), {}});
            continue;
        }
        const FileTicket ticket{++m_lastTicket};
        m_source.requestFile(ticket, file.record);
        m_requested.emplace(ticket, std::move(file));
    }
    storeGroup();
}

void SmallFiles::takeFile(FileTicket ticket, const QByteArray &bytes)
{
    auto requested = m_requested.extract(ticket);
    m_received.push_back({std::move(requested.mapped()), bytes});
    pump();
}

void SmallFiles::onFileFailed(FileTicket ticket, const Problem &problem)
{
    m_held -= m_requested.extract(ticket).mapped().record.size;
    pump();
    const QPointer self{this};
    emit fileFailed(problem);
    if (self)
        emit progressed();
}

/// One group at a time: what arrives meanwhile is the next, so the slower the disk, the larger.
void SmallFiles::storeGroup()
{
    if (m_isStoring || m_received.empty())
        return;
    const auto count = std::min(m_received.size(), GroupFiles);
    const auto behind = m_received.begin() + static_cast<std::ptrdiff_t>(count);
    const auto group = std::make_shared<const std::vector<Received>>(
        std::make_move_iterator(m_received.begin()), std::make_move_iterator(behind));
    m_received.erase(m_received.begin(), behind);
    m_isStoring = true;
    m_background.run(
        this,
        [tree = m_tree, group] { return tree.store(*group); },
        [this, group](const StoreResults &results) { onStored(*group, results); });
}

void SmallFiles::onStored(const std::vector<Received> &group, const StoreResults &results)
{
    m_isStoring = false;
    const QPointer self{this};
    for (std::size_t i = 0; i < group.size() && self; ++i) {
        const auto &file = group[i].file;
        m_held -= file.record.size;
        if (!results[i]) {
            onNotStored(file, results[i].error());
            continue;
        }
        emit fileDone(file.record);
        if (file.record.md5 && results[i]->md5 && file.record.md5 != results[i]->md5)
            emit recordWrong(file.record.path);
        emit finished(sharedFile(file, *results[i]));
    }
    if (!self)
        return;
    pump();
    emit progressed();
}

void SmallFiles::onNotStored(const FolderTree::File &file, Problem problem)
{
    if (problem.code == ProblemCode::DiskFull) {
        m_waiting.push_front(file);
        m_spaceRetry.start();
        emit diskFull(file.record.size);
        return;
    }
    if (problem.code == ProblemCode::PieceMismatch)
        problem.subject = m_source.endpoint().toString();
    emit fileFailed(problem);
}

} // namespace ft::engine
