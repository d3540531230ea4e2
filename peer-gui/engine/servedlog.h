#pragma once

#include "common/base/strong.h"
#include "common/model/contenthash.h"
#include "common/model/endpoint.h"
#include "common/model/hostname.h"
#include "common/model/transport.h"
#include "common/protocol/commonmessages.h"

#include <cstdint>
#include <optional>

namespace ft::engine {

/// What one peer asks of another, or of the tracker.
enum class RequestKind { Search, IndexGet, FileHash, Browse, Download };

/// A request of another peer, as the history knows it.
struct ServedRequest
{
    RequestKind kind = RequestKind::Download;
    QString subject; ///< the path of the file or folder; of IndexGet, the filter
    std::optional<std::uint64_t> size; ///< bytes of the whole file
    std::optional<ContentHash> root;
    std::optional<Md5Sum> md5;
    std::optional<HostName> peer; ///< as it greeted
    QHostAddress address;
    Transport transport = Transport::Tcp;
};

/// Takes note of what this peer serves to others.
///
/// Engine thread only. Every begin() has its end().
class ServedLog
{
public:
    using Id = Strong<struct ServedLogIdTag, std::uint64_t>;

    ServedLog() = default;
    virtual ~ServedLog() = default;
    Q_DISABLE_COPY_MOVE(ServedLog)

    /// An answer begins. Requests of one peer for one thing that follow one another closely, as
    /// the ranges of a file do, are one entry of the history, over however many connections.
    [[nodiscard]] virtual Id begin(const ServedRequest &request) = 0;
    /// Payload bytes handed to the connection.
    virtual void sent(Id id, std::uint64_t bytes) = 0;
    /// The answer is over; `isWhole` when it was not cut off.
    virtual void end(Id id, bool isWhole) = 0;
    /// Nothing was served.
    virtual void refused(const ServedRequest &request, protocol::RefusalCode code) = 0;
};

} // namespace ft::engine
