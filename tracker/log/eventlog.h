#pragma once

#include "common/base/clock.h"
#include "tracker/log/logline.h"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>

namespace ft::tracker {

/// Writes what happens, a line per event, and no more of one kind than a disk can bear.
///
/// Every function may be called from any thread.
class EventLog final
{
public:
    /// Takes whole lines; called in whatever thread logs, one at a time.
    using Write = std::function<void(const QByteArray &)>;

    /// Of one kind of event so many lines are written in one window; of the rest only their number.
    static constexpr std::uint32_t LinesPerWindow = 200;
    static constexpr std::chrono::seconds Window{10};

    EventLog(LogFormat format, LogLevel level, const Clock &clock, Write write);

    [[nodiscard]] LogLevel level() const { return m_level; }
    void setLevel(LogLevel level) { m_level = level; }
    [[nodiscard]] bool shows(LogLevel level) const { return level <= m_level; }

    void add(const LogLine &line);
    /// Tells how many lines were left out in windows that are over; call it now and then.
    void tellLeftOut();

private:
    struct Kind
    {
        LogLevel level = LogLevel::Info;
        Clock::Instant windowBegan;
        std::uint32_t lines = 0;
        std::uint64_t leftOut = 0;
    };

    [[nodiscard]] bool mayWrite(Kind &kind, const LogLine &line);
    void tell(QLatin1String event, Kind &kind);
    void write(const LogLine &line) const;

    const LogFormat m_format;
    std::atomic<LogLevel> m_level;
    const Clock &m_clock;
    const Write m_write;
    std::mutex m_mutex;
    std::map<QLatin1String, Kind> m_kinds; ///< by event; these are constants of the program
};

} // namespace ft::tracker
