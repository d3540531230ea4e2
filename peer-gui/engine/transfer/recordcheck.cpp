#include "peer-gui/engine/transfer/recordcheck.h"

#include "peer-gui/engine/transfer/readablefile.h"

#include <algorithm>

namespace ft::engine {

namespace {

/// The file at a path, opened when it is first read.
Md5Check::Read readerOf(const QString &path)
{
    return [path, open = std::shared_ptr<const ReadableShare>{}](std::uint64_t offset,
                                                                 char *to,
                                                                 qint64 most) mutable -> qint64 {
        if (!open) {
            auto opened = OpenedFile::open(path);
            if (!opened)
                return -1;
            open = std::make_shared<const ReadableShare>(*std::move(opened));
        }
        return open->readAt(offset, to, most);
    };
}

} // namespace

RecordCheck::~RecordCheck()
{
    for (const auto &[key, watched] : m_watched) {
        if (watched.ticket)
            m_check.giveUp(*watched.ticket);
    }
}

void RecordCheck::watch(Download &download, TransferId id)
{
    const Key key = ++m_lastKey;
    m_watched.emplace(key, Watched{.id = id, .record = download.file()});
    connect(&download, &Download::advanced, this, [this, key, &download] {
        advance(key, download);
    });
    connect(&download, &Download::damaged, this, [this, key] { startAgain(key); });
    connect(&download, &Transfer::finished, this, [this, key](const SharedFile &file) {
        if (const auto found = m_watched.find(key); found != m_watched.end())
            found->second.file = file;
    });
    connect(&download, &Transfer::over, this, [this, key, &download] { onOver(key, download); });
    connect(&download, &Transfer::stopped, this, [this, key] { drop(key); });
    connect(&download, &QObject::destroyed, this, [this, key] {
        const auto found = m_watched.find(key);
        if (found != m_watched.end() && !found->second.isOver)
            drop(key);
    });
}

void RecordCheck::announced(const SharedFile &file)
{
    for (auto &[key, watched] : m_watched) {
        if (watched.file && watched.file->absolutePath == file.absolutePath)
            watched.file = file;
    }
}

void RecordCheck::advance(Key key, const Download &download)
{
    const auto found = m_watched.find(key);
    const auto part = download.storage().part();
    if (found == m_watched.end() || !part)
        return;
    if (!found->second.ticket)
        follow(key, [part](std::uint64_t offset, char *to, qint64 most) {
            return part->readAt(offset, to, most);
        });
    m_check.advance(*found->second.ticket, download.storage().verifiedPrefix());
}

void RecordCheck::follow(Key key, Md5Check::Read read)
{
    Watched &watched = m_watched.at(key);
    watched.ticket = m_check.follow(std::move(read),
                                    watched.record.size,
                                    [this, key](const std::optional<Md5Sum> &sum) {
                                        onSum(key, sum);
                                    });
}

/// Bytes that have been hashed may be others by now.
void RecordCheck::startAgain(Key key)
{
    const auto found = m_watched.find(key);
    if (found == m_watched.end())
        return;
    if (found->second.ticket)
        m_check.giveUp(*found->second.ticket);
    found->second.ticket.reset();
    found->second.sum.reset();
}

void RecordCheck::onOver(Key key, const Download &download)
{
    const auto found = m_watched.find(key);
    if (found == m_watched.end())
        return;
    const auto snapshot = download.snapshot();
    if (!found->second.file && !snapshot.wasThere)
        return drop(key);
    found->second.isOver = true;
    if (snapshot.wasThere) {
        follow(key, readerOf(snapshot.path));
        return m_check.advance(*found->second.ticket, snapshot.size);
    }
    if (found->second.sum)
        tell(key);
    else
        advance(key, download);
}

void RecordCheck::drop(Key key)
{
    startAgain(key);
    m_watched.erase(key);
}

void RecordCheck::onSum(Key key, const std::optional<Md5Sum> &sum)
{
    Watched &watched = m_watched.at(key);
    if (!sum) {
        emit checked(watched.id, std::nullopt, Md5Verdict::Unavailable, watched.record);
        m_watched.erase(key);
        return;
    }
    watched.ticket.reset();
    watched.sum = sum;
    if (watched.isOver)
        tell(key);
}

void RecordCheck::tell(Key key)
{
    auto node = m_watched.extract(key);
    Watched &watched = node.mapped();
    const auto &expected = watched.record.md5;
    const auto verdict = !expected                   ? Md5Verdict::NotGiven
                         : *expected == *watched.sum ? Md5Verdict::Matches
                                                     : Md5Verdict::WrongRecord;
    emit checked(watched.id, watched.sum, verdict, watched.record);
    if (!watched.file)
        return;
    watched.file->record.md5 = watched.sum;
    emit completed(*watched.file);
}

} // namespace ft::engine
