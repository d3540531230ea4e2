#include "peer-gui/engine/transfer/sourcefinder.h"

#include "peer-gui/engine/partwith.h"
#include "peer-gui/engine/transfer/sourcechoice.h"

#include <QPointer>

#include <algorithm>

namespace ft::engine {

SourceFinder::~SourceFinder() = default;

void SourceFinder::find(TransferId id, const StoredTransfer &row)
{
    const bool isFolder = row.name.endsWith(u'/');
    if (const auto endpoint = Endpoint::parse(row.peer); endpoint && !isFolder)
        return findAt(*endpoint, id, row);
    if (!row.peer.isEmpty())
        return lookUp(id, row);
    if (!begin(id))
        return;
    m_queue.search(row.name, answered(id, [this, id, name = row.name](const Found &sources) {
                       choose(id, name, sources);
                   }));
}

/// A peer of the classic dialect cannot be asked what it shares; the tracker knows.
void SourceFinder::findAt(const Endpoint &endpoint, TransferId id, const StoredTransfer &row)
{
    if (!begin(id))
        return;
    m_queue.search(row.name, answered(id, [this, endpoint, id, row](const Found &sources) {
                       if (!sources)
                           return lookUp(id, row);
                       const auto plain = std::find_if(sources->begin(),
                                                       sources->end(),
                                                       [&](const SourceRecord &source) {
                                                           return isPlain(source)
                                                                  && source.endpoint == endpoint;
                                                       });
                       if (plain == sources->end())
                           return lookUp(id, row);
                       emit found(id, {*plain});
                   }));
}

void SourceFinder::findMore(TransferId id, const StoredTransfer &row)
{
    if (!begin(id))
        return;
    if (row.isFolder)
        return searchPeer(id, row);
    m_queue.searchContent(*row.file,
                          answered(id, [this, id, file = *row.file](const Found &sources) {
                              if (sources)
                                  offerMore(id, file, *sources);
                          }));
}

bool SourceFinder::isDue(TransferId id, std::chrono::milliseconds interval) const
{
    const auto asked = m_asked.find(id);
    return asked == m_asked.end()
           || (!asked->second.isSearching
               && m_downloads.clock.now() - asked->second.at >= interval);
}

void SourceFinder::giveUp(TransferId id)
{
    release(id);
}

void SourceFinder::lookUp(TransferId id, const StoredTransfer &row)
{
    release(id);
    auto lookup = std::make_unique<PeerFetch>(
        row.peer, row.name, m_queue.findPeer, m_downloads.dial, m_downloads.channel);
    connect(lookup.get(), &PeerFetch::fileFound, this, [this, id](const SourceRecord &source) {
        release(id);
        emit found(id, {source});
    });
    connect(lookup.get(), &PeerFetch::folderMeant, this, [this, id](const FolderRequest &folder) {
        release(id);
        emit folderFound(id, {folder.endpoint, folder.host});
    });
    connect(lookup.get(), &PeerFetch::failed, this, [this, id](const Problem &problem) {
        release(id);
        emit failed(id, problem);
    });
    Asked &asked = m_asked[id];
    asked.at = m_downloads.clock.now();
    asked.lookup = std::move(lookup);
    asked.lookup->start();
}

void SourceFinder::release(TransferId id)
{
    const auto asked = m_asked.find(id);
    if (asked != m_asked.end() && asked->second.lookup)
        partWith(asked->second.lookup, *this);
}

bool SourceFinder::begin(TransferId id)
{
    Asked &asked = m_asked[id];
    if (std::exchange(asked.isSearching, true))
        return false;
    asked.at = m_downloads.clock.now();
    return true;
}

/// What to do with an answer, as long as there is anybody to do it.
SourceFinder::SearchDone SourceFinder::answered(TransferId id, SearchDone done)
{
    return [this, self = QPointer{this}, id, done = std::move(done)](const Found &sources) {
        if (!self)
            return;
        m_asked.at(id).isSearching = false;
        done(sources);
    };
}

/// It may have another address by now.
void SourceFinder::searchPeer(TransferId id, const StoredTransfer &row)
{
    m_queue.findPeer(row.peer,
                     [this, self = QPointer{this}, id, row](
                         const Result<PeerAddress, Problem> &peer) {
                         if (!self)
                             return;
                         m_asked.at(id).isSearching = false;
                         if (peer)
                             emit more(id, {folderSource(*peer, row)});
                     });
}

void SourceFinder::choose(TransferId id, const QString &name, const Found &sources)
{
    if (!sources) {
        emit failed(id, sources.error());
        return;
    }
    const auto chosen = chooseSources(name, *sources, m_queue.self, m_random);
    if (chosen)
        emit found(id, *chosen);
    else
        emit failed(id, chosen.error());
}

void SourceFinder::offerMore(TransferId id,
                             const FileRecord &file,
                             const std::vector<SourceRecord> &sources)
{
    auto same = sourcesOf(file, sources);
    std::erase_if(same, [this](const SourceRecord &source) { return source.host == m_queue.self; });
    if (!same.empty())
        emit more(id, same);
}

SourceRecord folderSource(const PeerAddress &peer, const StoredTransfer &row)
{
    // The whole share has no path of its own.
    const auto path = row.name == u'/' ? SharedPath::parse("share")
                                       : SharedPath::fromString(row.name.chopped(1));
    return {FileRecord{*path, "folder", 0, {}, {}, {}}, peer.endpoint, peer.host};
}

} // namespace ft::engine
