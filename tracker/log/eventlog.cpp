#include "tracker/log/eventlog.h"

namespace ft::tracker {

EventLog::EventLog(LogFormat format, LogLevel level, const Clock &clock, Write write)
    : m_format(format)
    , m_level(level)
    , m_clock(clock)
    , m_write(std::move(write))
{}

void EventLog::add(const LogLine &line)
{
    if (!shows(line.level))
        return;
    const std::lock_guard lock{m_mutex};
    Kind &kind = m_kinds[line.event];
    if (mayWrite(kind, line))
        write(line);
}

void EventLog::tellLeftOut()
{
    const std::lock_guard lock{m_mutex};
    for (auto &[event, kind] : m_kinds) {
        if (kind.leftOut > 0 && m_clock.now() - kind.windowBegan >= Window)
            tell(event, kind);
    }
}

bool EventLog::mayWrite(Kind &kind, const LogLine &line)
{
    const auto now = m_clock.now();
    if (kind.lines == 0 || now - kind.windowBegan >= Window) {
        if (kind.leftOut > 0)
            tell(line.event, kind);
        kind = {line.level, now, 0, 0};
    }
    if (kind.lines == LinesPerWindow) {
        ++kind.leftOut;
        return false;
    }
    ++kind.lines;
    return true;
}

void EventLog::tell(QLatin1String event, Kind &kind)
{
    write({kind.level,
           QLatin1String{"left-out"},
           {{QLatin1String{"of"}, QString{event}}, {QLatin1String{"lines"}, kind.leftOut}}});
    kind.leftOut = 0;
}

void EventLog::write(const LogLine &line) const
{
    m_write(render(line, m_format, m_clock.wallTime()));
}

} // namespace ft::tracker
