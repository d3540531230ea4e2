#pragma once

#include "common/model/filerecord.h"
#include "peer-gui/engine/servedlog.h"

namespace ft::engine {

/// Tells the history what one connection is asked for, and what becomes of each request.
///
/// One request at a time, as they are answered. Engine thread only.
class ServedNotes final
{
public:
    /// `log` must outlive it; null for no history.
    ServedNotes(ServedLog *log, const QHostAddress &address, Transport transport);
    /// What is being answered is cut off.
    ~ServedNotes();
    Q_DISABLE_COPY_MOVE(ServedNotes)

    void setPeer(const HostName &peer) { m_request.peer = peer; }

    /// A request is taken up. Unless this is called, the others do nothing until the next one.
    void asked(RequestKind kind, const QString &subject);
    /// What it comes down to.
    void found(const FileRecord &file);
    /// Payload of its answer.
    void sent(std::uint64_t bytes);
    void answered();
    void refused(protocol::RefusalCode code);
    /// Not answered for now: it will be asked again.
    void putOff() { m_isAsked = false; }
    /// The connection is over.
    void cut();

private:
    void begin();
    void end(bool isWhole);

    ServedLog *m_log;
    ServedRequest m_request;
    bool m_isAsked = false; ///< a request is being answered
    std::optional<ServedLog::Id> m_id; ///< since there is an answer
};

} // namespace ft::engine
