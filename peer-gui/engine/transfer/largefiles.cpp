#include "peer-gui/engine/transfer/largefiles.h"

#include "peer-gui/engine/partwith.h"

#include <QPointer>

#include <algorithm>

namespace ft::engine {

LargeFiles::LargeFiles(FolderTree tree, const Background &background, Make make)
    : m_tree(std::move(tree))
    , m_background(background)
    , m_make(std::move(make))
{}

LargeFiles::~LargeFiles()
{
    for (auto &[key, running] : m_running) {
        if (running.transfer)
            partWith(running.transfer, *this);
    }
}

void LargeFiles::add(FolderTree::File file)
{
    m_waiting.push_back(std::move(file));
    pump();
}

void LargeFiles::addSources(const std::vector<SourceRecord> &sources)
{
    forEach([&](Running &running) {
        auto own = sources;
        for (SourceRecord &source : own)
            source.file = running.file.record;
        running.transfer->addSources(own);
    });
}

void LargeFiles::stop()
{
    m_isEnding = true;
    m_waiting.clear();
    forEach([](Running &running) { running.transfer->stop(); });
}

void LargeFiles::cancel()
{
    m_isEnding = true;
    m_waiting.clear();
    forEach([](Running &running) { running.transfer->cancel(); });
}

std::vector<TransferSnapshot> LargeFiles::snapshots() const
{
    std::vector<TransferSnapshot> all;
    for (const auto &[key, running] : m_running) {
        if (running.transfer)
            all.push_back(running.transfer->snapshot());
    }
    return all;
}

void LargeFiles::pump()
{
    while (!m_isEnding && !m_waiting.empty() && m_running.size() < AtOnce) {
        prepare(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
}

void LargeFiles::prepare(FolderTree::File file)
{
    const Key key = ++m_lastKey;
    const SharedPath place = file.place;
    m_running.emplace(key, Running{std::move(file), nullptr});
    m_background.run(
        this,
        [tree = m_tree, place] { return tree.makeFolderOf(place); },
        [this, key](const Result<void, Problem> &made) {
            if (made && !m_isEnding)
                return begin(key);
            const QPointer self{this};
            if (!made)
                emit fileFailed(made.error());
            if (self)
                forget(key);
        });
}

void LargeFiles::begin(Key key)
{
    auto &[file, transfer] = m_running.at(key);
    transfer = m_make(file, m_tree.folderOf(file.place));
    connect(transfer.get(), &Transfer::over, this, [this, key] { onOver(key); });
    connect(transfer.get(), &Transfer::stopped, this, [this, key] { forget(key); });
    connect(transfer.get(), &Transfer::finished, this, &LargeFiles::finished);
    connect(transfer.get(), &Transfer::sourcesWanted, this, &LargeFiles::sourcesWanted);
    // The last: it may be over at once.
    transfer->start();
}

void LargeFiles::onOver(Key key)
{
    const auto &running = m_running.at(key);
    const auto snapshot = running.transfer->snapshot();
    m_received += snapshot.received;
    const QPointer self{this};
    if (snapshot.state == TransferState::Done)
        emit fileDone(running.file.record);
    else if (snapshot.state == TransferState::Failed)
        emit fileFailed(snapshot.problem.value_or(Problem{}));
    if (self)
        forget(key);
}

void LargeFiles::forget(Key key)
{
    auto over = m_running.extract(key);
    if (auto *const transfer = over.mapped().transfer.release()) {
        // Deleted later: it may be the one that called.
        transfer->disconnect(this);
        transfer->deleteLater();
    }
    pump();
    emit progressed();
}

/// Calls for each one that runs; each may be over, and forgotten, by that.
template <typename Call>
void LargeFiles::forEach(Call call)
{
    std::vector<Key> keys;
    for (const auto &[key, running] : m_running)
        keys.push_back(key);
    const QPointer self{this};
    for (const Key key : keys) {
        const auto found = self ? m_running.find(key) : m_running.end();
        if (!self)
            return;
        if (found != m_running.end() && found->second.transfer)
            call(found->second);
    }
}

} // namespace ft::engine
