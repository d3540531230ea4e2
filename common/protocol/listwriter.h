#pragma once

#include "common/protocol/record.h"
#include "common/protocol/trackermessages.h"

namespace ft::protocol {

/// Packs items of any number into as few lines of one verb as limits::MaxLine allows, straight into
/// a buffer.
class ListWriter final
{
public:
    /// How a reader learns that another line of the list follows.
    enum class Continuation {
        Plus, ///< lines but the last end in ` +`: one answer over several lines (FOUND, PEERS,
              ///< FILES)
        Independent, ///< every line is a message of its own (SHARE, UNSHARE, CAME, WENT)
    };

    /// `out` and the texts of `verb` and `lineTail` outlive the writer. `lineTail` ends every line.
    ListWriter(QByteArray &out,
               QByteArrayView verb,
               Continuation continuation,
               QByteArrayView lineTail = {});

    void add(const RecordView &record);
    void add(const SourceRecord &record);
    void add(const SharedPath &path);
    void add(const PeerRecord &peer);
    void add(const Gone &gone);

    /// Ends the last line, and before it writes `tail`; nothing may be added after it. Returns the
    /// number of lines written. Only a list with Plus may have a tail.
    qsizetype finish(QByteArrayView tail = {});

private:
    template <typename Item>
    void addItem(const Item &item);
    void breakLineBefore(qsizetype position);

    QByteArray &m_out;
    QByteArrayView m_verb;
    Continuation m_continuation;
    QByteArrayView m_lineTail;
    qsizetype m_lineStart;
    qsizetype m_lines = 1;
};

} // namespace ft::protocol
