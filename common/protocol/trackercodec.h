#pragma once

#include "common/protocol/commoncodec.h"
#include "common/protocol/record.h"
#include "common/protocol/trackermessages.h"

/// The wire form of everything between a peer and the tracker. Pure: bytes in, value or typed error
/// out. Every append() writes one whole line with its line feed.
namespace ft::protocol {

/// `record count` must fit a line: use ListWriter for lists of any length.
void append(QByteArray &out, const Share &message);
void append(QByteArray &out, const Unshare &message);
void append(QByteArray &out, const Search &message);
void append(QByteArray &out, const PeersQuery &message);
void append(QByteArray &out, const Shared &message);
void append(QByteArray &out, const Found &message);
void append(QByteArray &out, const NotFound &message);
void append(QByteArray &out, const Peers &message);

[[nodiscard]] QByteArray encode(const TrackerRequest &message);
[[nodiscard]] QByteArray encode(const TrackerReply &message);

/// `line` without its line feed. Search::name of the result may refer to the bytes of the line.
[[nodiscard]] Decoded<TrackerRequest> decodeTrackerRequest(QByteArrayView line);
[[nodiscard]] Decoded<TrackerReply> decodeTrackerReply(QByteArrayView line);

/// Packs items of any number into as few lines of one verb as limits::MaxLine allows, straight into
/// a buffer.
class ListWriter final
{
public:
    /// How a reader learns that another line of the list follows.
    enum class Continuation {
        Plus, ///< lines but the last end in ` +`: one answer over several lines (FOUND, PEERS)
        Independent, ///< every line is a message of its own (SHARE, UNSHARE)
    };

    /// `out` and the bytes of `verb` must outlive the writer.
    ListWriter(QByteArray &out, QByteArrayView verb, Continuation continuation);

    void add(const RecordView &record);
    void add(const SourceRecord &record);
    void add(const SharedPath &path);
    void add(const PeerRecord &peer);

    /// Ends the last line; nothing may be added after it. Returns the number of lines written.
    qsizetype finish();

private:
    template <typename Item>
    void addItem(const Item &item);
    void breakLineBefore(qsizetype position);

    QByteArray &m_out;
    QByteArrayView m_verb;
    Continuation m_continuation;
    qsizetype m_lineStart;
    qsizetype m_lines = 1;
};

} // namespace ft::protocol
