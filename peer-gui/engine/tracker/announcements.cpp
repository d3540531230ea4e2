#include "peer-gui/engine/tracker/announcements.h"

#include "common/protocol/listwriter.h"
#include "common/protocol/trackercodec.h"

namespace ft::engine {

namespace {

constexpr qsizetype MostUnanswered = 8; // lines of up to 64 KiB
constexpr int ItemsPerTurn = 256; // about one line

} // namespace

void Announcements::add(const std::vector<FileRecord> &records)
{
    m_queue.insert(m_queue.end(), records.begin(), records.end());
}

void Announcements::remove(const std::vector<SharedPath> &paths)
{
    m_queue.insert(m_queue.end(), paths.begin(), paths.end());
}

void Announcements::clear()
{
    m_queue.clear();
    m_unanswered = 0;
}

QByteArray Announcements::nextLines(const Endpoint &as)
{
    QByteArray lines;
    m_linesOfLast = 0;
    if (m_queue.empty() || m_unanswered >= MostUnanswered)
        return lines;
    using protocol::ListWriter;
    const auto kind = m_queue.front().index();
    ListWriter writer{lines,
                      kind == 0 ? "SHARE" : "UNSHARE",
                      ListWriter::Continuation::Independent};
    for (int i = 0; i < ItemsPerTurn && !m_queue.empty() && m_queue.front().index() == kind; ++i) {
        if (const auto *record = std::get_if<FileRecord>(&m_queue.front()))
            writer.add(SourceRecord{*record, as, std::nullopt});
        else
            writer.add(std::get<SharedPath>(m_queue.front()));
        m_queue.pop_front();
    }
    m_linesOfLast = writer.finish();
    m_unanswered += m_linesOfLast;
    return lines;
}

} // namespace ft::engine
