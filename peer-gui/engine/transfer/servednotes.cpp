#include "peer-gui/engine/transfer/servednotes.h"

#include <utility>

namespace ft::engine {

ServedNotes::ServedNotes(ServedLog *log, const QHostAddress &address, Transport transport)
    : m_log(log)
{
    m_request.address = address;
    m_request.transport = transport;
}

ServedNotes::~ServedNotes()
{
    cut();
}

void ServedNotes::asked(RequestKind kind, const QString &subject)
{
    m_request.kind = kind;
    m_request.subject = subject;
    m_request.size.reset();
    m_request.root.reset();
    m_request.md5.reset();
    m_isAsked = m_log != nullptr;
}

void ServedNotes::found(const FileRecord &file)
{
    m_request.subject = file.path.toString();
    m_request.size = file.size;
    m_request.root = file.root;
    m_request.md5 = file.md5;
}

void ServedNotes::sent(std::uint64_t bytes)
{
    if (!m_isAsked)
        return;
    begin();
    m_log->sent(*m_id, bytes);
}

void ServedNotes::answered()
{
    if (!std::exchange(m_isAsked, false))
        return;
    begin();
    end(true);
}

void ServedNotes::refused(protocol::RefusalCode code)
{
    if (!std::exchange(m_isAsked, false))
        return;
    if (m_id)
        end(false);
    m_log->refused(m_request, code);
}

void ServedNotes::cut()
{
    m_isAsked = false;
    if (m_id)
        end(false);
}

void ServedNotes::begin()
{
    if (!m_id)
        m_id = m_log->begin(m_request);
}

void ServedNotes::end(bool isWhole)
{
    m_log->end(*std::exchange(m_id, {}), isWhole);
}

} // namespace ft::engine
