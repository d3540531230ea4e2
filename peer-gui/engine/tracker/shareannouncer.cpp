#include "peer-gui/engine/tracker/shareannouncer.h"

#include "common/base/overloaded.h"
#include "common/protocol/trackercodec.h"

#include <utility>

namespace ft::engine {

void ShareAnnouncer::put(const std::vector<FileRecord> &records)
{
    m_journal.put(records);
    if (m_isConnected)
        m_announcements.add(records);
}

void ShareAnnouncer::remove(const std::vector<SharedPath> &paths)
{
    m_journal.remove(paths);
    if (m_isConnected)
        m_announcements.remove(paths);
}

protocol::ShareMark ShareAnnouncer::greet()
{
    m_greeted = m_journal.told();
    return m_greeted;
}

bool ShareAnnouncer::begin(const protocol::Hi &hi, const Records &all)
{
    end();
    m_isConnected = true;
    m_canMark = protocol::knows(hi.capabilities, protocol::CanEpoch);
    const auto held = hi.held && hi.held->total > 0 && m_canMark ? hi.held->mark : std::nullopt;
    const auto changes = held ? m_journal.changesSince(*held) : std::nullopt;
    if (!changes) {
        const auto records = all();
        m_journal.replace(records);
        m_announcements.add(records);
        return false;
    }
    queue(*changes);
    m_marked = held;
    if (*held == m_greeted) {
        m_journal.acknowledge(*held);
        return true;
    }
    m_adopted = held;
    return false;
}

void ShareAnnouncer::end()
{
    m_isConnected = false;
    m_announcements.clear();
    m_adopted.reset();
    m_marked.reset();
}

std::optional<ShareAnnouncer::Lines> ShareAnnouncer::next(const Endpoint &as)
{
    if (!m_isConnected)
        return std::nullopt;
    if (const auto mark = std::exchange(m_adopted, {}))
        return Lines{protocol::encode(protocol::TrackerRequest{protocol::Epoch{*mark}}), 0, mark};
    const QByteArray bytes = m_announcements.nextLines(as);
    if (!bytes.isEmpty())
        return Lines{bytes, m_announcements.linesOfLast(), {}};
    if (!m_canMark || !m_announcements.isDone() || m_marked == m_journal.mark())
        return std::nullopt;
    m_marked = m_journal.told();
    return Lines{protocol::encode(protocol::TrackerRequest{protocol::Epoch{*m_marked}}),
                 0,
                 m_marked};
}

void ShareAnnouncer::queue(const std::vector<ShareChange> &changes)
{
    for (const ShareChange &change : changes) {
        std::visit(Overloaded{[this](const FileRecord &record) { m_announcements.add({record}); },
                              [this](const SharedPath &path) {
                                  m_announcements.remove({path});
                              }},
                   change);
    }
}

} // namespace ft::engine
