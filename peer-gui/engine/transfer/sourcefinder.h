#pragma once

#include "peer-gui/engine/transfer/download.h"
#include "peer-gui/engine/transfer/queuecontext.h"
#include "peer-gui/engine/transfer/storedtransfer.h"

#include <QRandomGenerator>

#include <map>

namespace ft::engine {

/// Finds out what is meant by the name of a queue item and who has it, and later who else has.
///
/// Engine thread only.
class SourceFinder final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SourceFinder)

public:
    /// Between two searches for more sources of one item, however much it wants them.
    static constexpr std::chrono::seconds LeastInterval{5};

    /// Both must outlive this.
    SourceFinder(const DownloadContext &downloads, const QueueContext &queue)
        : m_downloads(downloads)
        , m_queue(queue)
    {}
    ~SourceFinder() override;

    /// A new item, of which nobody needs to be asked about more sources soon.
    void add(TransferId id) { m_asked[id].at = m_downloads.clock.now(); }
    /// What is meant by the name, of the peer if one is given: one of found(), folderFound() and
    /// failed() follows, from the event loop or at once.
    void find(TransferId id, const StoredTransfer &row);
    /// Who has what is downloaded by now: more() may follow.
    void findMore(TransferId id, const StoredTransfer &row);
    /// Whether it is so long ago that somebody else may have it since.
    [[nodiscard]] bool isDue(TransferId id, std::chrono::milliseconds interval) const;
    /// Nobody wants to know what is meant any more.
    void giveUp(TransferId id);

signals:
    /// Sources of one content.
    void found(ft::engine::TransferId id, const std::vector<ft::SourceRecord> &sources);
    void folderFound(ft::engine::TransferId id, const ft::engine::PeerAddress &peer);
    void failed(ft::engine::TransferId id, const ft::engine::Problem &problem);
    /// Of the content asked for; a folder's has only its peer, and where to find that.
    void more(ft::engine::TransferId id, const std::vector<ft::SourceRecord> &sources);

private:
    using Found = Result<std::vector<SourceRecord>, Problem>;
    using SearchDone = std::function<void(const Found &)>;
    struct Asked
    {
        bool isSearching = false;
        Clock::Instant at;
        std::unique_ptr<PeerFetch> lookup; ///< while a peer is asked what is meant
    };

    void findAt(const Endpoint &endpoint, TransferId id, const StoredTransfer &row);
    void lookUp(TransferId id, const StoredTransfer &row);
    void release(TransferId id);
    [[nodiscard]] bool begin(TransferId id);
    [[nodiscard]] SearchDone answered(TransferId id, SearchDone done);
    void searchPeer(TransferId id, const StoredTransfer &row);
    void choose(TransferId id, const QString &name, const Found &sources);
    void offerMore(TransferId id, const FileRecord &file, const std::vector<SourceRecord> &sources);

    const DownloadContext &m_downloads;
    const QueueContext &m_queue;
    QRandomGenerator m_random = QRandomGenerator::securelySeeded();
    std::map<TransferId, Asked> m_asked;
};

/// Where a folder's peer is, in the form of every other source; of the record only the path counts.
[[nodiscard]] SourceRecord folderSource(const PeerAddress &peer, const StoredTransfer &row);

} // namespace ft::engine
