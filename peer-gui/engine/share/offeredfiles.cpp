#include "peer-gui/engine/share/offeredfiles.h"

#include <algorithm>
#include <utility>

namespace ft::engine {

namespace {

constexpr std::size_t MaxBatch = 1'000;

ShareNotice::Kind noticeOf(FileFault::Kind kind)
{
    switch (kind) {
    case FileFault::Kind::Vanished:
        return ShareNotice::Kind::FileVanished;
    case FileFault::Kind::NotRegularFile:
        return ShareNotice::Kind::NotRegularFile;
    case FileFault::Kind::Changed:
        return ShareNotice::Kind::FileKeepsChanging;
    case FileFault::Kind::Unreadable:
        break;
    }
    return ShareNotice::Kind::FileUnreadable;
}

} // namespace

OfferedFiles::OfferedFiles(const ShareHasher::Settings &settings,
                           const Clock &clock,
                           HashCache &cache)
    : m_hasher(settings,
               clock,
               cache,
               [this](const SharedPath &path, const ShareHasher::Outcome &outcome) {
                   onHashed(path, outcome);
               })
{}

std::vector<SharedPath> OfferedFiles::linksOf(const FileStamp &stamp,
                                              const SharedPath &besides) const
{
    std::vector<SharedPath> links;
    const auto [begin, end] = m_links.equal_range({stamp.dev, stamp.inode});
    for (auto link = begin; link != end; ++link) {
        if (link->second != besides)
            links.push_back(link->second);
    }
    return links;
}

void OfferedFiles::link(const FileStamp &stamp, const SharedPath &path)
{
    m_links.emplace(Inode{stamp.dev, stamp.inode}, path);
}

void OfferedFiles::unlink(const FileStamp &stamp, const SharedPath &path)
{
    const auto [begin, end] = m_links.equal_range({stamp.dev, stamp.inode});
    const auto link = std::find_if(begin, end, [&path](const auto &known) {
        return known.second == path;
    });
    if (link != end)
        m_links.erase(link);
}

void OfferedFiles::add(const SharedPath &path,
                       ShareEntry entry,
                       const std::optional<FileStamp> &found)
{
    m_hasher.add(path, entry.absolutePath, found);
    entry.found = found;
    m_entries.insert_or_assign(path, std::move(entry));
}

void OfferedFiles::addReady(ShareEntry entry, SharedFile file)
{
    flushReady();
    const SharedPath path = file.record.path;
    if (const auto known = m_entries.find(path); known != m_entries.end()) {
        entry.waiting = std::exchange(known->second.waiting, {});
        m_hasher.cancel(path);
        if (known->second.stamp)
            unlink(*known->second.stamp, path);
    }
    entry.stamp = file.stamp;
    link(file.stamp, path);
    m_entries.insert_or_assign(path, std::move(entry));
    m_ready.push_back(std::move(file));
    flushReady();
    emit woke();
}

void OfferedFiles::await(const SharedPath &path, PublishDone done)
{
    if (done)
        m_entries.at(path).waiting.push_back(std::move(done));
}

void OfferedFiles::hashAgain(const SharedPath &path, const std::optional<FileStamp> &found)
{
    flushReady();
    const auto entry = m_entries.find(path);
    if (entry == m_entries.end())
        return;
    takeOut(entry);
    m_hasher.add(path, entry->second.absolutePath, found);
    entry->second.found = found;
}

void OfferedFiles::drop(const SharedPath &path, PublishError why)
{
    flushReady();
    const auto entry = m_entries.find(path);
    if (entry == m_entries.end())
        return;
    takeOut(entry);
    for (PublishDone &done : entry->second.waiting)
        answerLater(std::move(done), tl::unexpected(why));
    m_entries.erase(entry);
}

bool OfferedFiles::withhold(const SharedPath &path)
{
    flushReady();
    const auto entry = m_entries.find(path);
    if (entry == m_entries.end() || !m_catalog.remove(path))
        return false;
    entry->second.isWithheld = true;
    m_gone.push_back(path);
    flushGone();
    return true;
}

bool OfferedFiles::restore(const SharedPath &path)
{
    const auto entry = m_entries.find(path);
    if (entry == m_entries.end() || !entry->second.isWithheld)
        return false;
    hashAgain(path, std::nullopt);
    begin();
    return true;
}

void OfferedFiles::begin()
{
    m_hasher.submit();
    flushGone();
    emit woke();
}

void OfferedFiles::tick()
{
    m_hasher.retryRested();
    flushReady();
}

void OfferedFiles::answerLater(PublishDone done, Answer answer)
{
    if (done)
        m_mailbox.post([done = std::move(done), answer = std::move(answer)] { done(answer); });
}

void OfferedFiles::onHashed(const SharedPath &path, const ShareHasher::Outcome &outcome)
{
    const auto entry = m_entries.find(path);
    if (entry == m_entries.end())
        return;
    if (outcome)
        makeReady(entry, *outcome);
    else
        giveUp(path, outcome.error());
}

void OfferedFiles::makeReady(Entries::iterator entry, const SharedFile &file)
{
    ShareEntry &state = entry->second;
    state.stamp = file.stamp;
    link(file.stamp, entry->first);
    if (state.origin == Origin::Published)
        emit publishedHashed(file);
    m_ready.push_back(file);
    const bool isFirst = !std::exchange(m_anyReady, true);
    if (isFirst || !state.waiting.empty() || m_ready.size() >= MaxBatch)
        flushReady();
}

void OfferedFiles::giveUp(const SharedPath &path, const FileFault &error)
{
    const ShareEntry &entry = m_entries.at(path);
    const ShareNotice notice{.kind = noticeOf(error.kind),
                             .path = entry.absolutePath,
                             .systemError = error.systemError,
                             .fault = std::nullopt};
    // Files of a folder come and go; one that was published is missed.
    const bool isUsual = entry.origin == Origin::Folder && error.kind == FileFault::Kind::Vanished;
    const bool isAwaited = !entry.waiting.empty();
    drop(path, publishErrorOf(error.kind));
    if (!isAwaited && !isUsual)
        emit noticed(notice);
}

void OfferedFiles::flushReady()
{
    if (m_ready.empty())
        return;
    const auto batch = std::exchange(m_ready, {});
    std::vector<std::pair<PublishDone, SharedFile>> answers;
    for (const SharedFile &file : batch) {
        m_catalog.replace(file);
        for (PublishDone &done : std::exchange(m_entries.at(file.record.path).waiting, {}))
            answers.emplace_back(std::move(done), file);
    }
    emit filesReady(batch);
    if (!answers.empty())
        emit answering();
    for (const auto &[done, file] : answers)
        done(file);
}

void OfferedFiles::takeOut(Entries::iterator entry)
{
    m_hasher.cancel(entry->first);
    if (entry->second.stamp)
        unlink(*entry->second.stamp, entry->first);
    entry->second.stamp.reset();
    entry->second.isWithheld = false;
    if (m_catalog.remove(entry->first))
        m_gone.push_back(entry->first);
}

void OfferedFiles::flushGone()
{
    if (!m_gone.empty())
        emit filesGone(std::exchange(m_gone, {}));
}

} // namespace ft::engine
