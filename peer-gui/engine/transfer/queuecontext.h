#pragma once

#include "peer-gui/engine/transfer/md5check.h"
#include "peer-gui/engine/transfer/peerfetch.h"
#include "peer-gui/engine/transfer/queuestore.h"

#include <chrono>
#include <functional>

namespace ft::engine {

/// What the queue needs of the engine around it.
struct QueueContext
{
    using SearchDone = std::function<void(Result<std::vector<SourceRecord>, Problem>)>;
    /// Asks the tracker who offers a file of exactly this name.
    using Search = std::function<void(const QString &name, SearchDone done)>;
    /// Asks the tracker who offers this content, or as near to that as the tracker can.
    using SearchContent = std::function<void(const FileRecord &file, SearchDone done)>;

    HostName self;
    QString folder; ///< where finished files go, an absolute path
    Search search;
    SearchContent searchContent;
    PeerFetch::FindPeer findPeer;
    std::function<TransferId()> nextId; ///< ids not used before
    QueueStore *store = nullptr; ///< null: nothing outlasts the engine
    Md5Check *md5 = nullptr; ///< null: no MD5 is computed
    /// How often the tracker is asked who else has what is being downloaded.
    std::chrono::milliseconds searchInterval{30'000};
};

} // namespace ft::engine
