#include "peer-gui/engine/share/folderwatches.h"

#include <QStringBuilder>

#include <array>
#include <cerrno>
#include <cstring>
#include <sys/inotify.h>
#include <unistd.h>
#include <utility>

namespace ft::engine {

namespace {

using Kind = FolderEvent::Kind;

constexpr std::uint32_t FolderMask = IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_CREATE | IN_DELETE
                                     | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF
                                     | IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK;
constexpr std::uint32_t FileMask = IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE_SELF
                                   | IN_MOVE_SELF | IN_DONT_FOLLOW;

bool isAny(std::uint32_t mask, std::uint32_t of)
{
    return (mask & of) != 0;
}

} // namespace

FolderWatches::FolderWatches()
    : m_descriptor(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC))
{}

FolderWatches::~FolderWatches()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

FolderWatches::Added FolderWatches::addFolder(const QByteArray &absolutePath)
{
    return add(absolutePath, FolderMask, std::nullopt);
}

FolderWatches::Added FolderWatches::addFile(const QByteArray &absolutePath, const FileId &file)
{
    return add(absolutePath, FileMask, file);
}

FolderWatches::Added FolderWatches::add(const QByteArray &absolutePath,
                                        std::uint32_t mask,
                                        const std::optional<FileId> &file)
{
    if (m_descriptor < 0)
        return Added::Impossible;
    // Held over both, so that nobody reads of a watch that is not known here yet.
    const std::lock_guard lock{m_mutex};
    const int number = ::inotify_add_watch(m_descriptor, absolutePath.constData(), mask);
    if (number < 0)
        return errno == ENOSPC || errno == ENOMEM ? Added::Exhausted : Added::Impossible;
    Watch &watch = m_watches[number];
    const auto former = m_numbers.find(watch.path);
    if (watch.path != absolutePath && former != m_numbers.end() && former->second == number)
        m_numbers.erase(former);
    watch = {absolutePath, file, m_sweep};
    m_numbers.insert_or_assign(absolutePath, number);
    return Added::Watched;
}

void FolderWatches::beginSweep()
{
    const std::lock_guard lock{m_mutex};
    ++m_sweep;
}

void FolderWatches::endSweep()
{
    const std::lock_guard lock{m_mutex};
    std::vector<int> former;
    for (const auto &[number, watch] : m_watches) {
        if (watch.sweep != m_sweep)
            former.push_back(number);
    }
    for (const int number : former)
        end(number);
}

std::vector<FolderEvent> FolderWatches::read()
{
    std::vector<FolderEvent> events;
    alignas(inotify_event) std::array<char, 1U << 16U> buffer{};
    while (m_descriptor >= 0) {
        const auto got = ::read(m_descriptor, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        const std::lock_guard lock{m_mutex};
        for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
            inotify_event event{};
            std::memcpy(&event, &buffer.at(at), sizeof event);
            at += sizeof event;
            // Padded with zeros to whole words.
            const char *const name = event.len > 0 ? &buffer.at(at) : "";
            at += event.len;
            translate(event, QByteArray{name}, events);
        }
    }
    return events;
}

void FolderWatches::translate(const inotify_event &event,
                              QByteArray name,
                              std::vector<FolderEvent> &events)
{
    if (isAny(event.mask, IN_Q_OVERFLOW))
        return events.push_back({Kind::Lost, {}, {}});
    const auto known = m_watches.find(event.wd);
    if (known == m_watches.end())
        return;
    if (name.isEmpty()) {
        translateSelf(event.mask, known->second, events);
        if (isAny(event.mask, IN_IGNORED))
            forget(event.wd);
        return;
    }
    const QByteArray &folder = known->second.path;
    const QByteArray path = folder.endsWith('/') ? QByteArray{folder % name}
                                                 : QByteArray{folder % '/' % name};
    if (isAny(event.mask, IN_MOVED_FROM) && isAny(event.mask, IN_ISDIR))
        endBelow(path);
    translateInside(event.mask, path, events);
}

void FolderWatches::translateInside(std::uint32_t mask,
                                    const QByteArray &path,
                                    std::vector<FolderEvent> &events)
{
    if (isAny(mask, IN_DELETE | IN_MOVED_FROM))
        events.push_back({Kind::Gone, path, {}});
    else if (isAny(mask, IN_MOVED_TO | IN_CREATE | IN_ISDIR))
        events.push_back({Kind::Arrived, path, {}});
    else
        events.push_back({isAny(mask, IN_MODIFY) ? Kind::Written : Kind::Touched, path, {}});
}

void FolderWatches::translateSelf(std::uint32_t mask,
                                  const Watch &watch,
                                  std::vector<FolderEvent> &events)
{
    const bool isEnd = isAny(mask, IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT);
    const auto kind = isAny(mask, IN_MODIFY) ? Kind::Written : Kind::Touched;
    if (watch.file)
        events.push_back({kind, watch.path, watch.file});
    else if (isEnd)
        events.push_back({Kind::SelfGone, watch.path, {}});
}

void FolderWatches::forget(int id)
{
    const auto watch = m_watches.extract(id);
    if (!watch)
        return;
    const auto number = m_numbers.find(watch.mapped().path);
    if (number != m_numbers.end() && number->second == id)
        m_numbers.erase(number);
}

void FolderWatches::end(int id)
{
    ::inotify_rm_watch(m_descriptor, id);
    forget(id);
}

void FolderWatches::endBelow(const QByteArray &folder)
{
    std::vector<int> former;
    if (const auto self = m_numbers.find(folder); self != m_numbers.end())
        former.push_back(self->second);
    const QByteArray inside = folder % '/';
    for (auto at = m_numbers.lower_bound(inside); at != m_numbers.end(); ++at) {
        if (!at->first.startsWith(inside))
            break;
        former.push_back(at->second);
    }
    for (const int number : former)
        end(number);
}

std::size_t FolderWatches::count() const
{
    const std::lock_guard lock{m_mutex};
    return m_watches.size();
}

} // namespace ft::engine
